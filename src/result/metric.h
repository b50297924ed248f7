/* metric: what one run says of a case, by one metric, for compare. */
#ifndef PROCBENCH_RESULT_METRIC_H
#define PROCBENCH_RESULT_METRIC_H

#include "procbench/result/compare.h"

/* NAN: not measured, or not known. */
struct figure {
	double ns;         /* the metric */
	double log;        /* its logarithm */
	double controlled; /* the same less that of the control case */
	double error;  /* standard error of what is compared, from the launches within the run */
	double spread; /* standard deviation of the launches, which that error comes from */
};

/* `control` is NULL where there is none; then the error is that of the metric alone. */
struct figure figure_of(const struct result_case *item, const struct result_case *control,
			enum compare_metric metric);

/* The figures of several runs, taken together. */
struct figures {
	size_t count;
	double mean_log;
	double mean;       /* of what is compared: controlled where there is a control */
	double square_sum; /* of the differences from that mean */
	double variance; /* that the launches let one expect of a run: mean of the squared errors */
	double spread;   /* mean of the squared spreads */
};

void figures_add(struct figures *figures, const struct figure *figure, bool is_controlled);

/* The difference of two sides, new less old, and how far it may be off. */
struct change {
	double difference;
	double error; /* standard error; NAN where nothing is known of it */
	double df;    /* of Student's t */
};

struct change figures_compare(const struct figures *old, const struct figures *new);

#endif
