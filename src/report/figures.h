/* figures: the list of pictures. Another one is a line here, and a function. */
#ifndef PROCBENCH_SRC_REPORT_FIGURES_H
#define PROCBENCH_SRC_REPORT_FIGURES_H

#include "figure.h"

/* X(name of its file, function) */
#define FIGURE_LIST(X)                          \
	X("sweep", figure_make_sweep)           \
	X("ratios", figure_make_ratios)         \
	X("spans", figure_make_spans)           \
	X("flags", figure_make_ablation)        \
	X("histograms", figure_make_histograms) \
	X("distribution", figure_make_ecdf)     \
	X("launches", figure_make_drift)

/* Each fills an empty picture; false where the result has nothing for it. */
#define FIGURE_DECLARE(name, make) bool make(const struct result *result, struct figure *figure);
FIGURE_LIST(FIGURE_DECLARE)
#undef FIGURE_DECLARE

#endif
