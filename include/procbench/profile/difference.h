/*
 * difference: the difference of two profiles, by function.
 */
#ifndef PROCBENCH_PROFILE_DIFFERENCE_H
#define PROCBENCH_PROFILE_DIFFERENCE_H

#include "procbench/result/result.h"

#include <stddef.h>

/* Instructions per creation of a function in both; 0: it is not in that one. */
struct difference_row {
	const char *name;  /* of one of the two profiles, which own it */
	const char *phase; /* likewise; NULL: unclassified */
	double a;
	double b;
};

struct difference {
	struct difference_row
		*rows; /* the largest difference first, functions without one left out */
	size_t count;
	double a; /* the sums */
	double b;
};

/* Functions of the same name and phase correspond. Returns 0 or -ENOMEM. */
int difference_of(struct difference *difference, const struct result_profile *a,
		  const struct result_profile *b);
void difference_free(struct difference *difference);

/* The instructions of a profile. */
double profile_sum(const struct result_profile *profile);

#endif
