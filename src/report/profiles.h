/* profiles: where the instructions of each case are, and where two cases differ, as sentences and
 * grids. */
#ifndef PROCBENCH_REPORT_PROFILES_H
#define PROCBENCH_REPORT_PROFILES_H

#include "procbench/render/grid.h"
#include "procbench/report/report.h"

/* Whether any case that was asked for has a profile. */
bool profiles_exist(const struct result *result);

/*
 * Hands a sentence and its grid, which remain owned by profiles_each(), to `add`: first for each
 * case that was asked for, then for each pair that is compared: the only two cases, or cases that
 * differ in their kernel alone.
 */
void profiles_each(const struct result *result,
		   void (*add)(void *context, const char *sentence, struct grid *grid),
		   void *context);

/* The same on a terminal: blocks that begin with an empty line. */
void profiles_add(struct text *out, const struct result *result, const struct report_style *style);

#endif
