/* verdicts: the comparisons of a result, in words, and one line each for programs. */
#ifndef PROCBENCH_REPORT_VERDICTS_H
#define PROCBENCH_REPORT_VERDICTS_H

#include "procbench/report/report.h"

/* Nothing where nothing was compared; else a block that begins with an empty line. */
void verdicts_add(struct text *out, const struct result *result, const struct report_style *style);

/* "B is 25.0% slower than A (99% CI 22.1%-28.0%): regression (margin 1%)", one line. */
void verdicts_add_answer(struct text *words, const struct result *result,
			 const struct result_comparison *item);

/* Its parts before and after the verdict, for a format that emphasises the verdict. */
void verdicts_add_change(struct text *words, const struct result *result,
			 const struct result_comparison *item);
void verdicts_add_limits(struct text *words, const struct result_comparison *item);

/* What a program reads of one: `verdict=... ratio=... pairs=N`, without an end of line. */
void verdicts_add_fields(struct text *out, const struct result_comparison *item);

#endif
