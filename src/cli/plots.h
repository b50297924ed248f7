/*
 * plots: the pictures of a result, drawn by gnuplot into a folder.
 */
#ifndef PROCBENCH_CLI_PLOTS_H
#define PROCBENCH_CLI_PLOTS_H

#include "procbench/base/error.h"
#include "procbench/result/result.h"

/* Makes the folder where it is missing; -ENOENT where there is no gnuplot: before anything is done.
 */
int plots_prepare(const char *folder, struct error *error);

/* Draws what the result has, each picture as SVG and as PNG; a file appears whole or not at all. */
int plots_draw(const char *folder, const struct result *result, struct error *error);

#endif
