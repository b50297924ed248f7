/* crossover: the point at which the order of two sweeps of one key changes. */
#ifndef PROCBENCH_RESULT_CROSSOVER_H
#define PROCBENCH_RESULT_CROSSOVER_H

#include "procbench/result/result.h"

/* Finds the crossovers of every pair of the result's fits; 0 or -ENOMEM. */
int crossover_derive(struct result *result);

#endif
