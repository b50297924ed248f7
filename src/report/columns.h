/*
 * columns: the table of all columns.
 */
#ifndef PROCBENCH_REPORT_COLUMNS_H
#define PROCBENCH_REPORT_COLUMNS_H

#include "procbench/base/text.h"
#include "procbench/result/result.h"

enum column_kind {
	COLUMN_TEXT,   /* text() */
	COLUMN_COUNT,  /* a number, whole */
	COLUMN_TIME,   /* a number, in ns; the terminal has one unit for all rows */
	COLUMN_BYTES,  /* a number, whole */
	COLUMN_RATIO,  /* a number, to six digits in CSV */
	COLUMN_AMOUNT, /* a number of any size */
	COLUMN_WHOLE   /* the same, whole */
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

/* What a row is about. */
struct column_row {
	const struct result *result;
	const struct result_case *item; /* NULL: of compare, a case that only the old side has */
	const struct result_comparison *comparison; /* of this case, or NULL */
	const struct result_site *replaced;         /* of replay: what it replaces, or NULL */
	double observed_calls;                      /* of replay: that it repeats, or NAN */
};

/* What has a number: a struct that the row names. */
enum column_source {
	COLUMN_OF_CASE,
	COLUMN_OF_COMPARISON,
	COLUMN_OF_SITE,
	COLUMN_OF_COUNTER, /* one behind the other, in the order of enum counter */
	COLUMN_OF_ROW
};

struct column {
	const char *name;    /* in CSV; NULL: not there */
	const char *heading; /* in tables for people; before the first case where it is relative to
				that */
	enum column_kind kind;
	enum column_source source;
	size_t offset; /* of a number: a double, or of a case a count in 64 bits */
	/* appends a text; nothing where there is none */
	void (*text)(struct text *out, const struct column_row *row);
	/* in tables for people: */
	enum column_table table;
	bool with_next; /* one cell with the next row of this table: low-high */
	int place; /* order; where there is no room, the last is dropped first, none below KEPT */
};

extern const struct column column_table[];
extern const size_t column_count;

/* What only --columns shows. */
extern const struct column column_requests[];
extern const size_t column_request_count;

/* Columns requested by name. */
#define COLUMN_CHOICE_MAX 64
struct column_choice {
	const struct column *items[COLUMN_CHOICE_MAX];
	size_t count;
	bool adds; /* to those of the format, else instead of them */
};

/* Whether it is one that CSV has without being asked. */
bool column_is_usual(const struct column *column);

/*
 * Reads "NAME,NAME" or "+NAME,NAME"; a name may lack its unit, `total_` is left out, and `p50` is
 * the median, `counters` all events. The case comes first. Nothing for NULL. 0, or -EINVAL and an
 * error that suggests a name.
 */
int column_choose(struct column_choice *choice, const char *list, struct error *error);

/* The row of a case. */
struct column_row column_row_of(const struct result *result, const struct result_case *item);

/* The number of a column that is no text; NAN: not measured. */
double column_number(const struct column *column, const struct column_row *row);

/* A finite number with up to so many decimals: no exponent, no zeros at the end. */
void columns_add_fixed(struct text *out, double number, int decimals);

/* Whether it is the ratio or the difference to the first case, or the interval of one. */
bool columns_is_ratio(const struct column *column);

/* The heading: "vs fork", "minus fork" where the first case is fork, "vs first" where its name is
 * long. */
void columns_add_heading(struct text *out, const struct result *result,
			 const struct column *column);

#endif
