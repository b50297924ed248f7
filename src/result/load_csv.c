/* load_csv: procbench's own CSV (RFC 4180), as far as it carries. */
#include "loaders.h"

#include "procbench/base/text.h"
#include "procbench/result/fields.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS_MAX 256

/* ---- the grammar ---- */

struct csv {
	const char *at;
	const char *end;
	size_t line;
	const char *line_start;
	struct text field; /* the one read last */
	bool more;         /* another one follows in this row */
	struct error *error;
};

static int wrong_place(struct csv *csv, const char *problem)
{
	return error_set(csv->error, EINVAL, "%zu:%zu: %s", csv->line,
			 (size_t)(csv->at - csv->line_start) + 1, problem);
}

static void take_char(struct csv *csv)
{
	text_add_char(&csv->field, *csv->at);
	if (*csv->at++ == '\n') {
		csv->line++;
		csv->line_start = csv->at;
	}
}

static int take_quoted(struct csv *csv)
{
	csv->at++;
	while (csv->at < csv->end) {
		if (*csv->at == '"' && (csv->at + 1 == csv->end || csv->at[1] != '"')) {
			csv->at++;
			return 0;
		}
		if (*csv->at == '"')
			csv->at++;
		take_char(csv);
	}
	return wrong_place(csv, "the file ends between quotes");
}

static bool at_line_end(const struct csv *csv)
{
	return csv->at == csv->end || *csv->at == '\n' ||
	       (*csv->at == '\r' && csv->at + 1 < csv->end && csv->at[1] == '\n');
}

static void pass_line_end(struct csv *csv)
{
	if (csv->at < csv->end && *csv->at == '\r')
		csv->at++;
	if (csv->at < csv->end)
		csv->at++;
	csv->line++;
	csv->line_start = csv->at;
}

/* Reads a field and what ends it. */
static int next_field(struct csv *csv)
{
	text_clear(&csv->field);
	if (csv->at < csv->end && *csv->at == '"' && take_quoted(csv) < 0)
		return -csv->error->code;
	while (!at_line_end(csv) && *csv->at != ',') {
		if (*csv->at == '"')
			return wrong_place(csv, "a quote stands within a field without quotes");
		take_char(csv);
	}
	if (csv->field.failed)
		return error_set(csv->error, ENOMEM, "out of memory");
	if (strlen(text_string(&csv->field)) < csv->field.length)
		return wrong_place(csv, "a NUL byte stands before this");
	csv->more = !at_line_end(csv);
	if (csv->more)
		csv->at++;
	else
		pass_line_end(csv);
	return 0;
}

/* ---- columns ---- */

#define TOTAL(name)                                                                           \
	{                                                                                     \
#name, FIELD_MAGNITUDE, offsetof(struct result_case, spans[SPAN_TOTAL].name), \
			false                                                                 \
	}
#define MEDIAN(name, span)                                                                        \
	{                                                                                         \
		name, FIELD_MAGNITUDE, offsetof(struct result_case, spans[span].median_ns), false \
	}
#define OWN(name, kind)                                                \
	{                                                              \
#name, kind, offsetof(struct result_case, name), false \
	}
#define COLUMN(name, member, kind, needed)                               \
	{                                                                \
		name, kind, offsetof(struct result_case, member), needed \
	}

/* Those of one value that is the case's own; what is not here, nor in `shared`, is ignored. */
static const struct field columns[] = {
	COLUMN("case", spec, FIELD_TEXT, true),
	COLUMN("method", method, FIELD_TEXT, true),
	COLUMN("samples", samples, FIELD_COUNT, true),
	COLUMN("failed", failed, FIELD_COUNT, true),
	COLUMN("launches", launches_unlisted, FIELD_COUNT, false),
	TOTAL(min_ns),
	TOTAL(median_ns),
	TOTAL(median_low_ns),
	TOTAL(median_high_ns),
	TOTAL(mean_ns),
	TOTAL(stddev_ns),
	TOTAL(p90_ns),
	TOTAL(p99_ns),
	TOTAL(p999_ns),
	TOTAL(max_ns),
	MEDIAN("call_median_ns", SPAN_CALL),
	MEDIAN("start_median_ns", SPAN_START),
	MEDIAN("exec_median_ns", SPAN_EXEC),
	MEDIAN("main_median_ns", SPAN_MAIN),
	MEDIAN("reap_median_ns", SPAN_REAP),
	OWN(ratio, FIELD_MAGNITUDE),
	OWN(ratio_low, FIELD_MAGNITUDE),
	OWN(ratio_high, FIELD_MAGNITUDE),
	OWN(floor_multiple, FIELD_MAGNITUDE),
	OWN(skipped, FIELD_TEXT),
	OWN(marginal_ns, FIELD_NUMBER),
	OWN(marginal_low_ns, FIELD_NUMBER),
	OWN(marginal_high_ns, FIELD_NUMBER),
	OWN(per_second, FIELD_MAGNITUDE),
	OWN(per_second_low, FIELD_MAGNITUDE),
	OWN(per_second_high, FIELD_MAGNITUDE),
	OWN(scaling, FIELD_MAGNITUDE),
	OWN(scaling_low, FIELD_MAGNITUDE),
	OWN(scaling_high, FIELD_MAGNITUDE),
	MEDIAN("stall_median_ns", SPAN_STALL),
};

