/*
 * columns: the one table of what can be said of a case in a row.
 */
#ifndef PROCBENCH_REPORT_COLUMNS_H
#define PROCBENCH_REPORT_COLUMNS_H

#include "procbench/base/text.h"
#include "procbench/result/result.h"

enum column_kind {
	COLUMN_TEXT,  /* text() */
	COLUMN_COUNT, /* number(), whole */
	COLUMN_TIME,  /* number(), in ns; the terminal has one unit for all rows */
	COLUMN_RATIO  /* number() */
};

/* Where the terminal shows a column. */
enum column_table {
	COLUMN_NOWHERE,
	COLUMN_MAIN,
	COLUMN_SPANS,
	COLUMN_BOTH,
	COLUMN_LOAD /* beside those of the main table, where several create at once in a case */
};

struct column {
	const char *name;    /* in CSV; NULL: not there */
	const char *heading; /* on the terminal */
	enum column_kind kind;
	double (*number)(const struct result_case *item); /* NAN: not measured */
	const char *(*text)(const struct result *result, const struct result_case *item);
	/* on the terminal: */
	enum column_table table;
	bool with_next; /* one cell with the next row of this table: low..high */
	int keep; /* which columns give way first where there is no room: the lowest; 0: never */
};

extern const struct column column_table[];
extern const size_t column_count;

#endif
