/* test_report_json: every member of the JSON of one run. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "example_run.h"
#include "procbench/result/fields.h"
#include <float.h>
#include <jansson.h>

/* JSON has twelve digits of a number that is not whole. */
#define TOLERANCE 1e-6

/* A member of an object, and a letter for each type that it may have. */
struct member {
	const char *name;
	const char *types; /* string integer real bool (true or false) object array - (null) */
};

static const struct member result_members[] = {
	{"schema", "s"},  {"tool", "o"},     {"date", "s"},       {"host", "o"},
	{"label", "s-"},  {"tags", "o"},     {"settings", "o"},   {"headline", "s"},
	{"partial", "b"}, {"warnings", "a"}, {"cases", "a"},      {"comparisons", "a"},
	{"sites", "a"},   {"fits", "a"},     {"crossovers", "a"},
};
static const struct member tool_members[] = {{"name", "s"}, {"version", "s"}};
static const struct member spans_members[] = {
	{"total", "o"}, {"call", "o"}, {"start", "o"}, {"exec", "o"},
	{"main", "o"},  {"reap", "o"}, {"stall", "o"},
};
/* The types of the parts of a result, which the tables of fields do not know. */
static const struct member part_members[] = {
	{"keys", "o"},      {"errors", "o"},    {"spans", "o"},          {"ratio", "o-"},
	{"marginal", "o-"}, {"launches", "a"},  {"histogram", "a"},      {"profile", "o-"},
	{"to", "s"},        {"counters", "o-"}, {"span_median_ns", "o"},
};

static const char *const field_types[] = {
	[FIELD_COUNT] = "i",    [FIELD_SETTING] = "i-", [FIELD_MAGNITUDE] = "ir-",
	[FIELD_NUMBER] = "ir-", [FIELD_BOOL] = "b",     [FIELD_TEXT] = "s-",
	[FIELD_VERDICT] = "s",  [FIELD_CLOCK] = "s",    [FIELD_STOP] = "s-",
};

static const char *types_of(const struct field *field)
{
	for (size_t i = 0; i < LENGTH(part_members) && field->kind == FIELD_PART; i++)
		if (strcmp(part_members[i].name, field->name) == 0)
			return part_members[i].types;
	return field->kind == FIELD_PART ? "" : field_types[field->kind];
}

static char letter_of(const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_STRING:
		return 's';
	case JSON_INTEGER:
		return 'i';
	case JSON_REAL:
		return 'r';
	case JSON_TRUE:
	case JSON_FALSE:
		return 'b';
	case JSON_OBJECT:
		return 'o';
	case JSON_ARRAY:
		return 'a';
	default:
		return '-';
	}
}

/* These members, of these types, in this order, and no others. */
static void check_members(json_t *object, const struct member *members, size_t count)
{
	void *at = json_object_iter(object);

	assert_int_equal(json_object_size(object), count);
	for (size_t i = 0; i < count; i++, at = json_object_iter_next(object, at)) {
		assert_string_equal(json_object_iter_key(at), members[i].name);
		if (!strchr(members[i].types, letter_of(json_object_iter_value(at))))
			fail_msg("%s has the type '%c'", members[i].name,
				 letter_of(json_object_iter_value(at)));
	}
}

#define CHECK_MEMBERS(object, members) check_members(object, members, LENGTH(members))

static void check_fields(json_t *object, const struct field_list *list)
{
	struct member members[64];

	assert_true(list->count <= LENGTH(members));
	for (size_t i = 0; i < list->count; i++)
		members[i] = (struct member){list->items[i].name, types_of(&list->items[i])};
	check_members(object, members, list->count);
}

/* The report read again; the caller releases it. */
/* For scripts/check-formats, which holds each against the schema: that needs Python. */
static void keep_document(const struct text *text)
{
	const char *folder = getenv("PROCBENCH_TEST_DOCUMENTS");
	static int count;
	char path[512];
	FILE *file;

	if (!folder)
		return;
	snprintf(path, sizeof(path), "%s/%d.json", folder, count++);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(text_string(text), 1, text->length, file), text->length);
	assert_int_equal(fclose(file), 0);
}

static json_t *json_of(const struct result *result)
{
	struct text out = render("json", result);
	json_error_t error;
	json_t *json = json_loads(text_string(&out), JSON_REJECT_DUPLICATES, &error);

	if (!json)
		fail_msg("line %d: %s", error.line, error.text);
	assert_string_equal(text_string(&out) + out.length - 2, "}\n");
	keep_document(&out);
	text_free(&out);
	return json;
}

