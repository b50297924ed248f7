/* Loading saved results: what comes back, and what is refused, with its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/base/text.h"
#include "procbench/report/report.h"
#include "procbench/result/load.h"
#include "procbench/result/result.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* ---- what is there to load ---- */

static const char tools[] = "\"tool\": {\"name\": \"procbench\", \"version\": \"0.1.0\"}";

/* A result whose cases are `cases`, the inside of a list. */
static char *with_cases(const char *cases)
{
	struct text text = {0};

	text_printf(
		&text,
		"{\"schema\": \"procbench/1\", %s, \"host\": {\"kernel\": \"6.1\", \"cpus\": 2}, "
		"\"settings\": {\"seed\": 7}, \"cases\": [%s]}",
		tools, cases);
	return text_take(&text);
}

static char *with_spans(const char *spans, const char *launches)
{
	struct text text = {0};
	char *result;

	text_printf(&text,
		    "{\"case\": \"fork\", \"method\": \"fork\", \"samples\": 3, \"failed\": 0, "
		    "\"spans\": %s, \"launches\": %s}",
		    spans, launches);
	result = with_cases(text_string(&text));
	text_free(&text);
	return result;
}

static void check_refused(const char *bytes, size_t length, const char *message)
{
	struct result result;
	struct error error = {0};
	int status = result_load_bytes(&result, "x.json", bytes, length, &error);
	struct text wanted = {0};

	text_printf(&wanted, "cannot read 'x.json': %s", message);
	assert_string_equal(error.text, text_string(&wanted));
	assert_true(status < 0);
	assert_int_equal(status, -error.code);
	text_free(&wanted);
	result_free(&result);
}

static char *written(const struct result *result, const char *format)
{
	static const struct report_style plain = {0};
	struct error error = {0};
	struct text out = {0};

	assert_int_equal(report_format_named(format, &error)->write(result, &plain, &out, &error),
			 0);
	return text_take(&out);
}

static struct result loaded(const char *bytes)
{
	struct result result;
	struct error error = {0};
	int status = result_load_bytes(&result, "x.json", bytes, strlen(bytes), &error);

	assert_string_equal(error.text, "");
	assert_int_equal(status, 0);
	return result;
}

/* ---- a whole run ---- */

/* Every member of every struct differs from all others. */
static void fill_span(struct result_span *to, double ns)
{
	*to = (struct result_span){(uint64_t)fmod(ns, 1e9),
				   ns + 0.125,
				   ns + 1.25,
				   ns + 2,
				   ns + 3,
				   ns + 4,
				   ns + 5,
				   ns + 6,
				   ns + 7,
				   ns + 8,
				   ns + 9};
}

static void fill_profile(struct result_profile *profile, double ns)
{
	profile->functions = calloc(2, sizeof(*profile->functions));
	profile->functions[0] =
		(struct result_function){strdup("memset"), strdup("page faults"), ns};
	profile->functions[1] = (struct result_function){strdup("a \"b\""), NULL, 0.25};
	profile->function_count = 2;
	profile->samples = 95;
}

