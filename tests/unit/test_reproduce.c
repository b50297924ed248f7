/* test_reproduce: the judges of reproductions over given numbers, their rows, and how a report is
 * written. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/claims/shapes.h"

#include "near.h"

#include "procbench/claims/reproduce.h"
#include "procbench/run/plan.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static const struct reproduction *named(const char *name)
{
	struct error error = {0};
	const struct reproduction *reproduction = reproduce_find(name, &error);

	if (!reproduction)
		fail_msg("%s", error.text);
	return reproduction;
}

/* The same in `rounds` rounds, with a spread of 1 % between them. */
static struct reproduce_value value_of(double ns, size_t rounds)
{
	struct reproduce_value value = {ns, ns * 0.99, ns * 1.01, {0}};

	for (size_t i = 0; i < REPRODUCE_ROUNDS_MAX; i++)
		value.rounds_ns[i] = i < rounds ? ns * (1 + 0.01 * ((double)(i % 3) - 1)) : NAN;
	return value;
}

static struct reproduce_value missing(void)
{
	struct reproduce_value value = value_of(NAN, 0);

	return value;
}

/* ---- shapes ---- */

static const struct reproduce_row three_rows[] = {{.x = 1}, {.x = 2}, {.x = 5}};

static void a_slope_is_that_of_its_line(void **state)
{
	struct reproduce_value values[] = {value_of(1000, 8), value_of(2000, 8), value_of(5000, 8)};
	struct shapes_series series = {three_rows, values, 3};
	struct reproduce_shape shape = shapes_slope(&series, "what", "published", 10, 0, 200);

	(void)state;
	assert_near(shape.value, 100, 1.5);
	assert_true(shape.low < 100 && shape.high > 100 && shape.low > 98 && shape.high < 102);
	assert_int_equal(shape.verdict, REPRODUCE_SAME);
	assert_int_equal(shapes_slope(&series, "", "", 10, 0, 50).verdict, REPRODUCE_OTHER);
	assert_int_equal(shapes_slope(&series, "", "", 10, 150, 200).verdict, REPRODUCE_OTHER);

	/* to as far as was measured */
	values[2] = missing();
	shape = shapes_slope(&series, "", "", 10, 0, 200);
	assert_near(shape.value, 100, 1.5);
	values[1] = missing();
	shape = shapes_slope(&series, "", "", 10, 0, 200);
	assert_true(isnan(shape.value));
	assert_int_equal(shape.verdict, REPRODUCE_UNKNOWN);
}

static void a_flat_line_does_not_rise(void **state)
{
	struct reproduce_value values[] = {value_of(1000, 8), value_of(1000, 8), value_of(1000, 8)};
	struct shapes_series series = {three_rows, values, 3};

	(void)state;
	assert_int_equal(shapes_slope(&series, "", "", 1, 0, INFINITY).verdict, REPRODUCE_OTHER);
	assert_int_equal(shapes_growth(&series, "", "", 0.7, 1.4).verdict, REPRODUCE_SAME);
	values[2] = value_of(2000, 8);
	assert_int_equal(shapes_growth(&series, "", "", 0.7, 1.4).verdict, REPRODUCE_OTHER);
}

static void a_ratio_is_formed_within_rounds(void **state)
{
	struct reproduce_value over = value_of(4000, 8), under = value_of(1000, 8);
	struct reproduce_shape shape;

	(void)state;
	/* the machine halves its speed for both: the ratio stays as it is */
	for (size_t i = 4; i < 8; i++) {
		over.rounds_ns[i] *= 2;
		under.rounds_ns[i] *= 2;
	}
	shape = shapes_ratio(&over, &under, "", "", 3, 5);
	assert_near(shape.value, 4, 1e-9);
	assert_near(shape.low, 4, 1e-9);
	assert_int_equal(shape.verdict, REPRODUCE_SAME);

	under = missing();
	assert_int_equal(shapes_ratio(&over, &under, "", "", 3, 5).verdict, REPRODUCE_UNKNOWN);
	/* too few rounds for an interval, and a value all the same */
	over = value_of(4000, 2);
	under = value_of(1000, 2);
	shape = shapes_ratio(&over, &under, "", "", 3, 5);
	assert_near(shape.value, 4, 1e-9);
	assert_true(isnan(shape.low) && isnan(shape.high));
	assert_int_equal(shape.verdict, REPRODUCE_UNKNOWN);
}