/* What stands at a path of names and numbers: "cases.0.spans.total". */
static json_t *json_at(json_t *json, const char *path)
{
	while (json && *path) {
		size_t length = strcspn(path, ".");
		char *name = strndup(path, length);

		json = json_is_array(json) ? json_array_get(json, strtoul(name, NULL, 10))
					   : json_object_get(json, name);
		if (!json)
			fail_msg("no '%s'", name);
		free(name);
		path += length + (path[length] == '.');
	}
	return json;
}

static void check_number(json_t *json, const char *path, double expected)
{
	json_t *value = json_at(json, path);

	if (isnan(expected))
		assert_true(json_is_null(value));
	else
		assert_true(json_is_number(value));
	if (!isnan(expected))
		assert_near(json_number_value(value), expected, TOLERANCE);
}

/* NULL is null. */
static void check_string(json_t *json, const char *path, const char *expected)
{
	json_t *value = json_at(json, path);

	if (!expected)
		assert_true(json_is_null(value));
	else
		assert_string_equal(json_string_value(value), expected);
}

static void check_case_schema(json_t *item)
{
	json_t *spans = json_object_get(item, "spans"), *ratio = json_object_get(item, "ratio"),
	       *value;
	const char *name;
	size_t i;

	check_fields(item, &fields_of_case);
	CHECK_MEMBERS(spans, spans_members);
	json_object_foreach(spans, name, value) check_fields(value, &fields_of_span);
	if (json_is_object(ratio))
		check_fields(ratio, &fields_of_ratio);
	json_array_foreach(json_object_get(item, "launches"), i, value)
		check_fields(value, &fields_of_launch);
}

static void json_has_all_names_of_the_schema(void **state)
{
	struct result result = typical_run();
	json_t *json, *item;
	size_t i;

	(void)state;
	add_phases(&result);
	assert_int_equal(result_warn(&result, "loud"), 0);
	json = json_of(&result);
	CHECK_MEMBERS(json, result_members);
	CHECK_MEMBERS(json_at(json, "tool"), tool_members);
	check_fields(json_at(json, "settings"), &fields_of_settings);
	assert_int_equal(json_array_size(json_at(json, "cases")), 4);
	json_array_foreach(json_at(json, "cases"), i, item) check_case_schema(item);
	json_decref(json);
	result_free(&result);
}

static void json_says_what_was_run(void **state)
{
	struct result result = typical_run();
	json_t *json;

	(void)state;
	assert_int_equal(result_warn(&result, "the load is 5: wait"), 0);
	assert_int_equal(result_warn(&result, "a \"second\"\n"), 0);
	json = json_of(&result);
	check_string(json, "schema", "procbench/1");
	check_string(json, "tool.name", "procbench");
	check_string(json, "tool.version", "0.1.0");
	check_string(json, "date", "2026-01-02T03:04:05Z");
	check_string(json, "headline", "time from the call until the child is reaped");
	assert_int_equal(json_array_size(json_at(json, "warnings")), 2);
	check_string(json, "warnings.0", "the load is 5: wait");
	check_string(json, "warnings.1", "a \"second\"\n");
	assert_true(json_is_false(json_at(json, "partial")));
	json_decref(json);
	result.partial = true;
	json = json_of(&result);
	assert_true(json_is_true(json_at(json, "partial")));
	json_decref(json);
	result_free(&result);
}

static void json_says_the_settings(void **state)
{
	struct result result = empty_run();
	json_t *json = json_of(&result);

	(void)state;
	check_number(json, "settings.iters", 100);
	check_number(json, "settings.precision", 0.01);
	check_number(json, "settings.time_ns", 10000000000);
	check_number(json, "settings.warmup", 10);
	check_number(json, "settings.rounds", 8);
	check_number(json, "settings.timeout_ns", 5000000000);
	/* to the last digit, for the seed is typed again */
	assert_true(json_integer_value(json_at(json, "settings.seed")) == INT64_MAX);
	assert_true(json_is_false(json_at(json, "settings.phases")));
	json_decref(json);
	result.iters = 0;
	result.phases = true;
	json = json_of(&result);
	check_string(json, "settings.iters", NULL);
	assert_true(json_is_true(json_at(json, "settings.phases")));
	json_decref(json);
	result_free(&result);
}

