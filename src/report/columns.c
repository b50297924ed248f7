/* columns: the one table of what can be said of a case in a row. */
#include "columns.h"

#include "procbench/render/prose.h"

#include <math.h>
#include <string.h>

static const char *case_text(const struct result *result, const struct result_case *item)
{
	(void)result;
	return item->spec;
}

static const char *method_text(const struct result *result, const struct result_case *item)
{
	(void)result;
	return item->method;
}

static const char *skipped_text(const struct result *result, const struct result_case *item)
{
	(void)result;
	return item->skipped;
}

static const char *host_text(const struct result *result, const struct result_case *item)
{
	(void)item;
	return facts_get(&result->host, "hostname");
}

/* The kernel of a guest is a key of its case. */
static const char *kernel_text(const struct result *result, const struct result_case *item)
{
	for (size_t i = 0; i < item->key_count; i++)
		if (strcmp(item->keys[i].name, "kernel") == 0 && item->keys[i].string &&
		    *item->keys[i].string)
			return item->keys[i].string;
	return facts_get(&result->host, "kernel");
}

static const char *date_text(const struct result *result, const struct result_case *item)
{
	(void)item;
	return result->date;
}

/* The flag that a case of an ablation does without. */
static const char *lacks_text(const struct result *result, const struct result_case *item)
{
	(void)result;
	return item->lacks;
}

/* A case that was skipped before anything happened has no counts either. */
static double count_of(const struct result_case *item, uint64_t count)
{
	return item->skipped && item->launch_count == 0 ? NAN : (double)count;
}

static double samples_number(const struct result_case *item)
{
	return count_of(item, item->samples);
}

static double failed_number(const struct result_case *item)
{
	return count_of(item, item->failed);
}

static double launches_number(const struct result_case *item)
{
	return count_of(item, item->launch_count);
}

#define TOTAL_NUMBER(field)                                          \
	static double field##_number(const struct result_case *item) \
	{                                                            \
		return item->spans[SPAN_TOTAL].field;                \
	}
TOTAL_NUMBER(min_ns)
TOTAL_NUMBER(median_ns)
TOTAL_NUMBER(median_low_ns)
TOTAL_NUMBER(median_high_ns)
TOTAL_NUMBER(mean_ns)
TOTAL_NUMBER(stddev_ns)
TOTAL_NUMBER(p90_ns)
TOTAL_NUMBER(p99_ns)
TOTAL_NUMBER(p999_ns)
TOTAL_NUMBER(max_ns)

#define SPAN_NUMBER(name, span)                                     \
	static double name##_number(const struct result_case *item) \
	{                                                           \
		return item->spans[span].median_ns;                 \
	}
SPAN_NUMBER(call, SPAN_CALL)
SPAN_NUMBER(start, SPAN_START)
SPAN_NUMBER(exec, SPAN_EXEC)
SPAN_NUMBER(main, SPAN_MAIN)
SPAN_NUMBER(reap, SPAN_REAP)
SPAN_NUMBER(stall, SPAN_STALL)

#define CASE_NUMBER(field)                                           \
	static double field##_number(const struct result_case *item) \
	{                                                            \
		return item->field;                                  \
	}
CASE_NUMBER(ratio)
CASE_NUMBER(ratio_low)
CASE_NUMBER(ratio_high)
CASE_NUMBER(floor_multiple)
CASE_NUMBER(floor_multiple_low)
CASE_NUMBER(floor_multiple_high)

CASE_NUMBER(probe_ns)
CASE_NUMBER(marginal_ns)
CASE_NUMBER(marginal_low_ns)
CASE_NUMBER(marginal_high_ns)
CASE_NUMBER(per_second)
CASE_NUMBER(per_second_low)
CASE_NUMBER(per_second_high)
CASE_NUMBER(scaling)
CASE_NUMBER(scaling_low)
CASE_NUMBER(scaling_high)

#define TEXT(name, get)         name, NULL, COLUMN_TEXT, NULL, get, COLUMN_NOWHERE, false, 0
#define HIDDEN(name, kind, get) name, NULL, kind, get, NULL, COLUMN_NOWHERE, false, 0
#define CI                      "95% CI"
#define VS                      "vs"

