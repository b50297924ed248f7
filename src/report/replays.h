/* replays: what the calls of an observed program cost, and what replacing them saves. */
#ifndef PROCBENCH_REPORT_REPLAYS_H
#define PROCBENCH_REPORT_REPLAYS_H

#include "block.h"

/* Nothing of a result without sites. */
void replays_hand_out(const struct result *result, const struct block_parts *parts);

/* The same on a terminal: a block that begins with an empty line. */
void replays_add(struct text *out, const struct result *result, const struct report_style *style);

#endif