/* Facts are text or numbers, whatever their text looks like. */
static void json_has_numbers_of_the_machine(void **state)
{
	struct result result = empty_run();
	json_t *json;

	(void)state;
	assert_int_equal(facts_add_number(&result.host, "memory_bytes", 8589934592), 0);
	assert_int_equal(facts_add_number(&result.host, "clock_read_ns", 21.5), 0);
	assert_int_equal(facts_add_number(&result.host, "load", 0.25), 0);
	assert_int_equal(facts_add_number(&result.host, "lost", NAN), 0);
	add_fact(&result, "cpus_isolated", "2-3");
	add_fact(&result, "governor", "");
	add_fact(&result, "umask", "42");
	json = json_of(&result);
	assert_int_equal(json_object_size(json_at(json, "host")), 2 + 6);
	check_string(json, "host.hostname", "box");
	check_number(json, "host.memory_bytes", 8589934592);
	check_number(json, "host.clock_read_ns", 21.5);
	check_number(json, "host.load", 0.25);
	check_string(json, "host.cpus_isolated", "2-3");
	check_string(json, "host.governor", "");
	check_string(json, "host.umask", "42");
	json_decref(json);
	result_free(&result);
}

static void json_has_every_figure_of_a_span(void **state)
{
	static const struct {
		const char *path;
		double value;
	} rows[] = {
		{"cases.0.spans.total.samples", 100},
		{"cases.0.spans.total.min_ns", 48000},
		{"cases.0.spans.total.median_ns", 60000},
		{"cases.0.spans.total.median_low_ns", 57000},
		{"cases.0.spans.total.median_high_ns", 63000},
		{"cases.0.spans.total.mean_ns", 66000},
		{"cases.0.spans.total.stddev_ns", 18000},
		{"cases.0.spans.total.p90_ns", 75000},
		{"cases.0.spans.total.p99_ns", 90000},
		{"cases.0.spans.total.p999_ns", 120000},
		{"cases.0.spans.total.max_ns", 240000},
		{"cases.0.spans.call.median_ns", 30000},
		{"cases.0.spans.start.median_ns", 33000},
		{"cases.0.spans.exec.median_ns", 45000},
		{"cases.0.spans.main.median_ns", 51000},
		{"cases.0.spans.reap.median_ns", 15000},
		{"cases.0.probe_ns", -600},
		{"cases.0.floor_multiple", 3},
		{"cases.1.spans.start.samples", 0},
		{"cases.1.spans.start.median_ns", NAN},
		{"cases.1.spans.exec.median_ns", 24000},
		{"cases.1.probe_ns", 1250},
	};
	struct result result = typical_run();
	json_t *json;

	(void)state;
	add_phases(&result);
	json = json_of(&result);
	for (size_t i = 0; i < LENGTH(rows); i++)
		check_number(json, rows[i].path, rows[i].value);
	json_decref(json);
	result_free(&result);
}

static void json_says_how_a_case_went(void **state)
{
	struct result result = typical_run();
	json_t *json;

	(void)state;
	result.cases[1].launches_lost = 2;
	result.cases[1].launches_drifted = 3;
	result.cases[1].drift = strdup("nice: expected 5, found 9");
	result.cases[1].minor_faults = 61.25;
	result.cases[1].parent_faults = 17.5;
	json = json_of(&result);
	check_string(json, "cases.1.case", "vfork:rss=1M");
	check_string(json, "cases.1.method", "vfork");
	check_string(json, "cases.1.skipped", NULL);
	check_string(json, "cases.1.stopped_by", "iters");
	check_number(json, "cases.1.samples", 97);
	check_number(json, "cases.1.failed", 3);
	check_number(json, "cases.1.launches_lost", 2);
	check_number(json, "cases.1.launches_drifted", 3);
	check_string(json, "cases.1.drift", "nice: expected 5, found 9");
	check_string(json, "cases.0.drift", NULL);
	check_number(json, "cases.1.minor_faults", 61.25);
	check_number(json, "cases.1.parent_faults", 17.5);
	assert_int_equal(json_object_size(json_at(json, "cases.1.errors")), 2);
	check_number(json, "cases.1.errors.EAGAIN", 2);
	check_number(json, "cases.1.errors.timeout", 1);
	assert_int_equal(json_object_size(json_at(json, "cases.0.errors")), 0);
	assert_true(json_is_false(json_at(json, "cases.1.implied")));
	assert_true(json_is_true(json_at(json, "cases.3.implied")));
	json_decref(json);
	result_free(&result);
}

static void json_says_why_a_case_was_skipped(void **state)
{
	static const char *const nulls[] = {
		"stopped_by", "minor_faults",   "parent_faults",        "probe_ns",
		"ratio",      "floor_multiple", "spans.total.median_ns"};
	struct result result = typical_run();
	json_t *json = json_of(&result);

	(void)state;
	check_string(json, "cases.2.skipped", "the kernel refuses clone3: ENOSYS");
	check_number(json, "cases.2.samples", 0);
	assert_int_equal(json_array_size(json_at(json, "cases.2.launches")), 0);
	for (size_t i = 0; i < LENGTH(nulls); i++)
		check_string(json_at(json, "cases.2"), nulls[i], NULL);
	json_decref(json);
	result_free(&result);
}