/* Values of either side of the band's end leave it open: noise refutes nothing. */
static void an_interval_across_the_end_of_a_band_decides_nothing(void **state)
{
	struct reproduce_value over = value_of(1190, 9), under = value_of(1000, 9);

	(void)state;
	for (size_t i = 0; i < 9; i++)
		over.rounds_ns[i] = under.rounds_ns[i] * (i % 3 == 0   ? 0.9
							  : i % 3 == 1 ? 1.19
								       : 1.5);
	assert_int_equal(shapes_ratio(&over, &under, "", "", SHAPES_FLAT).verdict,
			 REPRODUCE_UNKNOWN);
	for (size_t i = 0; i < 9; i++)
		over.rounds_ns[i] = under.rounds_ns[i] * (1.01 + 0.01 * (double)(i % 3));
	assert_int_equal(shapes_ratio(&over, &under, "", "", SHAPES_FLAT).verdict, REPRODUCE_SAME);
	for (size_t i = 0; i < 9; i++)
		over.rounds_ns[i] = under.rounds_ns[i] * (1.3 + 0.01 * (double)(i % 3));
	assert_int_equal(shapes_ratio(&over, &under, "", "", SHAPES_FLAT).verdict, REPRODUCE_OTHER);
}

/* ---- judges ---- */

static const struct judging {
	const char *name;
	enum reproduce_verdict verdict;
	double ms[REPRODUCE_ROWS_MAX]; /* 0: not measured */
} judgings[] = {
	{"hotos19-memory", REPRODUCE_SAME, {0.7, 1.2, 3.2, 11, 0.5, 0.5, 0.5, 0.5}},
	{"hotos19-memory", REPRODUCE_SAME, {0.7, 1.2, 3.2, 0, 0.5, 0.5, 0.5, 0}},
	{"hotos19-memory", REPRODUCE_OTHER, {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5}},
	{"hotos19-memory", REPRODUCE_OTHER, {0.7, 1.2, 3.2, 40, 0.5, 0.6, 1, 4}},
	{"hotos19-memory", REPRODUCE_UNKNOWN, {0}},
	{"hotos19-mappings", REPRODUCE_SAME, {0.6, 2, 6, 23, 0.5, 0.5, 0.5, 0.5}},
	{"hotos19-mappings", REPRODUCE_OTHER, {0.6, 2, 6, 23, 0.5, 1, 3, 11}},
	{"dup-mmap", REPRODUCE_SAME, {0.0892, 0.184, 0.9, 6.23, 25.4}},
	{"dup-mmap", REPRODUCE_OTHER, {0.0892, 0.09, 0.09, 0.09, 0.09}},
	{"dup-mmap", REPRODUCE_OTHER, {0.0892, 1, 9, 70, 300}},
	{"redis", REPRODUCE_SAME, {2.5, 5, 10}},
	{"redis", REPRODUCE_OTHER, {10, 10, 10}},
	{"redis", REPRODUCE_OTHER, {2.5, 5, 40}},
	{"redis", REPRODUCE_UNKNOWN, {2.5}},
	{"folio-sizes", REPRODUCE_SAME, {14.3, 0, 0, 9.85}},
	{"folio-sizes", REPRODUCE_OTHER, {14.3, 13, 12, 14.3, 0.3}},
	{"folio-sizes", REPRODUCE_SAME, {14.3, 0, 0, 0, 0.3}},
	{"folio-sizes", REPRODUCE_OTHER, {14.3, 0, 0, 0, 14.3}},
	{"folio-sizes", REPRODUCE_UNKNOWN, {14.3}},
	{"lazy-page-tables", REPRODUCE_SAME, {0.2, 2.7, 0.04, 0.04, 0.04, 0.041}},
	{"lazy-page-tables", REPRODUCE_OTHER, {0.2, 2.7, 0.2, 2.7, 0.04, 0.04}},
	{"lazy-page-tables", REPRODUCE_OTHER, {0.2, 2.7, 0.04, 0.04, 0.2, 2.7}},
	/* a negative control beside which nothing grows controls nothing */
	{"lazy-page-tables", REPRODUCE_OTHER, {0.04, 0.04, 0.04, 0.04, 0.04, 0.04}},
	{"ruby-posix-spawn", REPRODUCE_SAME, {11.6, 87.9, 2, 2}},
	{"ruby-posix-spawn", REPRODUCE_OTHER, {11.6, 87.9, 2, 16}},
	{"ruby-posix-spawn", REPRODUCE_OTHER, {2, 2, 2, 2}},
	{"pidmap-lock", REPRODUCE_SAME, {0, 0, 0.06, 0.02}},
	{"pidmap-lock", REPRODUCE_OTHER, {0, 0, 0.03, 0.02}},
	{"pidmap-lock", REPRODUCE_UNKNOWN, {0, 0, 0, 0.02}},
	{"stress-ng-exec", REPRODUCE_SAME, {0, 0, 0.17, 0.57, 3.6, 0.087, 0.087, 0.087}},
	{"stress-ng-exec", REPRODUCE_OTHER, {0, 0, 0.087, 0.087, 0.087, 0.087, 0.087, 0.087}},
	{"stress-ng-exec", REPRODUCE_OTHER, {0, 0, 1.7, 2, 3.6, 0.087, 0.087, 0.087}},
};

