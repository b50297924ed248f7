/*
 * show: writes results to the export files and to standard output.
 */
#ifndef PROCBENCH_CLI_SHOW_H
#define PROCBENCH_CLI_SHOW_H

#include "config.h"
#include "exports.h"

#include "procbench/result/result.h"

/*
 * What failed in a case, one line on standard error, or nothing: whatever the format, and with
 * --quiet too. `loss`: why the last launch was lost; NULL: lost launches are not mentioned.
 */
void show_failure(const struct result *result, const struct result_case *item, const char *loss);

/*
 * Writes the files first, so that they exist even if standard output is closed early; a file that
 * cannot be written does not keep the report from being shown. Prints failures. Returns the exit
 * status: `status`, or that of a failure.
 */
int show_results(const struct config *config, struct exports *exports, const struct result *results,
		 size_t count, int status);

#endif
