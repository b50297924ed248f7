/*
 * block: a sentence and its table for a terminal, which sections of a report hand out.
 */
#ifndef PROCBENCH_REPORT_BLOCK_H
#define PROCBENCH_REPORT_BLOCK_H

#include "procbench/render/grid.h"
#include "procbench/report/report.h"

/* What takes the parts of a section, which remain the section's. */
struct block_parts {
	void (*add_grid)(void *context, const char *sentence, struct grid *grid);
	void (*add_note)(void *context, const char *sentence); /* follows the grid */
	void *context;
};

struct block {
	struct text *out;
	const struct report_style *style;
};

/* Adds the sentence and the grid below it, after an empty line; `context` is a struct block. */
void block_add_grid(void *context, const char *sentence, struct grid *grid);

/* Adds a sentence alone; `context` is a struct block. */
void block_add_note(void *context, const char *sentence);

#endif
