/* naming: what a case is called where names must differ, and which of its launches count. */
#ifndef PROCBENCH_REPORT_NAMING_H
#define PROCBENCH_REPORT_NAMING_H

#include "procbench/base/text.h"
#include "procbench/result/result.h"

/* True where total has a median. */
bool naming_is_measured(const struct result_case *item);

/* True for a launch that the median of total comes from: not disturbed by stamps. */
bool naming_counts(const struct result_launch *launch);

/*
 * The median of a span that a line per launch may state: the spans that the child stamps come from
 * the launches with stamps, the others from those without. NAN: not from this launch.
 */
double naming_launch_span(const struct result_launch *launch, enum span span);

/*
 * `string` as one word: printable ASCII, where '%', the bytes of `reserved`, blanks and all other
 * bytes are written as %XX.
 */
void naming_add_encoded(struct text *out, const char *string, const char *reserved);

/* How many cases of the same spec stand before this one: 0 unless it was given twice. */
size_t naming_repeat(const struct result *result, const struct result_case *item);

/*
 * The spec, unique within the result: two cases of one spec are `fork (A)` and `fork (B)` in a
 * duel, `fork` and `fork#2` elsewhere.
 */
void naming_add(struct text *out, const struct result *result, const struct result_case *item);

/* One side of a comparison: its spec, with `(A)`, `(B)`, `(old)` or `(new)` where specs are equal.
 */
void naming_add_side(struct text *out, const struct result *result,
		     const struct result_comparison *item, bool is_b);

/* True where the case is the B of the comparison. */
bool naming_is_compared(const struct result *result, const struct result_comparison *comparison,
			const struct result_case *item);

#endif