#define COLUMN_COUNT (sizeof(columns) / sizeof(columns[0]))

/* What all rows of one result share. */
enum shared { SHARED_HOST, SHARED_KERNEL, SHARED_DATE, SHARED_COUNT };

static const char *const shared_columns[SHARED_COUNT] = {
	[SHARED_HOST] = "host",
	[SHARED_KERNEL] = "kernel",
	[SHARED_DATE] = "date",
};

/* What stands in each column of the file: a field, what is shared, or neither. */
struct layout {
	const struct field *field[COLUMNS_MAX];
	int shared[COLUMNS_MAX]; /* -1: not shared */
	size_t count;
	char *values[SHARED_COUNT]; /* of the first row */
};

static const struct field *column_named(const char *name)
{
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		if (strcmp(columns[i].name, name) == 0)
			return &columns[i];
	return NULL;
}

static int shared_named(const char *name)
{
	for (int i = 0; i < SHARED_COUNT; i++)
		if (strcmp(shared_columns[i], name) == 0)
			return i;
	return -1;
}

static int add_column(struct csv *csv, struct layout *layout)
{
	const char *name = text_string(&csv->field);
	const struct field *field = column_named(name);
	int shared = shared_named(name);

	if (layout->count == COLUMNS_MAX)
		return error_set(csv->error, E2BIG, "line 1: it has more than %d columns",
				 COLUMNS_MAX);
	for (size_t i = 0; i < layout->count; i++)
		if ((field && layout->field[i] == field) ||
		    (shared >= 0 && layout->shared[i] == shared))
			return error_set(csv->error, EINVAL, "line 1: column '%s' is there twice",
					 name);
	layout->field[layout->count] = field;
	layout->shared[layout->count++] = shared;
	return 0;
}

static bool has_column(const struct layout *layout, const struct field *field)
{
	for (size_t i = 0; i < layout->count; i++)
		if (layout->field[i] == field)
			return true;
	return false;
}

static int read_header(struct csv *csv, struct layout *layout)
{
	int status;

	do {
		status = next_field(csv);
		if (status == 0)
			status = add_column(csv, layout);
	} while (status == 0 && csv->more);
	for (size_t i = 0; i < COLUMN_COUNT && status == 0; i++)
		if (columns[i].required && !has_column(layout, &columns[i]))
			status = error_set(csv->error, EINVAL, "line 1: column '%s' is missing",
					   columns[i].name);
	return status;
}

/* ---- values ---- */

static int wrong_value(struct csv *csv, size_t line, const char *column, const char *problem)
{
	return error_set(csv->error, EINVAL, "line %zu, column '%s': '%.40s' %s", line, column,
			 text_string(&csv->field), problem);
}

static int read_number(struct csv *csv, size_t line, const struct field *field, double *number)
{
	const char *text = text_string(&csv->field);
	char *end;

	*number = strtod(text, &end);
	if (*end || text[strspn(text, "+-.0123456789eE")] || !isfinite(*number))
		return wrong_value(csv, line, field->name, "is not a number");
	if (field->kind != FIELD_NUMBER && *number < 0)
		return wrong_value(csv, line, field->name, "is below 0");
	return 0;
}

static int read_count(struct csv *csv, size_t line, const struct field *field, uint64_t *count)
{
	const char *text = text_string(&csv->field);
	char *end;

	errno = 0;
	*count = strtoull(text, &end, 10);
	if (text[strspn(text, "0123456789")] || errno || *count > INT64_MAX)
		return wrong_value(csv, line, field->name, "is not a count");
	return 0;
}

/* The writer puts an apostrophe before what a spreadsheet would take for a formula. */
static int read_text(struct csv *csv, char **to)
{
	const char *text = text_string(&csv->field);

	*to = strdup(text + text_csv_guards(text));
	return *to ? 0 : error_set(csv->error, ENOMEM, "out of memory");
}

