/* history_plot: a series as a few lines of text. */
#ifndef PROCBENCH_SRC_HISTORY_HISTORY_PLOT_H
#define PROCBENCH_SRC_HISTORY_HISTORY_PLOT_H

#include "procbench/history/history.h"

/* Adds the points (o: spikes) and levels of a series that was judged, within 80 columns. */
void plot_add(struct text *out, const struct history_series *series);

#endif
