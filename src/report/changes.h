/* changes: the comparisons of saved results, one row each, and one line each for programs. */
#ifndef PROCBENCH_REPORT_CHANGES_H
#define PROCBENCH_REPORT_CHANGES_H

#include "procbench/report/report.h"

/* A block that begins with an empty line. */
void changes_add(struct text *out, const struct result *result, const struct report_style *style);

#endif