static void fill_case(struct result_case *item, const char *spec, double ns)
{
	*item = (struct result_case){.spec = strdup(spec), .method = strdup("clone")};
	item->keys = calloc(2, sizeof(*item->keys));
	item->keys[0] = (struct result_key){strdup("rss"), true, 1048576, NULL};
	item->keys[1] =
		(struct result_key){strdup("exec"), false, 0, strdup("a \"b\"\n,=\033[31m")};
	item->key_count = 2;
	item->failures = calloc(1, sizeof(*item->failures));
	item->failures[0] = (struct result_failure){strdup("EAGAIN"), 5};
	item->failure_count = 1;
	item->failed = 5;
	item->samples = 95;
	item->launches_lost = 2;
	item->launches_drifted = 1;
	item->drift = strdup("nice: expected 5, found 9");
	item->stopped_by = result_stops[RESULT_STOP_PRECISION];
	for (int i = 0; i < SPAN_COUNT; i++)
		fill_span(&item->spans[i], ns * (i + 1));
	item->minor_faults = 30.5;
	item->parent_faults = 31.5;
	item->probe_ns = -600.25;
	item->ratio = 0.9;
	item->ratio_low = 0.8;
	item->ratio_high = 1.1;
	item->ratio_p = 0.04;
	item->ratio_p_holm = 0.08;
	item->floor = strdup("floor-vfork");
	item->floor_multiple = 1.75;
	item->floor_multiple_low = 1.5;
	item->floor_multiple_high = 2.25;
	item->marginal_ns = -5.5;
	item->marginal_low_ns = -7.5;
	item->marginal_high_ns = -2.5;
	fill_profile(&item->profile, ns);
	item->launches = calloc(2, sizeof(*item->launches));
	item->launch_count = 2;
	for (int i = 0; i < 2; i++) {
		item->launches[i] = (struct result_launch){
			.round = 4, .order = i, .samples = 40, .failed = 1, .stamped = i};
		item->launches[i].median_ns = ns + i;
		for (int s = 0; s < SPAN_COUNT; s++)
			item->launches[i].span_ns[s] = s == SPAN_MAIN ? NAN : ns / (s + 3);
	}
}

static struct result full_result(void)
{
	struct result result = {.version = strdup("0.1.0"),
				.date = strdup("2026-01-02T03:04:05Z"),
				.headline = strdup("time | <script>"),
				.iters = 100,
				.precision = 0.01,
				.time_ns = 10000000000,
				.warmup = 11,
				.rounds = 8,
				.timeout_ns = 5000000000,
				.seed = 9223372036854775807,
				.phases = true,
				.partial = true};

	assert_int_equal(facts_add(&result.host, "kernel", "6.1.0"), 0);
	assert_int_equal(facts_add_number(&result.host, "clock_read_ns", 21.53), 0);
	assert_int_equal(facts_add_number(&result.host, "memory_bytes", 8e12), 0);
	assert_int_equal(result_warn(&result, "the load is %d", 3), 0);
	result.cases = calloc(3, sizeof(*result.cases));
	result.case_count = 3;
	fill_case(&result.cases[0], "clone:flags=vm+vfork", 1234.5);
	fill_case(&result.cases[1], "clone:flags=vm", 123456789012.75);
	fill_case(&result.cases[2], "floor", 1e300);
	result.cases[0].lacks = strdup("");
	result.cases[0].ratio = NAN;
	result.cases[0].marginal_ns = result.cases[2].marginal_ns = NAN;
	result.cases[0].marginal_low_ns = result.cases[2].marginal_low_ns = NAN;
	result.cases[0].marginal_high_ns = result.cases[2].marginal_high_ns = NAN;
	result.cases[1].lacks = strdup("vfork");
	result.cases[2].skipped = strdup("why, not: \"x\"");
	result.cases[2].implied = true;
	result.cases[2].ratio = 1 / 3.0;
	result.cases[2].floor_multiple = NAN;
	result.cases[2].floor_multiple_low = result.cases[2].floor_multiple_high = NAN;
	return result;
}

static void json_comes_back_byte_for_byte(void **state)
{
	struct result result = full_result(), again;
	char *first = written(&result, "json"), *second;

	(void)state;
	again = loaded(first);
	second = written(&again, "json");
	assert_string_equal(first, second);
	assert_string_equal(again.cases[0].lacks, "");
	assert_int_equal(again.cases[1].full, 0);
	free(first);
	free(second);
	result_free(&result);
	result_free(&again);
}

