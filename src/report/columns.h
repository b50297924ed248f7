/*
 * columns: the one table of what can be said of a case in a row.
 */
#ifndef PROCBENCH_REPORT_COLUMNS_H
#define PROCBENCH_REPORT_COLUMNS_H

#include "procbench/base/text.h"
#include "procbench/result/result.h"

enum column_kind {
	COLUMN_TEXT,  /* text() */
	COLUMN_COUNT, /* a number, whole */
	COLUMN_TIME,  /* a number, in ns; the terminal has one unit for all rows */
	COLUMN_RATIO  /* a number */
};

#define COLUMN_PLACE_MAX 45
#define COLUMN_KEPT      10 /* a place below this: shown in any width */

/* Which table for people shows a column. */
enum column_table {
	COLUMN_NOWHERE,
	COLUMN_MAIN,
	COLUMN_SPANS,
	COLUMN_BOTH,
	COLUMN_LOAD /* beside those of the main table, where several create at once in a case */
};

struct column {
	const char *name;    /* in CSV; NULL: not there */
	const char *heading; /* in tables for people; before the first case where it is relative to
				that */
	enum column_kind kind;
	size_t offset; /* of a number in struct result_case: a double, or a count in 64 bits */
	const char *(*text)(const struct result *result, const struct result_case *item);
	/* in tables for people: */
	enum column_table table;
	bool with_next; /* one cell with the next row of this table: low-high */
	int place; /* order; where there is no room, the last is dropped first, none below KEPT */
};

extern const struct column column_table[];
extern const size_t column_count;

/* The number of a case in a column that is no text; NAN: not measured. */
double column_number(const struct column *column, const struct result_case *item);

/* Whether it is the ratio to the first case, or its interval. */
bool columns_is_ratio(const struct column *column);

/* The heading: "vs fork" where the first case is fork, "vs first" where its name is long. */
void columns_add_heading(struct text *out, const struct result *result,
			 const struct column *column);

#endif
