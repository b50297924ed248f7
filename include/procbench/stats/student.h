/*
 * student: Student's t distribution, for a mean of few values whose spread is estimated with it.
 */
#ifndef PROCBENCH_STATS_STUDENT_H
#define PROCBENCH_STATS_STUDENT_H

/*
 * P(|T| >= |t|) with `df` > 0 degrees of freedom (GSL's gsl_cdf_tdist_Q). 0 for an infinite t, NAN
 * for a NAN.
 */
double student_p(double t, double df);

/* The t that |T| stays below with probability `confidence` in (0, 1). */
double student_quantile(double confidence, double df);

#endif
