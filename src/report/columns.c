/* columns: the table of all columns. */
#include "columns.h"

#include "procbench/render/prose.h"

#include <math.h>
#include <string.h>

static void case_text(struct text *out, const struct column_row *row)
{
	text_add(out, row->item ? row->item->spec : row->comparison->b);
}

static void method_text(struct text *out, const struct column_row *row)
{
	if (row->item)
		text_add(out, row->item->method);
}

static void add_optional(struct text *out, const char *words)
{
	text_add(out, words ? words : "");
}

static void skipped_text(struct text *out, const struct column_row *row)
{
	if (row->item)
		add_optional(out, row->item->skipped);
}

static void host_text(struct text *out, const struct column_row *row)
{
	if (row->item)
		add_optional(out, facts_get(&row->result->host, "hostname"));
}

/* The kernel of a guest is a key of its case. */
static void kernel_text(struct text *out, const struct column_row *row)
{
	const struct result_case *item = row->item;

	for (size_t i = 0; item && i < item->key_count; i++)
		if (strcmp(item->keys[i].name, "kernel") == 0 && item->keys[i].string &&
		    *item->keys[i].string) {
			text_add(out, item->keys[i].string);
			return;
		}
	if (item)
		add_optional(out, facts_get(&row->result->host, "kernel"));
}

static void date_text(struct text *out, const struct column_row *row)
{
	if (row->item)
		add_optional(out, row->result->date);
}

/* The flag that a case of an ablation does without. */
static void lacks_text(struct text *out, const struct column_row *row)
{
	if (row->item)
		add_optional(out, row->item->lacks);
}

static void verdict_text(struct text *out, const struct column_row *row)
{
	if (row->comparison)
		text_add(out, verdict_words[row->comparison->verdict]);
}

static void clock_text(struct text *out, const struct column_row *row)
{
	text_add(out, quantity_table[row->result->clock].clock);
}

static void guest_text(struct text *out, const struct column_row *row)
{
	add_optional(out, row->result->guest);
}

static void label_text(struct text *out, const struct column_row *row)
{
	add_optional(out, row->result->label);
}

static void tags_text(struct text *out, const struct column_row *row)
{
	const struct text_list *tags = &row->result->tags;

	for (size_t i = 0; i < tags->count; i++)
		text_printf(out, "%s%s", i == 0 ? "" : " ", tags->items[i]);
}

#define OF(member)             COLUMN_OF_CASE, offsetof(struct result_case, member), NULL
#define COMPARED(member)       COLUMN_OF_COMPARISON, offsetof(struct result_comparison, member), NULL
#define REPLACED(member)       COLUMN_OF_SITE, offsetof(struct result_site, member), NULL
#define OF_ROW(member)         COLUMN_OF_ROW, offsetof(struct column_row, member), NULL
#define TOTAL(member)          OF(spans[SPAN_TOTAL].member)
#define MEDIAN(span)           OF(spans[span].median_ns)
#define TEXT(name, get)        name, NULL, COLUMN_TEXT, COLUMN_OF_ROW, 0, get, COLUMN_NOWHERE, false, 0
#define HIDDEN(name, kind, of) name, NULL, kind, of, COLUMN_NOWHERE, false, 0
#define CI                     "95% CI"
#define VS                     "vs"
#define MINUS                  "minus"