static void json_ratios_say_to_what(void **state)
{
	struct result result = typical_run();
	json_t *json;

	(void)state;
	result.cases[3].ratio_low = result.cases[3].ratio_high = NAN;
	json = json_of(&result);
	check_string(json, "cases.0.ratio", NULL);
	check_string(json, "cases.1.ratio.to", "fork");
	check_number(json, "cases.1.ratio.value", 0.5);
	check_number(json, "cases.1.ratio.low", 0.45);
	check_number(json, "cases.1.ratio.high", 0.55);
	check_number(json, "cases.1.ratio.p", 0.03125);
	check_number(json, "cases.1.ratio.p_holm", 0.0625);
	/* of too few rounds */
	check_number(json, "cases.3.ratio.value", 1.0 / 3);
	check_number(json, "cases.3.ratio.low", NAN);
	check_number(json, "cases.3.ratio.high", NAN);
	json_decref(json);
	result_free(&result);
}

static void json_keys_are_numbers_or_text(void **state)
{
	struct result result = empty_run();
	struct result_case *item = add_case(&result, "fork", "fork");
	json_t *json;

	(void)state;
	add_key(item, "exec", "/bin/echo \"a\",b", NAN);
	add_key(item, "image", "", NAN);
	add_key(item, "rss", NULL, 1073741824);
	add_key(item, "vmas", NULL, 0);
	json = json_of(&result);
	assert_int_equal(json_object_size(json_at(json, "cases.0.keys")), 4);
	check_string(json, "cases.0.keys.exec", "/bin/echo \"a\",b");
	check_string(json, "cases.0.keys.image", "");
	assert_true(json_integer_value(json_at(json, "cases.0.keys.rss")) == 1073741824);
	check_number(json, "cases.0.keys.vmas", 0);
	json_decref(json);
	result_free(&result);
}

static void json_has_every_launch(void **state)
{
	struct result result = typical_run();
	struct result_launch *launch = result.cases[0].launches;
	json_t *json;

	(void)state;
	launch->stamped = true;
	launch->failed = 5;
	launch->median_ns = launch->span_ns[SPAN_TOTAL] = 60000.5;
	launch->span_ns[SPAN_EXEC] = 45000;
	json = json_of(&result);
	assert_int_equal(json_array_size(json_at(json, "cases.0.launches")), 1);
	check_number(json, "cases.0.launches.0.round", 3);
	check_number(json, "cases.0.launches.0.order", 1);
	check_number(json, "cases.0.launches.0.samples", 100);
	check_number(json, "cases.0.launches.0.failed", 5);
	check_number(json, "cases.0.launches.0.median_ns", 60000.5);
	assert_true(json_is_true(json_at(json, "cases.0.launches.0.stamped")));
	assert_true(json_is_false(json_at(json, "cases.1.launches.0.stamped")));
	/* what a launch did not measure is not there */
	assert_int_equal(json_object_size(json_at(json, "cases.0.launches.0.span_median_ns")), 2);
	check_number(json, "cases.0.launches.0.span_median_ns.total", 60000.5);
	check_number(json, "cases.0.launches.0.span_median_ns.exec", 45000);
	json_decref(json);
	result_free(&result);
}

static void json_numbers_are_whole_exact_or_null(void **state)
{
	static const struct {
		double ns;
		char type;
		double read;
	} rows[] = {
		{0, 'i', 0},         {60000, 'i', 60000},
		{-600, 'i', -600},   {8999999999999999, 'i', 8999999999999999},
		{0.5, 'r', 0.5},     {1234.5678, 'r', 1234.5678},
		{1e16, 'r', 1e16},   {1e300, 'r', 1e300},
		{NAN, '-', 0},       {INFINITY, '-', 0},
		{-INFINITY, '-', 0},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct result result = empty_run();
		json_t *json, *value;

		add_case(&result, "fork", "fork")->probe_ns = rows[i].ns;
		json = json_of(&result);
		value = json_at(json, "cases.0.probe_ns");
		assert_int_equal(letter_of(value), rows[i].type);
		assert_same(json_number_value(value), rows[i].read);
		json_decref(json);
		result_free(&result);
	}
}

