/* notes: the text around a table: what was measured, the fits, what failed, the warnings. */
#ifndef PROCBENCH_REPORT_NOTES_H
#define PROCBENCH_REPORT_NOTES_H

#include "procbench/report/report.h"

/* The headline, and by how many samples, rounds and seed. */
void notes_add_head(struct text *out, const struct result *result,
		    const struct report_style *style);

/* What the span call contains, by method: in a line for each meaning, to `add`. */
void notes_each_call(const struct result *result, void (*add)(void *context, struct text *line),
		     void *context);
void notes_add_calls(struct text *out, const struct result *result,
		     const struct report_style *style);

/* What each case took relative to the first, in a sentence; of many the extremes alone. */
void notes_add_ratios(struct text *out, const struct result *result,
		      const struct report_style *style);

/* That times hold for one run, and what to compare between runs; NULL without multiples of a floor.
 */
const char *notes_on_times(const struct result *result);

/* How the cost grows in the sweeps, where that is not linear, and which case is faster where. */
void notes_add_fits(struct text *out, const struct result *result,
		    const struct report_style *style);

/* Failures, skipped cases, and warnings with their remedies. */
void notes_add_problems(struct text *out, const struct result *result,
			const struct report_style *style);

/* "3 of 100 samples failed: 2 EAGAIN, 1 timeout", in every format. */
void notes_add_failures(struct text *line, const struct result_case *item);

/* "2 of 6 launches excluded because the parent changed: nice: expected 5, found 9". */
void notes_add_drift(struct text *line, const struct result_case *item);

/* What failed in a case, why it was skipped, or why it has no value; nothing where all is well. */
void notes_add_case(struct text *line, const struct result_case *item);

#endif
