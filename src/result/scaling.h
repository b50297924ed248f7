/* scaling: creations per second, and how they scale with the number of creators. */
#ifndef PROCBENCH_SRC_RESULT_SCALING_H
#define PROCBENCH_SRC_RESULT_SCALING_H

#include "procbench/result/result.h"

/* Fills in per_second and scaling with their CIs; `values` has room for a case's launches. */
void scaling_derive(struct result *result, size_t number, double *values);

#endif
