/* sentences: what a result says in words, the same in every format for people. */
#ifndef PROCBENCH_REPORT_SENTENCES_H
#define PROCBENCH_REPORT_SENTENCES_H

#include "procbench/base/text.h"
#include "procbench/result/result.h"

/* "fork: 12.3 us + 9.87 us a MiB (9.71..10.02)". */
void sentences_add_fit(struct text *out, const struct result_fit *fit);

/* Why a line does not fit, and where it bends; nothing where it does. */
void sentences_add_misfit(struct text *out, const struct result *result,
			  const struct result_fit *fit);

/* "posix_spawn beats fork above 3.1 MiB (2.8..3.4)". */
void sentences_add_crossover(struct text *out, const struct result *result,
			     const struct result_crossover *crossover);

#endif
