/* counted: the events that were counted, as a sentence, a grid and notes. */
#ifndef PROCBENCH_REPORT_COUNTED_H
#define PROCBENCH_REPORT_COUNTED_H

#include "grid.h"

/* Where the parts go; they remain owned by counted_hand_out(). */
struct counted_parts {
	void (*add_grid)(void *context, const char *sentence, struct grid *grid);
	void (*add_note)(void *context, const char *sentence); /* follows the grid */
	void *context;
};

/* Nothing of a result in which nothing was to be counted. */
void counted_hand_out(const struct result *result, const struct counted_parts *parts);

/* The same on a terminal: a block that begins with an empty line. */
void counted_add(struct text *out, const struct result *result, const struct report_style *style);

#endif
