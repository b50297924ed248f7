/* test_pictures: the drawer of pictures: what is drawn, where the ticks are, what a point says. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/report/figure.h"
#include "example_run.h"
#include "procbench/report/pictures.h"

static size_t count_of(const char *text, const char *word)
{
	size_t count = 0;

	for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
		count++;
	return count;
}

static bool has(const struct text *text, const char *word)
{
	return strstr(text_string(text), word) != NULL;
}

/* The picture of that name; NULL: the result has none. */
static const struct text *svg_of(const struct pictures *pictures, const char *name)
{
	for (size_t i = 0; i < pictures->count; i++)
		if (strcmp(pictures->items[i].name, name) == 0)
			return &pictures->items[i].svg;
	return NULL;
}

/* All pictures whose names begin so, one after the other. */
static struct text svgs_of(const struct pictures *pictures, const char *prefix)
{
	struct text all = {0};

	for (size_t i = 0; i < pictures->count; i++)
		if (strncmp(pictures->items[i].name, prefix, strlen(prefix)) == 0)
			text_add(&all, text_string(&pictures->items[i].svg));
	return all;
}

/* ---- ticks ---- */

#define GAP_MIN 4 /* pixels between two labels */

static void assert_readable(const struct figure_axis *axis, double length, bool is_across)
{
	struct figure_tick ticks[FIGURE_TICKS_MAX];
	size_t count = figure_choose_ticks(axis, length, is_across, ticks);

	assert_in_range(count, 2, 12);
	for (size_t i = 1; i < count; i++) {
		double apart = length * (figure_share(axis, ticks[i].at) -
					 figure_share(axis, ticks[i - 1].at));
		double wide = (figure_text_width(ticks[i].label) +
			       figure_text_width(ticks[i - 1].label)) /
			      2;

		assert_true(apart >= GAP_MIN + (is_across ? wide : 13));
		assert_string_not_equal(ticks[i].label, ticks[i - 1].label);
	}
}

static void labels_of_ticks_do_not_overlap(void **state)
{
	static void (*const labels[])(struct text *, double) = {
		figure_label_time, figure_label_number, figure_label_percent};
	static const double starts[] = {1, 1.7, 40, 950, 6200};

	(void)state;
	for (double decades = 0.1; decades <= 12.05; decades += 0.35)
		for (size_t s = 0; s < LENGTH(starts); s++)
			for (size_t k = 0; k < 6; k++) {
				struct figure_axis axis = {.is_log = k % 2 == 0,
							   .low = starts[s],
							   .high = starts[s] * pow(10, decades),
							   .add_label = labels[k / 2]};

				assert_readable(&axis, 640, true);
				assert_readable(&axis, 380, true);
				assert_readable(&axis, 330, false);
			}
}

static void given_ticks_are_thinned_out(void **state)
{
	struct figure_axis axis = {.is_log = true, .low = 1, .high = 1e9};
	struct figure figure = {0};
	struct figure_tick ticks[FIGURE_TICKS_MAX];

	(void)state;
	for (double at = 1; at < 1e9; at *= 1.1)
		figure_add_tick(&figure, &axis, at, "1234k");
	assert_in_range(figure_choose_ticks(&axis, 600, true, ticks), 8, 600 / (5 * 8));
	free(axis.ticks);
}

/* ---- a result ---- */

#define MANY 30

static void add_bins(struct result_case *item, double ns)
{
	item->bin_count = 4;
	item->bins = calloc(item->bin_count, sizeof(*item->bins));
	assert_non_null(item->bins);
	for (size_t k = 0; k < item->bin_count; k++)
		item->bins[k] = (struct result_bin){ns + (double)k * 10, ns + (double)k * 10 + 10,
						    k == 1 ? 1 : 20 + k};
}

static void add_launches(struct result_case *item, size_t rounds, double ns)
{
	free(item->launches);
	item->launches = calloc(rounds, sizeof(*item->launches));
	assert_non_null(item->launches);
	item->launch_count = rounds;
	for (size_t k = 0; k < rounds; k++) {
		item->launches[k].round = k;
		item->launches[k].median_ns = ns + (double)k;
		item->launches[k].span_ns[SPAN_TOTAL] = ns + (double)k;
	}
}

static struct result run_of_many(size_t rounds)
{
	struct result result = empty_run();