static int read_field(struct csv *csv, size_t line, const struct field *field,
		      struct result_case *item)
{
	void *member = (char *)item + field->offset;

	if (csv->field.length == 0)
		return field->required && field->kind == FIELD_TEXT
			       ? wrong_value(csv, line, field->name, "is empty")
			       : 0;
	if (field->kind == FIELD_TEXT)
		return read_text(csv, member);
	if (field->kind == FIELD_COUNT)
		return read_count(csv, line, field, member);
	return read_number(csv, line, field, member);
}

static int read_shared(struct csv *csv, size_t line, struct layout *layout, int shared)
{
	char **value = &layout->values[shared];

	if (!*value)
		return read_text(csv, value);
	if (strcmp(*value, text_string(&csv->field) + text_csv_guards(text_string(&csv->field))))
		return wrong_value(csv, line, shared_columns[shared],
				   "is not that of the row above: keep each result in a file of "
				   "its own");
	return 0;
}

/* ---- rows ---- */

static int read_row(struct csv *csv, struct layout *layout, struct result_case *item)
{
	size_t line = csv->line, at = 0;
	int status;

	do {
		status = next_field(csv);
		if (status == 0 && at >= layout->count)
			status = error_set(csv->error, EINVAL,
					   "line %zu: it has more fields than line 1", line);
		if (status == 0 && layout->field[at])
			status = read_field(csv, line, layout->field[at], item);
		else if (status == 0 && layout->shared[at] >= 0)
			status = read_shared(csv, line, layout, layout->shared[at]);
		at++;
	} while (status == 0 && csv->more);
	if (status == 0 && at < layout->count)
		status =
			error_set(csv->error, EINVAL, "line %zu: it has %zu fields, line 1 has %zu",
				  line, at, layout->count);
	item->spans[SPAN_TOTAL].samples = item->samples;
	return status;
}

static int read_rows(struct csv *csv, struct layout *layout, struct result *result)
{
	size_t capacity = 0;
	int status = 0;

	while (csv->at < csv->end && status == 0) {
		if (result->case_count == LOAD_CASES_MAX)
			return error_set(csv->error, E2BIG, "line %zu: more than %d cases",
					 csv->line, LOAD_CASES_MAX);
		if (result->case_count == capacity) {
			struct result_case *cases;

			capacity = capacity ? 2 * capacity : 16;
			cases = realloc(result->cases, capacity * sizeof(*cases));
			if (!cases)
				return error_set(csv->error, ENOMEM, "out of memory");
			result->cases = cases;
		}
		load_clear_case(&result->cases[result->case_count]);
		status = read_row(csv, layout, &result->cases[result->case_count++]);
	}
	return status;
}

static int take_shared(struct layout *layout, struct result *result)
{
	int status = 0;

	if (layout->values[SHARED_HOST] && *layout->values[SHARED_HOST])
		status |= facts_add(&result->host, "hostname", layout->values[SHARED_HOST]);
	if (layout->values[SHARED_KERNEL] && *layout->values[SHARED_KERNEL])
		status |= facts_add(&result->host, "kernel", layout->values[SHARED_KERNEL]);
	if (layout->values[SHARED_DATE] && *layout->values[SHARED_DATE]) {
		result->date = layout->values[SHARED_DATE];
		layout->values[SHARED_DATE] = NULL;
	}
	return status;
}

static void find_phases(struct result *result)
{
	for (size_t i = 0; i < result->case_count; i++)
		for (int span = 0; span < SPAN_COUNT; span++)
			if (span_table[span].child_side &&
			    !isnan(result->cases[i].spans[span].median_ns))
				result->phases = true;
}

bool load_csv_begins(const char *bytes, size_t length)
{
	static const char start[] = "case,";

	return length >= strlen(start) && memcmp(bytes, start, strlen(start)) == 0;
}

int load_csv(struct result *result, const char *bytes, size_t length, struct error *error)
{
	struct csv csv = {
		.at = bytes, .end = bytes + length, .line = 1, .line_start = bytes, .error = error};
	struct layout layout = {0};
	int status = read_header(&csv, &layout);

	result->precision = NAN;
	if (status == 0)
		status = read_rows(&csv, &layout, result);
	if (status == 0 && take_shared(&layout, result) < 0)
		status = error_set(error, ENOMEM, "out of memory");
	find_phases(result);
	result->headline = strdup("read from CSV, which has neither launches nor settings");
	if (!result->headline && status == 0)
		status = error_set(error, ENOMEM, "out of memory");
	for (int i = 0; i < SHARED_COUNT; i++)
		free(layout.values[i]);
	text_free(&csv.field);
	return status;
}