/* The columns of CSV, in its order, which readers rely on: new ones come last. */
const struct column column_table[] = {
	{"case", "case", COLUMN_TEXT, COLUMN_OF_ROW, 0, case_text, COLUMN_BOTH, false, 0},
	{TEXT("method", method_text)},
	{HIDDEN("samples", COLUMN_COUNT, OF(samples))},
	{HIDDEN("failed", COLUMN_COUNT, OF(failed))},
	{HIDDEN("launches", COLUMN_COUNT, OF(launch_count))},
	{"min_ns", "min", COLUMN_TIME, TOTAL(min_ns), COLUMN_MAIN, false, 31},
	{"median_ns", "median", COLUMN_TIME, TOTAL(median_ns), COLUMN_MAIN, false, 4},
	{"median_low_ns", CI, COLUMN_TIME, TOTAL(median_low_ns), COLUMN_MAIN, true, 10},
	{HIDDEN("median_high_ns", COLUMN_TIME, TOTAL(median_high_ns))},
	{"mean_ns", "mean", COLUMN_TIME, TOTAL(mean_ns), COLUMN_MAIN, false, 30},
	{HIDDEN("stddev_ns", COLUMN_TIME, TOTAL(stddev_ns))},
	{HIDDEN("p90_ns", COLUMN_TIME, TOTAL(p90_ns))},
	{"p99_ns", "p99", COLUMN_TIME, TOTAL(p99_ns), COLUMN_MAIN, false, 16},
	{HIDDEN("p999_ns", COLUMN_TIME, TOTAL(p999_ns))},
	{"max_ns", "max", COLUMN_TIME, TOTAL(max_ns), COLUMN_MAIN, false, 17},
	{"call_median_ns", "call", COLUMN_TIME, MEDIAN(SPAN_CALL), COLUMN_SPANS, false, 40},
	{"start_median_ns", "start", COLUMN_TIME, MEDIAN(SPAN_START), COLUMN_SPANS, false, 41},
	{"exec_median_ns", "exec", COLUMN_TIME, MEDIAN(SPAN_EXEC), COLUMN_SPANS, false, 42},
	{"main_median_ns", "main", COLUMN_TIME, MEDIAN(SPAN_MAIN), COLUMN_SPANS, false, 43},
	{"reap_median_ns", "reap", COLUMN_TIME, MEDIAN(SPAN_REAP), COLUMN_SPANS, false, 44},
	{NULL, "probe effect", COLUMN_TIME, OF(probe_ns), COLUMN_SPANS, false, 45},
	{"ratio", VS, COLUMN_RATIO, OF(ratio), COLUMN_MAIN, false, 20},
	{"ratio_low", CI, COLUMN_RATIO, OF(ratio_low), COLUMN_MAIN, true, 21},
	{HIDDEN("ratio_high", COLUMN_RATIO, OF(ratio_high))},
	{"floor_multiple", "x floor", COLUMN_RATIO, OF(floor_multiple), COLUMN_MAIN, false, 22},
	/* beside the multiple for readers, at the end of the CSV, whose columns keep their order */
	{NULL, CI, COLUMN_RATIO, OF(floor_multiple_low), COLUMN_MAIN, true, 23},
	{NULL, NULL, COLUMN_RATIO, OF(floor_multiple_high), COLUMN_NOWHERE, false, 0},
	{TEXT("skipped", skipped_text)},
	{TEXT("host", host_text)},
	{TEXT("kernel", kernel_text)},
	{TEXT("date", date_text)},
	{NULL, "without", COLUMN_TEXT, COLUMN_OF_ROW, 0, lacks_text, COLUMN_MAIN, false, 1},
	{"marginal_ns", "marginal", COLUMN_TIME, OF(marginal_ns), COLUMN_MAIN, false, 2},
	{"marginal_low_ns", CI, COLUMN_TIME, OF(marginal_low_ns), COLUMN_MAIN, true, 3},
	{HIDDEN("marginal_high_ns", COLUMN_TIME, OF(marginal_high_ns))},
	{"per_second", "per second", COLUMN_RATIO, OF(per_second), COLUMN_LOAD, false, 11},
	{"per_second_low", CI, COLUMN_RATIO, OF(per_second_low), COLUMN_LOAD, true, 12},
	{HIDDEN("per_second_high", COLUMN_RATIO, OF(per_second_high))},
	{"scaling", "scaling", COLUMN_RATIO, OF(scaling), COLUMN_LOAD, false, 13},
	{"scaling_low", CI, COLUMN_RATIO, OF(scaling_low), COLUMN_LOAD, true, 14},
	{HIDDEN("scaling_high", COLUMN_RATIO, OF(scaling_high))},
	{"stall_median_ns", "stall", COLUMN_TIME, MEDIAN(SPAN_STALL), COLUMN_MAIN, false, 15},
	{HIDDEN("floor_multiple_low", COLUMN_RATIO, OF(floor_multiple_low))},
	{HIDDEN("floor_multiple_high", COLUMN_RATIO, OF(floor_multiple_high))},
	{TEXT("verdict", verdict_text)},
	{HIDDEN("verdict_ratio", COLUMN_RATIO, COMPARED(ratio))},
	{HIDDEN("verdict_low", COLUMN_RATIO, COMPARED(low))},
	{HIDDEN("verdict_high", COLUMN_RATIO, COMPARED(high))},
	{HIDDEN("verdict_margin", COLUMN_RATIO, COMPARED(margin))},
	{TEXT("clock", clock_text)},
	{TEXT("guest", guest_text)},
	{TEXT("label", label_text)},
	{TEXT("tags", tags_text)},
	{HIDDEN("observed_calls", COLUMN_COUNT, OF_ROW(observed_calls))},
	{HIDDEN("saved_ns", COLUMN_TIME, REPLACED(saved_ns))},
	{HIDDEN("saved_low_ns", COLUMN_TIME, REPLACED(saved_low_ns))},
	{HIDDEN("saved_high_ns", COLUMN_TIME, REPLACED(saved_high_ns))},
	{"difference_ns", MINUS, COLUMN_TIME, OF(difference_ns), COLUMN_MAIN, false, 24},
	{"difference_low_ns", CI, COLUMN_TIME, OF(difference_low_ns), COLUMN_MAIN, true, 25},
	{HIDDEN("difference_high_ns", COLUMN_TIME, OF(difference_high_ns))},
	{HIDDEN("outliers", COLUMN_WHOLE, OF(outliers))},
};