	result.rounds = rounds;
	for (size_t i = 0; i < MANY; i++) {
		char spec[32];
		struct result_case *item;

		snprintf(spec, sizeof(spec), "fork:threads=%zu,x=%zu", i, i);
		item = add_case(&result, spec, "fork");
		measure_case(item, 1000 + 100 * (double)i);
		relate_case(item, 1 + 0.1 * (double)i);
		item->spans[SPAN_START] = measured_span(300);
		add_bins(item, 1000 + 100 * (double)i);
		add_launches(item, rounds, 1000 + 100 * (double)i);
	}
	return result;
}

static void every_case_is_drawn(void **state)
{
	static const char *const kinds[] = {"ratios", "spans", "histograms", "distribution"};
	struct result result = run_of_many(8);
	struct pictures pictures;

	(void)state;
	assert_int_equal(pictures_draw(&result, &pictures), 0);
	for (size_t k = 0; k < LENGTH(kinds); k++) {
		struct text all = svgs_of(&pictures, kinds[k]);

		for (size_t i = k == 0; i < MANY; i++) /* the first case has no ratio to itself */
		{
			char name[48];

			snprintf(name, sizeof(name), "<title>fork:threads=%zu,x=%zu", i, i);
			assert_true(has(&all, name));
		}
		text_free(&all);
	}
	/* what does not fit one picture is in the next one, which says so */
	assert_true(has(svg_of(&pictures, "distribution-4"), "Cumulative distribution (4 of 4)"));
	assert_null(svg_of(&pictures, "distribution-5"));
	assert_non_null(svg_of(&pictures, "histograms-2"));
	pictures_free(&pictures);
	result_free(&result);
}

static void points_say_their_values(void **state)
{
	struct result result = run_of_many(8);
	struct pictures pictures;
	const struct text *svg;

	(void)state;
	assert_int_equal(pictures_draw(&result, &pictures), 0);
	svg = svg_of(&pictures, "ratios");
	assert_true(has(svg, "<title>fork:threads=5,x=5: 1.500 (95% CI 1.350 - 1.650)</title>"));
	assert_true(has(svg, ">1.500</text>"));
	svg = svg_of(&pictures, "histograms");
	assert_int_equal(count_of(text_string(svg), " bar\""), 24 * 4);
	assert_int_equal(count_of(text_string(svg), " samples</title>"), 24 * 3);
	assert_true(has(svg, "<title>1.01 us - 1.02 us: 1 sample</title>"));
	assert_true(has(svg_of(&pictures, "spans"), "<title>parent: reap: 250 ns</title>"));
	assert_true(has(svg_of(&pictures, "distribution"),
			"% of the samples take at most 1.04 us</title>"));
	pictures_free(&pictures);
	result_free(&result);
}

static void rounds_count_from_1(void **state)
{
	struct result result = run_of_many(8);
	struct pictures pictures;
	const struct text *svg;

	(void)state;
	assert_int_equal(pictures_draw(&result, &pictures), 0);
	svg = svg_of(&pictures, "launches");
	assert_int_equal(count_of(text_string(svg), "<title>round "), 8 * MANY);
	assert_int_equal(count_of(text_string(svg), "<title>round 1, "), MANY);
	assert_int_equal(count_of(text_string(svg), "<title>round 8, "), MANY);
	assert_false(has(svg, "round 0"));
	assert_true(has(svg, ">1</text>"));
	assert_false(has(svg, ">0</text>"));
	pictures_free(&pictures);
	result_free(&result);
}

/* Of too many launches every n-th round is drawn, and the title says so. */
static void many_rounds_stay_small(void **state)
{
	struct result result = run_of_many(4000);
	struct pictures pictures;
	const struct text *svg;

	(void)state;
	assert_int_equal(pictures_draw(&result, &pictures), 0);
	svg = svg_of(&pictures, "launches");
	assert_true(has(svg, "Launches over time (1 round in 100)"));
	assert_int_equal(count_of(text_string(svg), "<title>round "), 40 * MANY);
	assert_true(svg->length < 250000);
	pictures_free(&pictures);
	result_free(&result);
}

/* ---- sweeps ---- */

static void add_fit(struct result *result, const char *spec, const char *key, size_t first,
		    size_t step)
{
	struct result_fit *fits =
		realloc(result->fits, (result->fit_count + 1) * sizeof(*result->fits));
	struct result_fit *fit;

	assert_non_null(fits);
	result->fits = fits;
	fit = &fits[result->fit_count++];
	*fit = (struct result_fit){.spec = strdup(spec),
				   .key = strdup(key),
				   .unit = "thread",
				   .unit_size = 1,
				   .is_line = true,
				   .count = 3};
	fit->points = calloc(fit->count, sizeof(*fit->points));
	assert_non_null(fit->points);
	for (size_t i = 0; i < fit->count; i++)
		fit->points[i] =
			(struct result_fit_point){first + i * step, (double)(i * 5 + 1), 0};
}