static void comparisons_come_back(void **state)
{
	struct result result = full_result();
	struct result_comparison *item =
		result_add_comparison(&result, "fork", "fork:vmas=8", "total");
	struct result again;
	char *bytes, *second;

	(void)state;
	assert_non_null(item);
	item->ratio = 1.034;
	item->low = 1.021;
	item->high = 1.047;
	item->pairs = 120;
	item->verdict = VERDICT_REGRESSION;
	item->note = strdup("as \"told\"");
	bytes = written(&result, "json");
	again = loaded(bytes);
	assert_int_equal(again.comparison_count, 1);
	assert_int_equal(again.comparisons[0].verdict, VERDICT_REGRESSION);
	assert_int_equal(again.comparisons[0].pairs, 120);
	assert_true(isnan(again.comparisons[0].p));
	second = written(&again, "json");
	assert_string_equal(second, bytes);
	free(second);
	free(bytes);
	result_free(&again);
	result_free(&result);
}

static void an_unknown_verdict_is_refused(void **state)
{
	char *bytes = with_cases("], \"comparisons\": [{\"a\": \"x\", \"b\": \"y\", "
				 "\"metric\": \"total\", \"verdict\": \"fine\"}");

	(void)state;
	check_refused(bytes, strlen(bytes),
		      "comparisons[0].verdict: invalid value (expected no-regression, regression "
		      "or inconclusive)");
	free(bytes);
}

/* A shorter file of the same schema: what it does not say was not measured. */
static void what_is_missing_is_unmeasured(void **state)
{
	char *bytes =
		with_spans("{\"total\": {}}", "[{\"round\": 0, \"samples\": 1, \"median_ns\": 5, "
					      "\"span_median_ns\": {}}]");
	struct result result = loaded(bytes);

	(void)state;
	assert_int_equal(result.case_count, 1);
	assert_int_equal(result.cases[0].launch_count, 1);
	assert_true(isnan(result.cases[0].launches[0].warmup));
	assert_true(isnan(result.cases[0].launches[0].cpu_ns));
	assert_true(isnan(result.cases[0].spans[SPAN_TOTAL].median_ns));
	assert_true(isnan(result.cases[0].spans[SPAN_EXEC].p99_ns));
	assert_true(isnan(result.cases[0].ratio));
	assert_true(isnan(result.cases[0].minor_faults));
	assert_true(isnan(result.cases[0].marginal_ns));
	assert_null(result.cases[0].skipped);
	assert_string_equal(result.headline, "");
	assert_int_equal(result.seed, 7);
	assert_string_equal(facts_get(&result.host, "cpus"), "2");
	assert_true(facts_find(&result.host, "cpus")->is_number);
	free(bytes);
	result_free(&result);
}

static void unknown_keys_are_ignored(void **state)
{
	char *bytes = with_spans("{\"total\": {\"p42_ns\": []}, \"later\": 3}", "[]");
	struct result result = loaded(bytes);

	(void)state;
	assert_int_equal(result.case_count, 1);
	free(bytes);
	result_free(&result);
}

/* ---- what is refused ---- */

