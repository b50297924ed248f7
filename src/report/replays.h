/* replays: what the calls of an observed program cost, and what replacing them saves. */
#ifndef PROCBENCH_REPORT_REPLAYS_H
#define PROCBENCH_REPORT_REPLAYS_H

#include "grid.h"

/* Where the parts go; the sentences and the grid remain owned by replays_hand_out(). */
struct replays_parts {
	void (*add_grid)(void *context, const char *sentence, struct grid *grid);
	void (*add_note)(void *context, const char *sentence); /* follows the grid */
	void *context;
};

/* Nothing of a result without sites. */
void replays_hand_out(const struct result *result, const struct replays_parts *parts);

/* The same on a terminal: a block that begins with an empty line. */
void replays_add(struct text *out, const struct result *result, const struct report_style *style);

#endif
