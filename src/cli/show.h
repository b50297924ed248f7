/*
 * show: results, once they are there, into the files that were asked for and to standard output.
 */
#ifndef PROCBENCH_CLI_SHOW_H
#define PROCBENCH_CLI_SHOW_H

#include "config.h"
#include "exports.h"

#include "procbench/result/result.h"

/*
 * The files first: they are there even when nobody reads standard output any more; and what is to
 * be shown is shown even when a file could not be written. Prints what failed; returns the exit
 * status: `status`, or that of the failure.
 */
int show_results(const struct config *config, struct exports *exports, const struct result *results,
		 size_t count, int status);

#endif
