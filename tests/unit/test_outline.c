/* test_outline: the fast reader of saved results gives what the complete one gives, or leaves it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/result/outline.h"
#include "procbench/base/text.h"
#include "procbench/result/load.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char whole[] =
	"{\n  \"schema\": \"procbench/1\",\n  \"tool\": {\"name\": \"x\", \"version\": \"1\"},\n"
	"  \"date\": \"2026-11-28T05:43:00Z\", \"new\": [[{\"a\": \"]}\\\"\\\\\"}], -1e3, true],\n"
	"  \"host\": {\"kernel\": \"6.1\", \"cpus\": 2, \"load\": 3.25, \"nice\": -5, \"none\": "
	"null},"
	"\n  \"label\": \"vm\", \"tags\": {\"commit\": \"abc\", \"region\": \"e\"},\n"
	"  \"settings\": {\"iters\": null, \"seed\": 349373613, \"clock\": \"instructions\"},\n"
	"  \"partial\": true, \"warnings\": [\"95% \\u00e4\", \"]\"],\n"
	"  \"cases\": [\n"
	"    {\"case\": \"fork:rss=1G,islands=4\", \"method\": \"fork\", \"keys\": {\"kernel\": "
	"\"\", \"rss\": 1},\n"
	"     \"implied\": false, \"skipped\": null, \"samples\": 301, \"failed\": 2,\n"
	"     \"spans\": {\"total\": {\"samples\": 301, \"min_ns\": 1, \"median_ns\": 152974.5,\n"
	"       \"median_low_ns\": 1e5, \"median_high_ns\": null}, \"call\": {\"samples\": 4}},\n"
	"     \"floor\": \"floor\", \"floor_multiple\": 1.37, \"floor_multiple_low\": 1.25,\n"
	"     \"floor_multiple_high\": 1.5, \"launches\": [\n"
	"      {\"round\": 0, \"order\": 1, \"stamped\": false, \"samples\": 6, \"failed\": 0,\n"
	"       \"median_ns\": 7, \"span_median_ns\": {\"call\": 4, \"total\": 7.5}},\n"
	"      {\"round\": 3, \"order\": 0, \"stamped\": false, \"samples\": 6, \"failed\": 0,\n"
	"       \"median_ns\": 8, \"span_median_ns\": {}},\n"
	"      {\"round\": 4, \"order\": 0, \"stamped\": true, \"samples\": 6, \"failed\": 0,\n"
	"       \"median_ns\": 9, \"span_median_ns\": {\"total\": 9}}]},\n"
	"    {\"case\": \"floor\", \"method\": \"floor\", \"implied\": true, \"samples\": 0,\n"
	"     \"skipped\": \"no room\", \"failed\": 0, \"spans\": {}, \"launches\": []}\n"
	"  ]\n}\n";

static void same_text(const char *a, const char *b)
{
	assert_int_equal(a == NULL, b == NULL);
	if (a)
		assert_string_equal(a, b);
}

static void same_number(double a, double b)
{
	assert_true(isnan(a) ? isnan(b) : a == b);
}

static void same_case(const struct result_case *a, const struct result_case *b)
{
	const struct result_span *total = &a->spans[SPAN_TOTAL], *other = &b->spans[SPAN_TOTAL];

	same_text(a->spec, b->spec);
	same_text(a->method, b->method);
	same_text(a->skipped, b->skipped);
	same_text(a->floor, b->floor);
	assert_int_equal(a->implied, b->implied);
	assert_int_equal(a->samples, b->samples);
	assert_int_equal(a->failed, b->failed);
	same_number(a->floor_multiple, b->floor_multiple);
	same_number(a->floor_multiple_low, b->floor_multiple_low);
	same_number(a->floor_multiple_high, b->floor_multiple_high);
	same_number(total->median_ns, other->median_ns);
	same_number(total->median_low_ns, other->median_low_ns);
	same_number(total->median_high_ns, other->median_high_ns);
	assert_int_equal(total->samples, other->samples);
}

static void same_result(const struct result *a, const struct result *b)
{
	same_text(a->date, b->date);
	same_text(a->label, b->label);
	assert_int_equal(a->partial, b->partial);
	assert_int_equal(a->clock, b->clock);
	assert_int_equal(a->seed, b->seed);
	assert_int_equal(a->tags.count, b->tags.count);
	for (size_t i = 0; i < a->tags.count; i++)
		same_text(a->tags.items[i], b->tags.items[i]);
	assert_int_equal(a->host.count, b->host.count);
	for (size_t i = 0; i < a->host.count; i++) {
		same_text(a->host.items[i].name, b->host.items[i].name);
		same_text(a->host.items[i].value, b->host.items[i].value);
		assert_int_equal(a->host.items[i].is_number, b->host.items[i].is_number);
	}
	assert_int_equal(a->case_count, b->case_count);
	for (size_t i = 0; i < a->case_count; i++)
		same_case(&a->cases[i], &b->cases[i]);
}

struct loaded {
	struct result result; /* owned */
	struct error error;
	int status;
};

