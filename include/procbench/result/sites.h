/*
 * sites: what replacing the calls of an observed program saves.
 */
#ifndef PROCBENCH_RESULT_SITES_H
#define PROCBENCH_RESULT_SITES_H

#include "procbench/result/result.h"

/*
 * Computes the derived members of the sites and of result->replay from the launches, paired by
 * round. Those of a site that lacks a case become NAN. 0 or -ENOMEM.
 */
int sites_derive(struct result *result);

/*
 * What the calls of these sites cost per run, as far as their cases `now` were measured: fills
 * `calls` and, with costs in the place of savings, the members saved_run_*. 0 or -ENOMEM.
 */
int sites_cost(const struct result *result, const struct result_site *sites, size_t count,
	       struct result_site *run);

/* The case of that spec, or NULL; also of a NULL spec. */
const struct result_case *sites_case(const struct result *result, const char *spec);

/*
 * The time of all calls of the sites that have both cases, by the medians of `now`; NAN if there is
 * none.
 */
double sites_run_ns(const struct result *result);

#endif
