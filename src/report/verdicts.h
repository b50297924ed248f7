/* verdicts: the comparisons of a result, in words, and one line each for programs. */
#ifndef PROCBENCH_REPORT_VERDICTS_H
#define PROCBENCH_REPORT_VERDICTS_H

#include "procbench/report/report.h"

/* Nothing where nothing was compared; else a block that begins with an empty line. */
void verdicts_add(struct text *out, const struct result *result, const struct report_style *style);

/* The verdict first, then the change with its interval and the margin, in words; one line. */
void verdicts_add_answer(struct text *words, const struct result_comparison *item);

/* What a program reads of one: `verdict=... ratio=... pairs=N`, without an end of line. */
void verdicts_add_fields(struct text *out, const struct result_comparison *item);

#endif