static int take(void *context, const char *path, struct result *result, const struct error *error)
{
	struct loaded *loaded = context;

	(void)path;
	loaded->status = error ? -error->code : 0;
	if (error)
		loaded->error = *error;
	loaded->result = *result;
	*result = (struct result){0};
	return 0;
}

static void same_launches(const struct result_case *a, const struct result_case *b)
{
	assert_int_equal(a->launch_count, b->launch_count);
	for (size_t i = 0; i < a->launch_count; i++) {
		assert_int_equal(a->launches[i].round, b->launches[i].round);
		same_number(a->launches[i].span_ns[SPAN_TOTAL], b->launches[i].span_ns[SPAN_TOTAL]);
		assert_true(isnan(a->launches[i].span_ns[SPAN_CALL]));
	}
}

static int load_outline(struct result *result, const char *bytes, struct error *error)
{
	char path[] = "/tmp/procbench-outline-XXXXXX";
	const char *const paths[] = {path};
	struct loaded loaded = {.status = 1};
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, strlen(bytes)), strlen(bytes));
	assert_int_equal(result_load_outlines(paths, 1, take, &loaded), 0);
	close(fd);
	unlink(path);
	*result = loaded.result;
	*error = loaded.error;
	return loaded.status;
}

static void it_has_what_the_whole_has(void **state)
{
	struct result outline, complete;
	struct error error = {0};

	(void)state;
	assert_int_equal(result_load_bytes(&complete, "x", whole, strlen(whole), &error), 0);
	assert_true(outline_read(&outline, whole, strlen(whole), OUTLINE_CASES));
	same_result(&outline, &complete);
	assert_string_equal(outline.cases[0].spec, "fork:chunks=4,rss=1G");
	assert_true(outline.cases[0].floor_multiple == 1.37);
	result_free(&outline);
	assert_int_equal(load_outline(&outline, whole, &error), 0);
	same_result(&outline, &complete);
	result_free(&outline);
	result_free(&complete);
}

static void it_has_the_launches_where_they_are_wanted(void **state)
{
	struct result outline, complete;
	struct error error = {0};

	(void)state;
	assert_int_equal(result_load_bytes(&complete, "x", whole, strlen(whole), &error), 0);
	assert_true(outline_read(&outline, whole, strlen(whole), OUTLINE_LAUNCHES));
	same_result(&outline, &complete);
	assert_int_equal(outline.cases[0].launch_count, 3);
	assert_int_equal(outline.warnings.count, 1); /* without the one that is escaped */
	assert_string_equal(outline.warnings.items[0], "]");
	for (size_t i = 0; i < outline.case_count; i++)
		same_launches(&outline.cases[i], &complete.cases[i]);
	result_free(&outline);
	assert_true(outline_read(&outline, whole, strlen(whole), OUTLINE_CASES));
	assert_int_equal(outline.cases[0].launch_count, 0);
	result_free(&outline);
	result_free(&complete);
}

static void nothing_but_the_end_can_be_cut_off(void **state)
{
	struct result result;

	(void)state;
	for (size_t length = 0; length < strlen(whole) - 1; length++) {
		char *bytes = strndup(whole, length);

		if (outline_read(&result, bytes, length, OUTLINE_LAUNCHES))
			fail_msg("%zu bytes were accepted", length);
		result_free(&result);
		free(bytes);
	}
}

/* Replaces `from` in the whole. */
static char *changed(const char *from, const char *to)
{
	const char *at = strstr(whole, from);
	struct text text = {0};

	assert_non_null(at);
	text_add_bytes(&text, whole, (size_t)(at - whole));
	text_add(&text, to);
	text_add(&text, at + strlen(from));
	return text_take(&text);
}

