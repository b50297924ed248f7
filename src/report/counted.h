/* counted: the events that were counted, as a sentence, a grid and notes. */
#ifndef PROCBENCH_REPORT_COUNTED_H
#define PROCBENCH_REPORT_COUNTED_H

#include "block.h"

/* The event of that name; NULL: the case has none. */
const struct result_counter *counted_find(const struct result_case *item, const char *name);

/* Nothing of a result in which nothing was to be counted. */
void counted_hand_out(const struct result *result, const struct block_parts *parts);

/* The same on a terminal: a block that begins with an empty line. */
void counted_add(struct text *out, const struct result *result, const struct report_style *style);

#endif
