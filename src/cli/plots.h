/*
 * plots: the pictures of a result, as files in a folder.
 */
#ifndef PROCBENCH_CLI_PLOTS_H
#define PROCBENCH_CLI_PLOTS_H

#include "procbench/base/error.h"
#include "procbench/result/result.h"

/* Makes the folder where it is missing. */
int plots_prepare(const char *folder, struct error *error);

/*
 * Writes each picture as SVG, and as PNG where rsvg-convert is installed; says on standard error
 * where it is not. A file appears whole or not at all.
 */
int plots_draw(const char *folder, const struct result *result, struct error *error);

#endif