static void what_is_unusual_is_left_to_the_complete_reader(void **state)
{
	static const struct {
		const char *from;
		const char *to;
		bool is_valid;
	} rows[] = {
		{"\"vm\"", "\"v\\u00e4\"", true},
		{"\"vm\"", "\"v\xc3\xa4\"", true},
		{"\"vm\"", "\"v\xff\"", false},
		{"\"vm\"", "7", false},
		{"\"abc\"", "\"a\\nb\"", true},
		{"procbench/1", "procbench/2", false},
		{"\"schema\"", "\"shema\"", false},
		{"\"host\"", "\"hose\"", false},
		{"\"settings\"", "\"setting\"", false},
		{"\"cases\"", "\"case\"", false},
		{"\"instructions\"", "\"days\"", false},
		{"1.37", "-1.37", false},
		{"1.37", "1.37x", false},
		{"1.37", "1e999", false},
		{"1.37", "nan", false},
		{"301", "3.5", false},
		{"301", "-1", false},
		{"l\": true", "l\": tru", false},
		{"l\": true", "l\": 1", false},
		{"fork:rss", "f\\u006frk:rss", true},
		{"  ]\n}\n", "  ]\n}x", false},
		{"  ]\n}\n", "  ]\n", false},
		{"\"method\": \"fork\",", "", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *bytes = changed(rows[i].from, rows[i].to);
		struct result outline, complete;
		struct error error = {0}, why = {0};
		int status = result_load_bytes(&complete, "x", bytes, strlen(bytes), &why);

		if (outline_read(&outline, bytes, strlen(bytes), OUTLINE_CASES))
			fail_msg("row %zu was accepted", i);
		result_free(&outline);
		if ((status == 0) != rows[i].is_valid)
			fail_msg("row %zu: %s", i, why.text);
		assert_int_equal(load_outline(&outline, bytes, &error), status);
		if (status == 0)
			same_result(&outline, &complete);
		else
			assert_string_equal(strstr(error.text, "': "), strstr(why.text, "': "));
		result_free(&outline);
		result_free(&complete);
		free(bytes);
	}
}

#define MANY 500

struct order {
	size_t next;
	size_t failures;
	size_t end;
};

static int expect_next(void *context, const char *path, struct result *result,
		       const struct error *error)
{
	struct order *order = context;
	bool is_valid = order->next % 7 != 3;

	assert_string_equal(path, is_valid ? "good.json" : "bad.json");
	assert_int_equal(error == NULL, is_valid);
	assert_int_equal(result->case_count, is_valid ? 2 : 0);
	order->failures += error != NULL;
	return ++order->next == order->end ? 5 : 0;
}

static void many_files_arrive_in_their_order(void **state)
{
	char folder[] = "/tmp/procbench-outlines-XXXXXX";
	const char *paths[MANY];
	struct order order = {0};
	FILE *file;

	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_int_equal(chdir(folder), 0);
	file = fopen("good.json", "w");
	fputs(whole, file);
	fclose(file);
	file = fopen("bad.json", "w");
	fputs("{\"schema\": \"procbench/1\"}", file);
	fclose(file);
	for (size_t i = 0; i < MANY; i++)
		paths[i] = i % 7 == 3 ? "bad.json" : "good.json";
	assert_int_equal(result_load_outlines(paths, MANY, expect_next, &order), 0);
	assert_int_equal(order.next, MANY);
	assert_int_equal(order.failures, (MANY + 3) / 7);
	order = (struct order){.end = 100};
	assert_int_equal(result_load_outlines(paths, MANY, expect_next, &order), 5);
	assert_int_equal(order.next, 100);
	unlink("good.json");
	unlink("bad.json");
	rmdir(folder);
}

/* Only where launches are read: rounds out of order, and what tells floors apart. */
static void unusual_launches_are_left_to_the_complete_reader(void **state)
{
	static const struct {
		const char *from;
		const char *to;
	} rows[] = {
		{"\"round\": 4", "\"round\": 2"},      {"\"round\": 0", "\"round\": 0.5"},
		{"\"total\": 7.5", "\"total\": -7.5"}, {"\"launches\": []", "\"launches\": {}"},
		{"\"rss\": 1", "\"kernel\": \"6.1\""},
	};
	struct result result;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *bytes = changed(rows[i].from, rows[i].to);

		if (outline_read(&result, bytes, strlen(bytes), OUTLINE_LAUNCHES))
			fail_msg("row %zu was accepted", i);
		result_free(&result);
		assert_true(outline_read(&result, bytes, strlen(bytes), OUTLINE_CASES));
		result_free(&result);
		free(bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_has_what_the_whole_has),
		cmocka_unit_test(it_has_the_launches_where_they_are_wanted),
		cmocka_unit_test(nothing_but_the_end_can_be_cut_off),
		cmocka_unit_test(many_files_arrive_in_their_order),
		cmocka_unit_test(what_is_unusual_is_left_to_the_complete_reader),
		cmocka_unit_test(unusual_launches_are_left_to_the_complete_reader),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
