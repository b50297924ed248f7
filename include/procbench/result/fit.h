/*
 * fit: what a sweep says: how a cost grows with a key, and where one case begins to beat another.
 *
 * A sweep is three or more cases that differ in the number of one key only. In each round there is
 * one launch of every case, so a line is fitted within each round, where whatever drifts from round
 * to round is the same for all of its points; slope and intercept, and their 95 % intervals, are
 * those of the rounds (Hodges-Lehmann and signed rank, as everywhere: see stats/paired). So an
 * interval holds the true value as often as it says whatever the noise's distribution and also
 * where the relation is no line: then it is that of the best line, and `is_line` says so.
 */
#ifndef PROCBENCH_RESULT_FIT_H
#define PROCBENCH_RESULT_FIT_H

#include <stdbool.h>
#include <stddef.h>

struct result;

/* One case of a sweep. */
struct result_fit_point {
	size_t item;        /* its place among the result's cases */
	double value;       /* of the key, in units */
	double residual_ns; /* its median less the line */
};

struct result_fit {
	char *spec; /* what the cases share: their spec without the key */
	char *key;
	const char *unit;                /* of the key, in the singular: "MiB", "mapping"; static */
	double unit_size;                /* how many of what the key counts one unit is */
	struct result_fit_point *points; /* by ascending value */
	size_t count;
	double slope_ns; /* a unit */
	double slope_low_ns;
	double slope_high_ns;
	double intercept_ns;
	double intercept_low_ns;
	double intercept_high_ns;
	double lack_of_fit_p; /* that the points lie on a line; NAN: too few launches to say */
	double lack_of_fit;   /* the largest residual, relative to its point's median */
	bool is_line;         /* not refuted, or off by less than anybody cares for */
	/* where it is none: the point at which it bends, and the slopes on both sides */
	size_t breakpoint;
	double slope_below_ns;
	double slope_above_ns;
};

/* Where the order of two sweeps of one key changes. */
struct result_crossover {
	size_t faster; /* above it: their places among the fits */
	size_t slower;
	double value; /* of the key, in units of both */
	double low;   /* where the difference's 95 % interval begins to hold 0 .. */
	double high;  /* .. and where it ends to */
};

/* What is called no line: a p below FIT_P and a point further from it than FIT_OFF. */
#define FIT_P   0.01
#define FIT_OFF 0.03

/* Among more cases no sweep is looked for: that would take longer than anybody waits. */
#define FIT_CASES_MAX 1024

/*
 * Finds the sweeps among the cases and fits them, from the launches; for result_derive(), and for a
 * result that was loaded. 0 or -ENOMEM.
 */
int fit_derive(struct result *result);
void fit_free(struct result *result);

#endif
