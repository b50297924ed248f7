/* sentences: what a result says in words, the same in every format for people. */
#ifndef PROCBENCH_REPORT_SENTENCES_H
#define PROCBENCH_REPORT_SENTENCES_H

#include "procbench/base/text.h"
#include "procbench/result/result.h"

/*
 * "vfork took 0.602x the time of fork (95% CI 0.593-0.608), 90.0 us less."; nothing where there is
 * no ratio.
 */
void sentences_add_ratio(struct text *out, const struct result *result,
			 const struct result_case *item);

/* "fork by rss: 12.3 us + 9.87 us/MiB (95% CI 9.71-10.0)". */
void sentences_add_fit(struct text *out, const struct result *result, const struct result_fit *fit);

/* Where the cost is not linear, and where its slope changes; nothing where it is linear. */
void sentences_add_misfit(struct text *out, const struct result *result,
			  const struct result_fit *fit);

/* "posix_spawn is faster than fork above 3.1 MiB (95% CI 2.8-3.4)". */
void sentences_add_crossover(struct text *out, const struct result *result,
			     const struct result_crossover *crossover);

#endif