static enum reproduce_verdict verdict_of(const struct judging *judging)
{
	struct reproduce_value values[REPRODUCE_ROWS_MAX];
	struct reproduce_shape shapes[REPRODUCE_SHAPES_MAX];
	enum reproduce_verdict verdict = REPRODUCE_SAME;
	size_t count;

	for (size_t i = 0; i < REPRODUCE_ROWS_MAX; i++)
		values[i] = judging->ms[i] > 0 ? value_of(judging->ms[i] * 1e6, 8) : missing();
	count = named(judging->name)->judge(values, shapes);
	assert_in_range(count, 1, REPRODUCE_SHAPES_MAX);
	for (size_t i = 0; i < count; i++)
		if (shapes[i].verdict != REPRODUCE_SAME && verdict != REPRODUCE_OTHER)
			verdict = shapes[i].verdict;
	return verdict;
}

static void judges_by_the_metrics(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(judgings); i++)
		if (verdict_of(&judgings[i]) != judgings[i].verdict)
			fail_msg("%s, judging %zu: %s, not %s", judgings[i].name, i,
				 reproduce_verdict_names[verdict_of(&judgings[i])],
				 reproduce_verdict_names[judgings[i].verdict]);
}

/* Where all rows take the same time, whatever was published is not reproduced. */
static void every_reproduction_can_fail(void **state)
{
	size_t count;
	const struct reproduction *const *all = reproduce_list(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		struct judging flat = {.name = all[i]->name};

		for (size_t row = 0; row < all[i]->row_count; row++)
			flat.ms[row] = 1;
		if (verdict_of(&flat) != REPRODUCE_OTHER)
			fail_msg("%s cannot fail", all[i]->name);
	}
}

/* ---- the list ---- */

static void check_row(const struct reproduction *reproduction, const struct reproduce_row *row)
{
	char *specs[] = {(char *)(uintptr_t)row->spec};
	struct plan_request request = {.specs = specs, .spec_count = 1};
	struct error error = {0};
	struct plan plan;

	assert_true(strlen(row->label) <= 32); /* its column */
	if (!row->spec) {
		assert_false(isnan(row->published_ns));
		return;
	}
	if (plan_build(&plan, &request, &error) != 0)
		fail_msg("%s: '%s': %s", reproduction->name, row->spec, error.text);
	plan_free(&plan);
}

static void every_reproduction_is_whole(void **state)
{
	size_t count;
	const struct reproduction *const *all = reproduce_list(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		assert_ptr_equal(named(all[i]->name), all[i]);
		assert_in_range(all[i]->row_count, 2, REPRODUCE_ROWS_MAX);
		assert_in_range(all[i]->rounds, 6, REPRODUCE_ROUNDS_MAX); /* an interval needs 6 */
		assert_non_null(all[i]->source.authors);
		for (size_t row = 0; row < all[i]->row_count; row++)
			check_row(all[i], &all[i]->rows[row]);
	}
}

static void suggests_a_name(void **state)
{
	struct error error = {0};

	(void)state;
	assert_null(reproduce_find("rediss", &error));
	assert_string_equal(error.text, "unknown reproduction 'rediss' (did you mean 'redis'?)");
}

/* ---- writing ---- */

/* Without memory nothing is measured, and each row says why. */
static struct reproduce_report report_without_memory(void)
{
	const struct claim_bench bench = {.signal_fd = -1, .available_bytes = 1 << 20};
	struct reproduce_report report = {
		.head = {.date = strdup("2026-01-02T03:04:05Z"), .count = 1}};
	struct error error = {0};

	facts_add(&report.head.host, "hostname", "\033[31mred");
	report.answers = calloc(1, sizeof(*report.answers));
	assert_int_equal(reproduce_run(named("redis"), &bench, &report.answers[0], &error), 0);
	return report;
}