/* A path need not be UTF-8, JSON must be. What is UTF-8 stays, control characters too. */
static void json_names_that_are_not_utf8_become_visible(void **state)
{
	static const char *const rows[][2] = {
		{"fork:image=/gr\xc3\xb6\xc3\x9f"
		 "e",
		 "fork:image=/gr\xc3\xb6\xc3\x9f"
		 "e"},
		{"\xf0\x9f\x90\xa7", "\xf0\x9f\x90\xa7"},
		{"a\033[2J\n\"\\", "a\033[2J\n\"\\"},
		{"fork:image=/\xff", "fork:image=/\\xff"},
		{"gr\xf6\xdf"
		 "e",
		 "gr\\xf6\\xdfe"},
		{"\xc3\xb6\xff\n", "\xc3\xb6\\xff\\x0a"},
		{"\xed\xa0\x80", "\\xed\\xa0\\x80"},          /* a surrogate */
		{"\xc0\xaf", "\\xc0\\xaf"},                   /* longer than it need be */
		{"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"}, /* beyond the last */
		{"\xe2\x82", "\\xe2\\x82"},                   /* cut off */
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct result result = empty_run();
		struct result_case *item = add_case(&result, rows[i][0], "fork");
		json_t *json;

		skip_case(item, rows[i][0]);
		add_key(item, "image", rows[i][0], NAN);
		assert_int_equal(result_warn(&result, "%s", rows[i][0]), 0);
		add_fact(&result, "cpu_model", rows[i][0]);
		json = json_of(&result);
		check_string(json, "cases.0.case", rows[i][1]);
		check_string(json, "cases.0.skipped", rows[i][1]);
		check_string(json, "cases.0.keys.image", rows[i][1]);
		check_string(json, "warnings.0", rows[i][1]);
		check_string(json, "host.cpu_model", rows[i][1]);
		json_decref(json);
		result_free(&result);
	}
}

static void json_without_cases_is_whole(void **state)
{
	struct result result = empty_run();
	json_t *json = json_of(&result);

	(void)state;
	CHECK_MEMBERS(json, result_members);
	assert_int_equal(json_array_size(json_at(json, "cases")), 0);
	assert_int_equal(json_array_size(json_at(json, "warnings")), 0);
	json_decref(json);
	result_free(&result);
}

static void json_says_whose_marginal_cost_it_is(void **state)
{
	struct result result = ablation();
	struct text out = render("json", &result);
	json_t *json = json_loads(text_string(&out), 0, NULL), *cases, *marginal;

	(void)state;
	assert_non_null(json);
	cases = json_object_get(json, "cases");
	assert_true(json_is_null(json_object_get(json_array_get(cases, 0), "marginal")));
	assert_true(json_is_null(json_object_get(json_array_get(cases, 4), "marginal")));
	marginal = json_object_get(json_array_get(cases, 1), "marginal");
	assert_string_equal(json_string_value(json_object_get(marginal, "flag")), "pidfd");
	assert_same(json_number_value(json_object_get(marginal, "value_ns")), 1234.5);
	assert_same(json_number_value(json_object_get(marginal, "low_ns")), 1000);
	assert_same(json_number_value(json_object_get(marginal, "high_ns")), 1500);
	marginal = json_object_get(json_array_get(cases, 2), "marginal");
	assert_string_equal(json_string_value(json_object_get(marginal, "flag")), "vm");
	assert_same(json_number_value(json_object_get(marginal, "value_ns")), -400000);
	assert_true(json_is_null(json_object_get(marginal, "low_ns")));
	marginal = json_object_get(json_array_get(cases, 3), "marginal");
	assert_true(json_is_null(json_object_get(marginal, "value_ns")));
	json_decref(json);
	text_free(&out);
	result_free(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_has_all_names_of_the_schema),
		cmocka_unit_test(json_says_what_was_run),
		cmocka_unit_test(json_says_the_settings),
		cmocka_unit_test(json_has_numbers_of_the_machine),
		cmocka_unit_test(json_has_every_figure_of_a_span),
		cmocka_unit_test(json_says_how_a_case_went),
		cmocka_unit_test(json_says_why_a_case_was_skipped),
		cmocka_unit_test(json_ratios_say_to_what),
		cmocka_unit_test(json_keys_are_numbers_or_text),
		cmocka_unit_test(json_has_every_launch),
		cmocka_unit_test(json_numbers_are_whole_exact_or_null),
		cmocka_unit_test(json_names_that_are_not_utf8_become_visible),
		cmocka_unit_test(json_without_cases_is_whole),
		cmocka_unit_test(json_says_whose_marginal_cost_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
