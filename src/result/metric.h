/* metric: the value of one metric of a case in one run, for compare. */
#ifndef PROCBENCH_RESULT_METRIC_H
#define PROCBENCH_RESULT_METRIC_H

#include "procbench/result/compare.h"

/* NAN: not measured or unknown. */
struct figure {
	double ns;         /* the metric */
	double log;        /* its logarithm */
	double controlled; /* log minus that of the control case */
	double error;      /* standard error from the launches within the run */
	double spread;     /* standard deviation of the launches */
};

/* `control` may be NULL; then the error is that of the metric alone. */
struct figure figure_of(const struct result_case *item, const struct result_case *control,
			enum compare_metric metric);

/* Statistics over several runs. */
struct figures {
	size_t count;
	double mean_log;
	double mean;       /* of the controlled values, if there is a control */
	double square_sum; /* sum of squared differences from the mean */
	double variance;   /* expected variance of a run: mean of the squared errors */
	double spread;     /* mean of the squared spreads */
};

void figures_add(struct figures *figures, const struct figure *figure, bool is_controlled);

/* The difference of two sides, new minus old, with its error. */
struct change {
	double difference;
	double error; /* standard error; NAN if unknown */
	double df;    /* of Student's t */
};

/* `repeats`: runs are the same but for what varies within each, as counts of instructions are. */
struct change figures_compare(const struct figures *old, const struct figures *new, bool repeats);

#endif
