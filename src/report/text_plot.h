/* text_plot: small pictures made of characters, for a terminal. */
#ifndef PROCBENCH_REPORT_TEXT_PLOT_H
#define PROCBENCH_REPORT_TEXT_PLOT_H

#include "procbench/report/report.h"

/*
 * Adds one line per case, how its samples are distributed on one log scale, and one line per case
 * of each sweep, its median as a bar on one log scale. Blocks where the style says that the
 * terminal shows UTF-8, else plain ASCII.
 */
void text_plot_add(struct text *out, const struct result *result, const struct report_style *style);

#endif
