/*
 * student: Student's t distribution, for the mean of a few values whose spread is estimated from
 * them.
 *
 * Accurate to 1e-9 relative for p from 1e-12 to 0.5 and 1 to a million degrees of freedom.
 */
#ifndef PROCBENCH_STATS_STUDENT_H
#define PROCBENCH_STATS_STUDENT_H

/* P(|T| >= |t|) with `df` > 0 degrees of freedom. 0 for an infinite t, NAN for a NAN. */
double student_p(double t, double df);

/*
 * The t with P(|T| >= t) = p: its inverse. It takes p rather than the confidence 1 - p, which
 * cannot hold a small p. 0 for p = 1, infinite for p = 0, NAN for a p outside 0 to 1 or a df not
 * above 0.
 */
double student_quantile(double p, double df);

/* The z that a standard normal stays below with probability p in (0, 1). */
double normal_quantile(double p);

#endif