static void each_swept_key_has_its_picture(void **state)
{
	struct result result = run_of_many(8);
	struct pictures pictures;

	(void)state;
	add_fit(&result, "fork:x=1", "threads", 0, 3);
	add_fit(&result, "fork:threads=1", "x", 0, 1);
	add_fit(&result, "fork:x=2", "threads", 1, 3);
	for (size_t i = 0; i < 9; i++) {
		char spec[32];

		snprintf(spec, sizeof(spec), "fork:threads=%zu", i + 2);
		add_fit(&result, spec, "x", i + 1, 1);
	}
	assert_int_equal(pictures_draw(&result, &pictures), 0);
	assert_true(has(svg_of(&pictures, "sweep-threads"), ">fork:x=1</text>"));
	assert_true(has(svg_of(&pictures, "sweep-threads"), ">fork:x=2</text>"));
	assert_true(has(svg_of(&pictures, "sweep-threads"),
			"<title>fork:threads=3,x=3: 1.3 us (95% CI 1.235 us - 1.365 us)</title>"));
	assert_true(has(svg_of(&pictures, "sweep-x"), ">fork:threads=1</text>"));
	assert_true(has(svg_of(&pictures, "sweep-x-2"), ">fork:threads=10</text>"));
	pictures_free(&pictures);
	result_free(&result);
}

/* ---- comparisons ---- */

static void compare_cases(struct result *result, const char *a, const char *b, double ratio,
			  enum verdict verdict)
{
	struct result_comparison *item = result_add_comparison(result, a, b, "total");

	assert_non_null(item);
	item->a_ns = 1000;
	item->b_ns = 1000 * ratio;
	item->ratio = ratio;
	item->low = ratio * 0.99;
	item->high = ratio * 1.01;
	item->confidence = 0.99;
	item->margin = 0.05;
	item->verdict = verdict;
}

static void a_duel_is_drawn_against_its_margin(void **state)
{
	struct result result = run_of_many(8);
	struct pictures pictures;
	const struct text *svg;

	(void)state;
	compare_cases(&result, "fork:threads=0,x=0", "fork:threads=1,x=1", 1.1, VERDICT_REGRESSION);
	assert_int_equal(pictures_draw(&result, &pictures), 0);
	svg = svg_of(&pictures, "verdicts");
	assert_true(has(svg, "Ratio: fork:threads=1,x=1 vs fork:threads=0,x=0"));
	assert_true(has(svg, ">margin +5%</text>"));
	assert_true(has(svg, ">no change</text>"));
	assert_int_equal(count_of(text_string(svg), "class=\"ref\""), 2);
	assert_true(has(svg, "regression: 1.100 (99% CI 1.089 - 1.111)</title>"));
	assert_true(has(svg, ">+10%</text>"));
	svg = svg_of(&pictures, "sides");
	assert_true(has(svg, "<title>fork:threads=0,x=0: 1 us (95% CI 950 ns - 1.05 us)</title>"));
	svg = svg_of(&pictures, "rounds");
	assert_int_equal(count_of(text_string(svg), "<title>round "), 8);
	assert_true(has(svg, "<title>round 1: 1.1</title>"));
	assert_int_equal(count_of(text_string(svg), "class=\"ref\""), 2);
	pictures_free(&pictures);
	result_free(&result);
}

/* Of "no change" and "margin", which are close to each other, whatever end of the plot they are at.
 */
static void labels_of_reference_lines_stay_apart(void **state)
{
	static const double ratios[] = {0.2, 0.9, 1, 1.2, 5};

	(void)state;
	for (size_t i = 0; i < LENGTH(ratios); i++) {
		struct result result = empty_run();
		struct pictures pictures;
		const char *svg, *first, *second;
		double x[2], y[2];

		compare_cases(&result, "a", "b", ratios[i], VERDICT_REGRESSION);
		result.comparisons[0].margin = 0.01;
		assert_int_equal(pictures_draw(&result, &pictures), 0);
		svg = text_string(svg_of(&pictures, "verdicts"));
		first = strstr(svg, ">no change<");
		second = strstr(svg, ">margin +1%<");
		assert_non_null(first);
		assert_non_null(second);
		assert_int_equal(sscanf((char *)memrchr(svg, '<', (size_t)(first - svg)),
					"<text x=\"%lf\" y=\"%lf\"", &x[0], &y[0]),
				 2);
		assert_int_equal(sscanf((char *)memrchr(svg, '<', (size_t)(second - svg)),
					"<text x=\"%lf\" y=\"%lf\"", &x[1], &y[1]),
				 2);
		/* on two lines, or one to the left and one to the right */
		assert_true(fabs(y[0] - y[1]) > 13 || x[1] - x[0] >= 8);
		pictures_free(&pictures);
		result_free(&result);
	}
}

