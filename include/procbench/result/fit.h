/*
 * fit: linear fits of sweeps: how a cost grows with a key.
 *
 * A sweep is three or more cases that differ only in the number of one key. A line is fitted within
 * each round, so that drift between rounds cancels. Slope, intercept and their 95% CIs come from
 * the per-round fits (Hodges-Lehmann estimate and signed-rank interval, see stats/paired), so the
 * coverage does not depend on the distribution of the noise. If the relation is not linear, the CI
 * is that of the best line and `is_line` is false.
 */
#ifndef PROCBENCH_RESULT_FIT_H
#define PROCBENCH_RESULT_FIT_H

#include <stdbool.h>
#include <stddef.h>

struct result;

/* One case of a sweep. */
struct result_fit_point {
	size_t item;        /* index of the result's case */
	double value;       /* of the key, in units */
	double residual_ns; /* median minus the fitted value */
};

/* A case of the sweep above its points that could not be measured: where it would be. */
struct result_extrapolation {
	size_t item;
	double value; /* of the key, in units */
	double ns;
	double low_ns; /* 95% CI; NAN where a line does not fit */
	double high_ns;
};

struct result_fit {
	char *spec; /* spec without the key, which all cases share */
	char *key;
	const char *unit;                /* of the key, in the singular: "MiB", "mapping"; static */
	double unit_size;                /* size of one unit in the key's own counting */
	struct result_fit_point *points; /* by ascending value */
	size_t count;
	double slope_ns; /* per unit */
	double slope_low_ns;
	double slope_high_ns;
	double intercept_ns;
	double intercept_low_ns;
	double intercept_high_ns;
	double lack_of_fit_p; /* p-value of the lack-of-fit test; NAN with too few launches */
	double lack_of_fit;   /* largest residual relative to the median of its point */
	bool is_line;         /* lack of fit not significant, or negligible */
	/* if not linear: the breakpoint and the slopes on both sides */
	size_t breakpoint;
	double slope_below_ns;
	double slope_above_ns;
	/* the skipped cases above the points, in the order of the cases */
	struct result_extrapolation *beyond;
	size_t beyond_count;
};

/* The point at which the order of two sweeps of one key changes. */
struct result_crossover {
	size_t faster; /* indexes of the fits; this one is faster above the crossover */
	size_t slower;
	double value; /* of the key, in units of both */
	double low;   /* range in which the 95% CI of the difference includes 0 */
	double high;  /* .. and where it ends to */
};

/* Not linear: p below FIT_P and a residual above FIT_OFF. */
#define FIT_P   0.01
#define FIT_OFF 0.03

/* Limit of the number of cases, because the search for sweeps takes quadratic time. */
#define FIT_CASES_MAX 1024

/*
 * Finds the sweeps among the cases and fits them from the launches; used by result_derive() and
 * after loading a result. 0 or -ENOMEM.
 */
int fit_derive(struct result *result);
void fit_free(struct result *result);

#endif
