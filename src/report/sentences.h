/* sentences: results in words, the same in every human-readable format. */
#ifndef PROCBENCH_REPORT_SENTENCES_H
#define PROCBENCH_REPORT_SENTENCES_H

#include "procbench/base/text.h"
#include "procbench/result/result.h"

/* A difference beside the ratio of the same pairs; its interval may be NAN. */
struct difference {
	double ratio;
	double ns, low_ns, high_ns;
	double confidence;
};

/* ", 90.0 us less (95% CI 88.1-92.0)"; nothing where its sign is not that of the ratio. */
void sentences_add_difference(struct text *out, enum quantity clock,
			      const struct difference *difference);

/*
 * "vfork took 0.602x the time of fork (95% CI 0.593-0.608), 90.0 us less (95% CI 88.1-92.0).";
 * nothing where there is no ratio.
 */
void sentences_add_ratio(struct text *out, const struct result *result,
			 const struct result_case *item);

/* "fork by rss: 12.3 us + 9.87 us/MiB (95% CI 9.71-10.0)". */
void sentences_add_fit(struct text *out, const struct result *result, const struct result_fit *fit);

/* "fork:close=loop,nofile=1M: extrapolated, not measured: 319 ms (95% CI 301-330)". */
void sentences_add_extrapolation(struct text *out, const struct result *result,
				 const struct result_extrapolation *beyond);

/* Where the cost is not linear, and where its slope changes; nothing where it is linear. */
void sentences_add_misfit(struct text *out, const struct result *result,
			  const struct result_fit *fit);

/* "posix_spawn is faster than fork above 3.1 MiB (95% CI 2.8-3.4)". */
void sentences_add_crossover(struct text *out, const struct result *result,
			     const struct result_crossover *crossover);

#endif