static char *written(const char *format)
{
	struct reproduce_report report = report_without_memory();
	struct text out = {0};

	assert_int_equal(claims_format_named(format)->write_reproductions(&report, &out), 0);
	reproduce_report_free(&report);
	return text_take(&out);
}

static void what_memory_lacks_for_is_left_out_and_said(void **state)
{
	struct reproduce_report report = report_without_memory();
	const struct reproduce_answer *answer = &report.answers[0];

	(void)state;
	assert_int_equal(answer->verdict, REPRODUCE_UNKNOWN);
	for (size_t i = 0; i < answer->reproduction->row_count; i++) {
		assert_true(isnan(answer->values[i].ns));
		assert_int_equal(answer->left_out[i] != NULL,
				 answer->reproduction->rows[i].spec != NULL);
	}
	assert_non_null(
		strstr(answer->left_out[2], "it needs 1.3 GiB of memory; 0.0 GiB are free"));
	reproduce_report_free(&report);
}

static void json_has_both_sides(void **state)
{
	char *text = written("json");
	json_t *json = json_loads(text, 0, NULL), *first, *row;

	(void)state;
	assert_non_null(json);
	assert_string_equal(json_string_value(json_object_get(json, "schema")),
			    "procbench-reproduce/1");
	first = json_array_get(json_object_get(json, "reproductions"), 0);
	row = json_array_get(json_object_get(first, "rows"), 3);
	assert_near(json_number_value(json_object_get(row, "published_ns")), 9e6, 1);
	assert_true(json_is_null(json_object_get(row, "measured_ns")));
	assert_true(json_is_null(json_object_get(row, "left_out")));
	assert_string_equal(json_string_value(json_object_get(first, "verdict")),
			    "cannot tell here");
	json_decref(json);
	free(text);
}

static void the_table_fits_and_stays_text(void **state)
{
	struct text list = {0};
	char *texts[2];

	(void)state;
	reproduce_add_list(&list);
	texts[0] = written("table");
	texts[1] = text_take(&list);
	assert_non_null(strstr(texts[0], "left out  it needs"));
	for (size_t i = 0; i < LENGTH(texts); i++) {
		for (const char *line = texts[i]; *line;) {
			size_t length = strcspn(line, "\n");

			assert_true(length <= 80);
			line += length + (line[length] == '\n');
		}
		assert_null(strchr(texts[i], '\033'));
	}
	assert_non_null(strstr(texts[0], "\nredis: cannot tell here\n"));
	free(texts[0]);
	free(texts[1]);
}

/* Of the counted form only the direction is published: fewer instructions per mapping. */
static void a_count_has_the_published_direction(void **state)
{
	static const struct {
		double per_mapping_before, per_mapping_after;
		enum reproduce_verdict verdict;
	} rows[] = {{3210, 2580, REPRODUCE_SAME},
		    {3210, 3210, REPRODUCE_OTHER},
		    {3210, 4000, REPRODUCE_OTHER}};
	const struct reproduction *counted = named("dup-mmap")->counted;
	struct reproduce_shape shapes[REPRODUCE_SHAPES_MAX];

	(void)state;
	assert_non_null(counted);
	assert_int_equal(counted->clock, QUANTITY_INSTRUCTIONS);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct reproduce_value values[REPRODUCE_ROWS_MAX];

		for (size_t row = 0; row < counted->row_count; row++)
			values[row] =
				value_of(166e3 + counted->rows[row].x *
							 (row < 3 ? rows[i].per_mapping_before
								  : rows[i].per_mapping_after),
					 counted->rounds);
		assert_int_equal(counted->judge(values, shapes), 3);
		assert_int_equal(shapes[0].verdict, REPRODUCE_SAME);
		assert_int_equal(shapes[2].verdict, rows[i].verdict);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_reproduction_is_whole),
		cmocka_unit_test(suggests_a_name),
		cmocka_unit_test(a_slope_is_that_of_its_line),
		cmocka_unit_test(a_flat_line_does_not_rise),
		cmocka_unit_test(a_ratio_is_formed_within_rounds),
		cmocka_unit_test(an_interval_across_the_end_of_a_band_decides_nothing),
		cmocka_unit_test(judges_by_the_metrics),
		cmocka_unit_test(every_reproduction_can_fail),
		cmocka_unit_test(a_count_has_the_published_direction),
		cmocka_unit_test(what_memory_lacks_for_is_left_out_and_said),
		cmocka_unit_test(json_has_both_sides),
		cmocka_unit_test(the_table_fits_and_stays_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