static void what_is_not_a_result_is_refused(void **state)
{
	static const char *const rows[][2] = {
		{"", "empty file (save results with '--export FILE.json')"},
		{"hello", "1:1: not JSON (export the run with '--export FILE.json')"},
		{"case,method,samples,failed\r\n",
		 "CSV cannot be read back (export the run with '--export FILE.json')"},
		{"case,methods", "1:1: not JSON (export the run with '--export FILE.json')"},
		{"[]", "expected an object with a schema, not a list (save results with '--export "
		       "FILE.json')"},
		{"{}", "schema: missing, so this is not a procbench result (save results with "
		       "'--export FILE.json')"},
		{"{\"schema\": 1}", "schema: missing, so this is not a procbench result (save "
				    "results with '--export FILE.json')"},
		{"{\"schema\": \"other/1\"}",
		 "schema: 'other/1' is not a procbench result (expected 'procbench/1')"},
		{"{\"schema\": \"procbench/2\"}",
		 "schema: 'procbench/2' is not supported (expected 'procbench/1'; use the "
		 "procbench version that wrote it)"},
		{"{\"schema\": \"procbench/1\"}", "host: it is missing"},
		{"{\"schema\": \"procbench/1\", \"host\": []}",
		 "host: expected an object, not a list"},
		{"{\"schema\": \"procbench/1\", \"host\": {\"a\": [1]}}",
		 "host.a: expected a number or a string, not a list"},
		{"{\"schema\": \"procbench/1\", \"host\": {}, \"settings\": {\"seed\": -1}}",
		 "settings.seed: must not be negative"},
		{"{\"schema\": \"procbench/1\", \"host\": {}, \"settings\": {}, \"cases\": {}}",
		 "cases: expected a list, not an object"},
		{"{\"schema\": \"procbench/1\",\n \"host\": {},", "2:12: not JSON: string or '}' "
								  "expected near end of file"},
		{"{\"a\": 1, \"a\": 2}", "1:12: not JSON: duplicate object key near '\"a\"'"},
		{"{\"a\": NaN}", "1:9: not JSON: invalid token near 'NaN'"},
		{"{\"a\": 1e999}", "1:11: not JSON: real number overflow near '1e999'"},
		{"{\"a\": 99999999999999999999}",
		 "1:26: not JSON: too big integer near '99999999999999999999'"},
		{"{\"a\": -Infinity}", "1:7: not JSON: invalid token near '-'"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		check_refused(rows[i][0], strlen(rows[i][0]), rows[i][1]);
}

static void wrong_cases_are_refused_with_their_place(void **state)
{
	static const char *const rows[][2] = {
		{"3", "cases[0]: expected an object, not a whole number"},
		{"{}", "cases[0].case: it is missing"},
		{"{\"case\": 3}", "cases[0].case: expected a string, not a whole number"},
		{"{\"case\": null}", "cases[0].case: expected a string, not null"},
		{"{\"case\": \"fork\", \"method\": \"fork\", \"samples\": 1.5}",
		 "cases[0].samples: expected a whole number, not a number"},
		{"{\"case\": \"fork\", \"method\": \"fork\", \"keys\": {\"rss\": null}}",
		 "cases[0].keys.rss: expected a number or a string, not null"},
		{"{\"case\": \"fork\", \"method\": \"fork\", \"implied\": \"yes\"}",
		 "cases[0].implied: expected true or false, not a string"},
		{"{\"case\": \"fork\", \"method\": \"fork\", \"samples\": 1, \"failed\": 0, "
		 "\"errors\": {\"EAGAIN\": -1}}",
		 "cases[0].errors.EAGAIN: must not be negative"},
		{"{\"case\": \"fork\", \"method\": \"fork\", \"samples\": 1, \"failed\": 0, "
		 "\"stopped_by\": \"magic\"}",
		 "cases[0].stopped_by: invalid value (expected iters, precision, time, signal, "
		 "failure or launches)"},
		{"{\"case\": \"fork\", \"method\": \"fork\", \"samples\": 1, \"failed\": 0}",
		 "cases[0].spans: it is missing"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		char *bytes = with_cases(rows[i][0]);

		check_refused(bytes, strlen(bytes), rows[i][1]);
		free(bytes);
	}
}

static void wrong_figures_are_refused_with_their_place(void **state)
{
	static const char *const rows[][3] = {
		{"{\"total\": 3}", "[]",
		 "cases[0].spans.total: expected an object, not a whole number"},
		{"{\"total\": {\"min_ns\": -0.5}}", "[]",
		 "cases[0].spans.total.min_ns: must not be negative"},
		{"{\"exec\": {\"p99_ns\": \"3\"}}", "[]",
		 "cases[0].spans.exec.p99_ns: expected a number, not a string"},
		{"{}", "{}", "cases[0].launches: expected a list, not an object"},
		{"{}",
		 "[{\"round\": 0, \"samples\": 1, \"median_ns\": 1, \"span_median_ns\": {}}, {}]",
		 "cases[0].launches[1].round: it is missing"},
		{"{}",
		 "[{\"round\": 1, \"samples\": 1, \"median_ns\": 1, \"span_median_ns\": {\"call\": "
		 "-1}}]",
		 "cases[0].launches[0].span_median_ns.call: must not be negative"},
		{"{}",
		 "[{\"round\": 1, \"samples\": 1, \"median_ns\": 1, \"span_median_ns\": {}},"
		 " {\"round\": 0, \"samples\": 1, \"median_ns\": 1, \"span_median_ns\": {}}]",
		 "cases[0].launches[1]: rounds must be in ascending order"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		char *bytes = with_spans(rows[i][0], rows[i][1]);

		check_refused(bytes, strlen(bytes), rows[i][2]);
		free(bytes);
	}
}

/* Wherever a file is cut off, it is refused and nothing is lost (the sanitizer build looks). */
static void wrong_profiles_are_refused_with_their_place(void **state)
{
	static const struct {
		const char *profile, *message;
	} rows[] = {
		{"3", "cases[0].profile: expected an object, not a whole number"},
		{"{\"functions\": []}", "cases[0].profile.samples: it is missing"},
		{"{\"samples\": 1}", "cases[0].profile.functions: it is missing"},
		{"{\"samples\": 0, \"functions\": []}",
		 "cases[0].profile: a profile needs samples"},
		{"{\"samples\": 1, \"functions\": {}}",
		 "cases[0].profile.functions: expected a list, not an object"},
		{"{\"samples\": 1, \"functions\": [{\"name\": null, \"instructions\": 1}]}",
		 "cases[0].profile.functions[0].name: expected a string, not null"},
		{"{\"samples\": 1, \"functions\": [{\"name\": \"f\", \"instructions\": 0}]}",
		 "cases[0].profile.functions[0]: it has no instructions"},
		{"{\"samples\": 1, \"functions\": [{\"name\": \"f\", \"instructions\": 1}, "
		 "{\"name\": \"g\", \"instructions\": 2}]}",
		 "cases[0].profile.functions[1]: functions must be in descending order"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct text text = {0};
		char *bytes;

		text_printf(&text,
			    "{\"case\": \"fork\", \"method\": \"fork\", \"samples\": 3, "
			    "\"failed\": 0, \"spans\": {}, \"launches\": [], \"profile\": %s}",
			    rows[i].profile);
		bytes = with_cases(text_string(&text));
		check_refused(bytes, strlen(bytes), rows[i].message);
		free(bytes);
		text_free(&text);
	}
}

/* From a file of these bytes. */
static int load_part(struct result *result, const char *bytes, struct error *error)
{
	char path[] = "/tmp/procbench-part-XXXXXX";
	int fd = mkstemp(path), status;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, strlen(bytes)), strlen(bytes));
	status = result_load_launches(result, path, error);
	close(fd);
	unlink(path);
	return status;
}

static void a_part_is_refused_as_the_whole_is(void **state)
{
	static const char *const wrong[] = {
		"{\"schema\": \"procbench/1\", \"x\": [1 2]}",
		"{\"schema\": \"procbench/1\", \"x\": tr ue}",
		"{\"schema\": \"procbench/1\",\n\"x\": \"a",
		"{\"schema\": \"procbench/1\",\n\"histogram\": [[\"]\", 1]",
		"{\"schema\": \"procbench/1\", \"x\" \"y\"}",
		"{\"schema\": \"procbench/1\", \"x\": \"a\\",
		" ",
		"[",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct error part = {0}, whole = {0};
		struct result result;

		assert_true(load_part(&result, wrong[i], &part) < 0);
		result_free(&result);
		assert_true(result_load_bytes(&result, "x", wrong[i], strlen(wrong[i]), &whole) <
			    0);
		result_free(&result);
		assert_string_equal(strstr(part.text, "': "), strstr(whole.text, "': "));
	}
}

static void every_truncation_is_refused(void **state)
{
	struct result result = full_result();
	char *whole = written(&result, "json");
	size_t length = strlen(whole);

	(void)state;
	for (size_t cut = 1; cut + 1 < length; cut += 1 + cut / 50) {
		struct result half;
		struct error error = {0};

		assert_true(result_load_bytes(&half, "x", whole, cut, &error) < 0);
		assert_non_null(strstr(error.text, "cannot read 'x': "));
		result_free(&half);
	}
	free(whole);
	result_free(&result);
}

static void deep_nesting_is_refused(void **state)
{
	struct text deep = {0};

	(void)state;
	for (int i = 0; i < 10000; i++)
		text_add_char(&deep, '[');
	check_refused(text_string(&deep), deep.length,
		      "1:2049: not JSON: maximum parsing depth reached near '['");
	text_free(&deep);
}

/* Objects of two bytes, each of which takes a hundred times as much. */
static void memory_is_bounded(void **state)
{
	struct text many = {0};
	struct result result;
	struct error error = {0};

	(void)state;
	text_add(&many, "[{}");
	while (many.length < RESULT_LOAD_BYTES_MAX - 31)
		text_add(&many, ",{},{},{},{},{},{},{},{},{},{}");
	text_add(&many, "]");
	assert_int_equal(result_load_bytes(&result, "x", text_string(&many), many.length, &error),
			 -ENOMEM);
	assert_non_null(strstr(error.text, "reading needs more than "));
	text_free(&many);
	result_free(&result);
}

static void large_files_are_refused_unread(void **state)
{
	char path[] = "/tmp/procbench-load-XXXXXX";
	int fd = mkstemp(path);
	struct result result;
	struct error error = {0};

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(ftruncate(fd, RESULT_LOAD_BYTES_MAX + 1), 0);
	assert_int_equal(result_load(&result, path, &error), -EFBIG);
	assert_non_null(
		strstr(error.text,
		       "larger than the limit of 64 MiB (save fewer cases or launches per file)"));
	result_free(&result);
	close(fd);
	unlink(path);
}

static void files_that_cannot_be_read_are_named(void **state)
{
	struct result result;
	struct error error = {0};

	(void)state;
	assert_int_equal(result_load(&result, "/nowhere/x.json", &error), -ENOENT);
	assert_string_equal(error.text, "cannot read '/nowhere/x.json': No such file or directory");
	assert_int_equal(result_load(&result, "/", &error), -EISDIR);
	assert_string_equal(error.text, "cannot read '/': Is a directory");
}

static void too_many_cases_are_refused(void **state)
{
	struct text many = {0};
	char *bytes;

	(void)state;
	for (int i = 0; i < 10001; i++)
		text_add(&many, i ? ",{}" : "{}");
	bytes = with_cases(text_string(&many));
	check_refused(bytes, strlen(bytes), "cases: 10001 exceeds the limit of 10000");
	free(bytes);
	text_free(&many);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_comes_back_byte_for_byte),
		cmocka_unit_test(comparisons_come_back),
		cmocka_unit_test(an_unknown_verdict_is_refused),
		cmocka_unit_test(what_is_missing_is_unmeasured),
		cmocka_unit_test(unknown_keys_are_ignored),
		cmocka_unit_test(what_is_not_a_result_is_refused),
		cmocka_unit_test(wrong_cases_are_refused_with_their_place),
		cmocka_unit_test(wrong_figures_are_refused_with_their_place),
		cmocka_unit_test(wrong_profiles_are_refused_with_their_place),
		cmocka_unit_test(a_part_is_refused_as_the_whole_is),
		cmocka_unit_test(every_truncation_is_refused),
		cmocka_unit_test(deep_nesting_is_refused),
		cmocka_unit_test(memory_is_bounded),
		cmocka_unit_test(large_files_are_refused_unread),
		cmocka_unit_test(files_that_cannot_be_read_are_named),
		cmocka_unit_test(too_many_cases_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
