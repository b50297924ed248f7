/*
 * report: results in one of the formats.
 */
#ifndef PROCBENCH_REPORT_REPORT_H
#define PROCBENCH_REPORT_REPORT_H

#include "procbench/base/error.h"
#include "procbench/base/text.h"
#include "procbench/result/result.h"

#include <stdbool.h>
#include <stddef.h>

struct report_style {
	bool color;
	size_t width;   /* columns of the terminal, 0 when there is none */
	bool histogram; /* the table has small pictures below it */
	bool utf8;      /* the pictures may use UTF-8 */
	bool compact;   /* JSON without line ends and blanks */
	/* names of columns of tables and CSV, as report_check_columns() takes them; NULL: the usual
	 */
	const char *columns;
};

/* How a format handles several results. */
enum report_several {
	REPORT_ALONE, /* it holds one */
	REPORT_APART, /* one below the other, an empty line between them */
	REPORT_JOINED /* one below the other, under the first one's first line */
};

/*
 * A format: its name (as in --format), its file extensions, and its writer. The writer appends the
 * whole report to `out` and returns 0 or -errno; it never prints.
 */
struct report_format {
	const char *name;
	const char *ending; /* without the dot; NULL: only FORMAT:FILE names it */
	const char *summary;
	int (*write)(const struct result *result, const struct report_style *style,
		     struct text *out, struct error *error);
	enum report_several several;
};

/*
 * One line about what went wrong in a case: "fork: 3 of 100 samples failed: 3 EAGAIN", why it was
 * skipped, or why it has no value. False, and nothing, where all is well.
 */
bool report_add_problem(struct text *line, const struct result *result,
			const struct result_case *item);

/* All formats, in the order of `list`; *count says how many. */
const struct report_format *report_formats(size_t *count);

/* The format of that name; NULL and an error with a suggestion when there is none. */
const struct report_format *report_format_named(const char *name, struct error *error);

/* The format that a file's extension selects; NULL and an error that says `FORMAT:FILE`. */
const struct report_format *report_format_for(const char *path, struct error *error);

/* 0, or -EINVAL for "NAME,NAME" or "+NAME,NAME" that names no columns, and an error that says so.
 */
int report_check_columns(const char *list, struct error *error);

/* The name of a column, "" of one that has none; NULL: there are no more. What it is. */
const char *report_column_name(size_t i);
void report_add_column(struct text *out, size_t i);

/*
 * Whether the format can hold these numbers: 0, or -EINVAL for instructions in the format of a tool
 * that knows times only.
 */
int report_check_clock(const struct report_format *format, enum quantity clock,
		       struct error *error);

/*
 * Writes `count` results, one at the least. -EINVAL, which names the remedy, for several in a
 * format that holds one.
 */
int report_write(const struct report_format *format, const struct result *results, size_t count,
		 const struct report_style *style, struct text *out, struct error *error);

#endif