static void every_comparison_is_drawn(void **state)
{
	struct result result = empty_run();
	struct pictures pictures;
	const struct text *svg;

	(void)state;
	compare_cases(&result, "fork", "fork", 1, VERDICT_NO_REGRESSION);
	compare_cases(&result, "vfork", "vfork", 1.2, VERDICT_REGRESSION);
	compare_cases(&result, "clone", "clone", NAN, VERDICT_INCONCLUSIVE);
	assert_int_equal(pictures_draw(&result, &pictures), 0);
	svg = svg_of(&pictures, "verdicts");
	assert_true(has(svg, ">fork</text>"));
	assert_true(has(svg, ">0%</text>"));
	assert_true(has(svg, ">+20%</text>"));
	assert_true(has(svg, ">not compared: clone</text>"));
	assert_true(has(svg_of(&pictures, "sides"), "<title>new: 1.2 us</title>"));
	assert_null(svg_of(&pictures, "rounds")); /* two files have no rounds in common */
	pictures_free(&pictures);
	result_free(&result);
}

/* ---- names ---- */

/* Names that differ at their ends only stay apart: they are broken, and whole in a title. */
static void long_names_are_not_cut_short(void **state)
{
	static const char *const specs[] = {
		"posix_spawn:attr=like-python,exec=/usr/lib/x/some-program,rss=16M,threads=4",
		"posix_spawn:attr=like-python,exec=/usr/lib/x/some-program,rss=16M,threads=8"};
	struct result result = empty_run();
	struct pictures pictures;
	const struct text *svg;

	(void)state;
	add_case(&result, "fork", "fork");
	for (size_t i = 0; i < 2; i++)
		relate_case(add_case(&result, specs[i], "posix_spawn"), 2);
	assert_int_equal(pictures_draw(&result, &pictures), 0);
	svg = svg_of(&pictures, "ratios");
	assert_true(has(svg, ">posix_spawn:attr=like-python,</text>"));
	assert_true(has(svg, "threads=4</text>"));
	assert_true(has(svg, "threads=8</text>"));
	pictures_free(&pictures);
	result_free(&result);
}

/* ---- profiles ---- */

static void add_profile(struct result_case *item, const struct result_function *functions,
			size_t count)
{
	item->profile.functions = calloc(count, sizeof(*functions));
	assert_non_null(item->profile.functions);
	item->profile.function_count = count;
	item->profile.samples = 10;
	for (size_t i = 0; i < count; i++)
		item->profile.functions[i] = (struct result_function){
			strdup(functions[i].name),
			functions[i].phase ? strdup(functions[i].phase) : NULL,
			functions[i].instructions};
}

/* More phases than colours: the smallest share one, and each bar is as long as its case. */
static void phases_are_stacked_up_to_the_sum(void **state)
{
	const struct result_function many[] = {
		{(char *)"a", (char *)"page faults", 1000},
		{(char *)"b", (char *)"exec", 900},
		{(char *)"c", (char *)"reaping", 800},
		{(char *)"d", (char *)"signals", 700},
		{(char *)"e", (char *)"interrupts", 600},
		{(char *)"f", (char *)"user space", 500},
		{(char *)"g", (char *)"files and names", 400},
		{(char *)"h", (char *)"locking and RCU", 30},
		{(char *)"i", (char *)"random numbers", 20},
		{(char *)"j", NULL, 5},
	};
	const struct result_function few[] = {{(char *)"c", (char *)"reaping", 75}};
	static const double sums[] = {4955, 75};
	struct result result = empty_run();
	struct figure figure = {0};
	double reached[2] = {0, 0};

	(void)state;
	add_profile(add_case(&result, "fork", "fork"), many, LENGTH(many));
	add_case(&result, "clone3", "clone3"); /* without a profile */
	add_profile(add_case(&result, "vfork", "vfork"), few, LENGTH(few));
	assert_true(figure_make_phases(&result, 0, &figure));
	assert_int_equal(figure.row_count, 2);
	assert_int_equal(figure.count, 8);
	assert_string_equal(figure.series[0].name, "page faults");
	assert_string_equal(figure.series[7].name, "other phases");
	assert_non_null(strstr(figure.series[7].points[0].title, "55 instructions (1.1%)"));
	for (size_t s = 0; s < figure.count; s++)
		for (size_t i = 0; i < figure.series[s].count; i++) {
			const struct figure_point *point = &figure.series[s].points[i];
			size_t row = (size_t)point->y;

			assert_true(point->low == reached[row]);
			reached[row] = point->high;
		}
	assert_true(reached[0] == sums[0] && reached[1] == sums[1]);
	figure_free(&figure);
	figure = (struct figure){0};
	assert_false(figure_make_phases(&result, 1, &figure));
	figure_free(&figure);
	result_free(&result);
}

