/*
 * plots: writes the pictures of a result to a directory.
 */
#ifndef PROCBENCH_CLI_PLOTS_H
#define PROCBENCH_CLI_PLOTS_H

#include "procbench/base/error.h"
#include "procbench/result/result.h"

#include <stdbool.h>

/* Creates the directory if it does not exist. */
int plots_prepare(const char *directory, struct error *error);

/*
 * Writes each picture as SVG, and as PNG unless rsvg-convert is not installed: `lacks_png`. A file
 * is written completely or not at all.
 */
int plots_draw(const char *directory, const struct result *result, bool *lacks_png,
	       struct error *error);

#endif
