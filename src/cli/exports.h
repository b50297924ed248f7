/*
 * exports: the files of a run, opened before it starts and committed after it.
 */
#ifndef PROCBENCH_CLI_EXPORTS_H
#define PROCBENCH_CLI_EXPORTS_H

#include "config.h"

#include "procbench/base/outfile.h"
#include "procbench/base/text.h"
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
	struct report_format saved; /* of --save */
	struct outfile samples;
	bool has_samples;
	const char *plot;    /* the directory for pictures, or NULL; not owned */
	const char *columns; /* of reports that have such, or NULL; not owned */
	bool lacks_png;      /* it has SVG files only, because rsvg-convert is not installed */
};

/* Opens all of them or none, so that a file that cannot be written is found before the run. */
int exports_open(struct exports *exports, const struct config *config, struct error *error);

/*
 * Writes and commits all of `count` results. Returns the first failure; the other files are still
 * written. *signal_number is that of a signal that arrived meanwhile, or 0.
 */
int exports_write(struct exports *exports, const struct result *results, size_t count,
		  int *signal_number, struct error *error);

/* Writes one document in a format. */
typedef int exports_render(const void *document, const struct report_format *format,
			   struct text *out, struct error *error);

/* The same of any document. */
int exports_write_document(struct exports *exports, exports_render *render, const void *document,
			   int *signal_number, struct error *error);

/* Removes files that were not committed. */
void exports_close(struct exports *exports);

#endif