static void names_stay_text(void **state)
{
	struct result result = empty_run();
	struct pictures pictures;
	const struct text *svg;

	(void)state;
	add_case(&result, "a", "fork");
	relate_case(add_case(&result, "<b>\"'&\033\xff\xe2\x82", "fork"), 2);
	assert_int_equal(pictures_draw(&result, &pictures), 0);
	svg = svg_of(&pictures, "ratios");
	assert_true(has(svg, "&lt;b&gt;&quot;&#39;&amp;\\x1b\\xff\\xe2\\x82</text>"));
	assert_false(has(svg, "<b>"));
	pictures_free(&pictures);
	result_free(&result);
}

static void nothing_measured_is_no_picture(void **state)
{
	struct result result = empty_run();
	struct pictures pictures;

	(void)state;
	assert_int_equal(pictures_draw(&result, &pictures), 0);
	assert_int_equal(pictures.count, 0);
	pictures_free(&pictures);
	result_free(&result);
}

/* Of many comparisons a reader looks for what got slower. */
static void the_page_begins_with_regressions(void **state)
{
	struct result result = empty_run();
	const struct report_format *format = report_format_named("html", NULL);
	const struct report_style style = {0};
	struct text page = {0};
	const char *first, *second, *third;

	(void)state;
	compare_cases(&result, "fork", "fork", 1, VERDICT_NO_REGRESSION);
	compare_cases(&result, "clone", "clone", NAN, VERDICT_INCONCLUSIVE);
	compare_cases(&result, "vfork", "vfork", 1.2, VERDICT_REGRESSION);
	assert_int_equal(report_write(format, &result, 1, &style, &page, NULL), 0);
	assert_true(has(&page, "<strong>1 regression, 1 inconclusive, 1 no regression</strong>"));
	first = strstr(text_string(&page), "<strong>regression</strong>");
	second = strstr(text_string(&page), "<strong>inconclusive</strong>");
	third = strstr(text_string(&page), "<strong>no regression</strong>");
	assert_true(first && second && third && first < second && second < third);
	text_free(&page);
	result_free(&result);
}

/* The page embeds the very elements that --plot writes. */
static void the_page_has_the_pictures(void **state)
{
	struct result result = run_of_many(8);
	const struct report_format *format = report_format_named("html", NULL);
	const struct report_style style = {0};
	struct pictures pictures;
	struct text page = {0};

	(void)state;
	assert_int_equal(report_write(format, &result, 1, &style, &page, NULL), 0);
	assert_int_equal(pictures_draw(&result, &pictures), 0);
	assert_true(pictures.count >= 5);
	for (size_t i = 0; i < pictures.count; i++)
		assert_true(has(&page, text_string(&pictures.items[i].svg)));
	pictures_free(&pictures);
	text_free(&page);
	result_free(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_of_ticks_do_not_overlap),
		cmocka_unit_test(given_ticks_are_thinned_out),
		cmocka_unit_test(every_case_is_drawn),
		cmocka_unit_test(points_say_their_values),
		cmocka_unit_test(rounds_count_from_1),
		cmocka_unit_test(many_rounds_stay_small),
		cmocka_unit_test(each_swept_key_has_its_picture),
		cmocka_unit_test(a_duel_is_drawn_against_its_margin),
		cmocka_unit_test(labels_of_reference_lines_stay_apart),
		cmocka_unit_test(every_comparison_is_drawn),
		cmocka_unit_test(long_names_are_not_cut_short),
		cmocka_unit_test(phases_are_stacked_up_to_the_sum),
		cmocka_unit_test(names_stay_text),
		cmocka_unit_test(nothing_measured_is_no_picture),
		cmocka_unit_test(the_page_begins_with_regressions),
		cmocka_unit_test(the_page_has_the_pictures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
