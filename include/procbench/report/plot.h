/*
 * plot: the pictures of a result as scripts for gnuplot.
 *
 * Each script writes one picture, 800 pixels wide, to gnuplot's standard output. What comes from
 * outside stands in it as text only.
 */
#ifndef PROCBENCH_REPORT_PLOT_H
#define PROCBENCH_REPORT_PLOT_H

#include "procbench/base/text.h"
#include "procbench/result/result.h"

#include <stddef.h>

/* How many pictures there may be. */
extern const size_t plot_count;

/* What the picture's file is called, without an ending: "sweep". */
const char *plot_name(size_t index);

/*
 * Appends the script of a picture for a terminal of gnuplot ("svg", "pngcairo"): 1, or 0 when this
 * result has no such picture, or -ENOMEM.
 */
int plot_add_script(struct text *script, size_t index, const char *terminal,
		    const struct result *result);

#endif
