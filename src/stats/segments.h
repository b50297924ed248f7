/*
 * segments: points of a series without its spikes, and how they are split into levels.
 */
#ifndef PROCBENCH_STATS_SEGMENTS_H
#define PROCBENCH_STATS_SEGMENTS_H

#include <stddef.h>

struct segments {
	double *values;
	size_t *places; /* of the values in the series */
	size_t *splits; /* first index of each segment except the first */
	size_t split_count;
	size_t count;     /* of values */
	double sd;        /* of the noise */
	double inflation; /* of the variance of a mean, as neighbours correlate; 1: not at all */
};

/* Segment `k`, from 0: [*begin, *end). */
void segments_at(const struct segments *all, size_t k, size_t *begin, size_t *end);

double segments_mean(const double *values, size_t begin, size_t end);

/* Of each point with the next one in its segment, around the mean of that. */
double segments_correlation(const struct segments *all);

/*
 * Sets splits, sd and inflation. `robust` is the SD that outliers do not affect, `sd_least` the
 * least that is believed. 0 or -ENOMEM.
 */
int segments_find(struct segments *all, double robust, double sd_least);

#endif