const struct column column_table[] = {
	{"case", "case", COLUMN_TEXT, NULL, case_text, COLUMN_BOTH, false, 0},
	{TEXT("method", method_text)},
	{HIDDEN("samples", COLUMN_COUNT, samples_number)},
	{HIDDEN("failed", COLUMN_COUNT, failed_number)},
	{HIDDEN("launches", COLUMN_COUNT, launches_number)},
	{"min_ns", "min", COLUMN_TIME, min_ns_number, NULL, COLUMN_MAIN, false, 31},
	{"median_ns", "median", COLUMN_TIME, median_ns_number, NULL, COLUMN_MAIN, false, 4},
	{"median_low_ns", CI, COLUMN_TIME, median_low_ns_number, NULL, COLUMN_MAIN, true, 10},
	{HIDDEN("median_high_ns", COLUMN_TIME, median_high_ns_number)},
	{"mean_ns", "mean", COLUMN_TIME, mean_ns_number, NULL, COLUMN_MAIN, false, 30},
	{HIDDEN("stddev_ns", COLUMN_TIME, stddev_ns_number)},
	{HIDDEN("p90_ns", COLUMN_TIME, p90_ns_number)},
	{"p99_ns", "p99", COLUMN_TIME, p99_ns_number, NULL, COLUMN_MAIN, false, 16},
	{HIDDEN("p999_ns", COLUMN_TIME, p999_ns_number)},
	{"max_ns", "max", COLUMN_TIME, max_ns_number, NULL, COLUMN_MAIN, false, 17},
	{"call_median_ns", "call", COLUMN_TIME, call_number, NULL, COLUMN_SPANS, false, 40},
	{"start_median_ns", "start", COLUMN_TIME, start_number, NULL, COLUMN_SPANS, false, 41},
	{"exec_median_ns", "exec", COLUMN_TIME, exec_number, NULL, COLUMN_SPANS, false, 42},
	{"main_median_ns", "main", COLUMN_TIME, main_number, NULL, COLUMN_SPANS, false, 43},
	{"reap_median_ns", "reap", COLUMN_TIME, reap_number, NULL, COLUMN_SPANS, false, 44},
	{NULL, "probe effect", COLUMN_TIME, probe_ns_number, NULL, COLUMN_SPANS, false, 45},
	{"ratio", VS, COLUMN_RATIO, ratio_number, NULL, COLUMN_MAIN, false, 20},
	{"ratio_low", CI, COLUMN_RATIO, ratio_low_number, NULL, COLUMN_MAIN, true, 21},
	{HIDDEN("ratio_high", COLUMN_RATIO, ratio_high_number)},
	{"floor_multiple", "x floor", COLUMN_RATIO, floor_multiple_number, NULL, COLUMN_MAIN, false,
	 22},
	/* beside the multiple for readers, at the end of the CSV, whose columns keep their order */
	{NULL, CI, COLUMN_RATIO, floor_multiple_low_number, NULL, COLUMN_MAIN, true, 23},
	{NULL, NULL, COLUMN_RATIO, floor_multiple_high_number, NULL, COLUMN_NOWHERE, false, 0},
	{TEXT("skipped", skipped_text)},
	{TEXT("host", host_text)},
	{TEXT("kernel", kernel_text)},
	{TEXT("date", date_text)},
	{NULL, "without", COLUMN_TEXT, NULL, lacks_text, COLUMN_MAIN, false, 1},
	{"marginal_ns", "marginal", COLUMN_TIME, marginal_ns_number, NULL, COLUMN_MAIN, false, 2},
	{"marginal_low_ns", CI, COLUMN_TIME, marginal_low_ns_number, NULL, COLUMN_MAIN, true, 3},
	{HIDDEN("marginal_high_ns", COLUMN_TIME, marginal_high_ns_number)},
	{"per_second", "per second", COLUMN_RATIO, per_second_number, NULL, COLUMN_LOAD, false, 11},
	{"per_second_low", CI, COLUMN_RATIO, per_second_low_number, NULL, COLUMN_LOAD, true, 12},
	{HIDDEN("per_second_high", COLUMN_RATIO, per_second_high_number)},
	{"scaling", "scaling", COLUMN_RATIO, scaling_number, NULL, COLUMN_LOAD, false, 13},
	{"scaling_low", CI, COLUMN_RATIO, scaling_low_number, NULL, COLUMN_LOAD, true, 14},
	{HIDDEN("scaling_high", COLUMN_RATIO, scaling_high_number)},
	{"stall_median_ns", "stall", COLUMN_TIME, stall_number, NULL, COLUMN_MAIN, false, 15},
	{HIDDEN("floor_multiple_low", COLUMN_RATIO, floor_multiple_low_number)},
	{HIDDEN("floor_multiple_high", COLUMN_RATIO, floor_multiple_high_number)},
};

const size_t column_count = sizeof(column_table) / sizeof(column_table[0]);

bool columns_is_ratio(const struct column *column)
{
	return column->number == ratio_number || column->number == ratio_low_number;
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

/* As short as it can be without doubt about which case it is. */
static const char *name_reference(const struct result *result)
{
	const struct result_case *first = &result->cases[0];

	if (is_only_one_of_its_method(result, 0))
		return first->method;
	return prose_columns(first->spec) > REFERENCE_COLUMNS ? "first" : first->spec;
}

void columns_add_heading(struct text *out, const struct result *result, const struct column *column)
{
	text_add(out, column->heading);
	if (strcmp(column->heading, VS) == 0)
		text_printf(out, " %s", name_reference(result));
}