const size_t column_count = sizeof(column_table) / sizeof(column_table[0]);

bool columns_is_ratio(const struct column *column)
{
	return column->source == COLUMN_OF_CASE &&
	       (column->offset == offsetof(struct result_case, ratio) ||
		column->offset == offsetof(struct result_case, ratio_low) ||
		column->offset == offsetof(struct result_case, difference_ns) ||
		column->offset == offsetof(struct result_case, difference_low_ns));
}

/* A long name as a heading would push other columns out. */
#define REFERENCE_COLUMNS 16

static bool is_only_one_of_its_method(const struct result *result, size_t at)
{
	for (size_t i = 0; i < result->case_count; i++)
		if (i != at && strcmp(result->cases[i].method, result->cases[at].method) == 0)
			return false;
	return true;
}

/* The shortest name that is not ambiguous. */
static const char *name_reference(const struct result *result)
{
	const struct result_case *first = &result->cases[0];

	if (is_only_one_of_its_method(result, 0))
		return first->method;
	return prose_columns(first->spec) > REFERENCE_COLUMNS ? "first" : first->spec;
}

/* "call p99.9" of call_p999_ns: a heading has the unit below it. */
static void add_name(struct text *out, const char *name)
{
	static const char *const units[] = {"_ns", "_bytes"};
	size_t length = strlen(name);

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		size_t unit = strlen(units[i]);

		if (length > unit && strcmp(name + length - unit, units[i]) == 0)
			length -= unit;
	}
	for (size_t i = 0; i < length; i++)
		text_add_char(out, (char)(name[i] == '_' ? ' ' : name[i]));
	if (length >= 4 && strncmp(name + length - 4, "p999", 4) == 0) {
		out->data[--out->length] = '\0';
		text_add(out, ".9");
	}
}

void columns_add_heading(struct text *out, const struct result *result, const struct column *column)
{
	if (!column->heading) {
		add_name(out, column->name);
		return;
	}
	text_add(out, column->heading);
	if (strcmp(column->heading, VS) == 0 || strcmp(column->heading, MINUS) == 0)
		text_printf(out, " %s", name_reference(result));
}
