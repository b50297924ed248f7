/*
 * exports: the files that a run writes, opened before it begins and committed after it.
 */
#ifndef PROCBENCH_CLI_EXPORTS_H
#define PROCBENCH_CLI_EXPORTS_H

#include "config.h"

#include "procbench/base/outfile.h"
#include "procbench/report/report.h"
#include "procbench/result/result.h"

struct export
{
	const struct report_format *format;
	struct outfile file;
};

struct exports {
	struct export *items;
	size_t count;
	struct outfile samples;
	bool has_samples;
	const char *plot; /* the folder for pictures, or NULL; not owned */
};

/* Opens them all, or none: what cannot be written is found here. */
int exports_open(struct exports *exports, const struct config *config, struct error *error);

/*
 * Writes and commits all of `count` results; the first that fails is told, the others are written
 * all the same. *signal_number is that of a signal that came meanwhile, or 0.
 */
int exports_write(struct exports *exports, const struct result *results, size_t count,
		  int *signal_number, struct error *error);

/* Leaves nothing of what was not committed. */
void exports_close(struct exports *exports);

#endif
