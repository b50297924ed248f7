/* test_report_table: the table of one run: width, columns, units, notes and color. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "example_run.h"

/* ---- width ---- */

#define HEADLINE "time from the call until the child is reaped\n"
#define SETTINGS "100 samples per case, 8 rounds of fresh launches; seed 9223372036854775807\n"
#define TRAVELS  "Times vary between runs: to compare runs, use x floor.\n"
#define SENTENCE                                                                         \
	"vfork:rss=1M took 0.500x the time of fork (95% CI 0.450-0.550), 30.0 us less\n" \
	"  (95% CI 27.0-33.0).\n" TRAVELS
#define NOTES                                                          \
	"\n"                                                           \
	"vfork:rss=1M: 3 of 100 samples failed: 2 EAGAIN, 1 timeout\n" \
	"clone3: skipped: the kernel refuses clone3: ENOSYS\n"

static const struct {
	size_t width;
	const char *text;
} tables[] = {
	/* no terminal: every column, prose at 80 */
	{0, HEADLINE SETTINGS
	 "\n"
	 "case          median       95% CI    p99     max  vs fork       95% CI  x floor"
	 "  minus fork            95% CI   mean    min\n"
	 "                  us           us     us      us                               "
	 "          us                us     us     us\n"
	 "fork           60.00  57.00-63.00  90.00  240.00                          3.000"
	 "                                66.00  48.00\n"
	 "vfork:rss=1M   30.00  28.50-31.50  45.00  120.00    0.500  0.450-0.550    1.500"
	 "      -30.00  -33.00 to -27.00  33.00  24.00\n"
	 "floor          20.00  19.00-21.00  30.00   80.00    0.333  0.300-0.367    1.000"
	 "      -40.00  -44.00 to -36.00  22.00  16.00\n"
	 "\n" SENTENCE NOTES},
	/* the last ones are dropped */
	{80, HEADLINE SETTINGS
	 "\n"
	 "case          median       95% CI    p99     max  vs fork       95% CI  x floor\n"
	 "                  us           us     us      us\n"
	 "fork           60.00  57.00-63.00  90.00  240.00                          3.000\n"
	 "vfork:rss=1M   30.00  28.50-31.50  45.00  120.00    0.500  0.450-0.550    1.500\n"
	 "floor          20.00  19.00-21.00  30.00   80.00    0.333  0.300-0.367    1.000\n"
	 "not shown in 80 columns: minus fork, 95% CI, mean, min (--format csv has every\n"
	 "  column)\n"
	 "\n" SENTENCE NOTES},
	{60, HEADLINE "100 samples per case, 8 rounds of fresh launches; seed\n"
		      "9223372036854775807\n"
		      "\n"
		      "case          median       95% CI    p99     max  vs fork\n"
		      "                  us           us     us      us\n"
		      "fork           60.00  57.00-63.00  90.00  240.00\n"
		      "vfork:rss=1M   30.00  28.50-31.50  45.00  120.00    0.500\n"
		      "floor          20.00  19.00-21.00  30.00   80.00    0.333\n"
		      "not shown in 60 columns: 95% CI, x floor, minus fork, 95%\n"
		      "  CI, mean, min (--format csv has every column)\n"
		      "\n"
		      "vfork:rss=1M took 0.500x the time of fork (95% CI\n"
		      "  0.450-0.550), 30.0 us less (95% CI 27.0-33.0).\n" TRAVELS NOTES},
	/* nothing but the median */
	{30, "time from the call until the\n"
	     "child is reaped\n"
	     "100 samples per case, 8 rounds\n"
	     "of fresh launches; seed\n"
	     "9223372036854775807\n"
	     "\n"
	     "case          median\n"
	     "                  us\n"
	     "fork           60.00\n"
	     "vfork:rss=1M   30.00\n"
	     "floor          20.00\n"
	     "not shown in 30 columns: 95%\n"
	     "  CI, p99, max, vs fork, 95%\n"
	     "  CI, x floor, minus fork, 95%\n"
	     "  CI, mean, min (--format csv\n"
	     "  has every column)\n"
	     "\n"
	     "vfork:rss=1M took 0.500x the\n"
	     "  time of fork (95% CI\n"
	     "  0.450-0.550), 30.0 us less\n"
	     "  (95% CI 27.0-33.0).\n"
	     "Times vary between runs: to\n"
	     "compare runs, use x floor.\n"
	     "\n"
	     "vfork:rss=1M: 3 of 100 samples\n"
	     "  failed: 2 EAGAIN, 1 timeout\n"
	     "clone3: skipped: the kernel\n"
	     "  refuses clone3: ENOSYS\n"},
};

static void the_table_fits_its_width(void **state)
{
	struct result result = typical_run();

	(void)state;
	for (size_t i = 0; i < LENGTH(tables); i++)
		assert_rendered("table", &result, (struct report_style){.width = tables[i].width},
				tables[i].text);
	result_free(&result);
}

/* Line by line: none longer than the width, none with blanks at its end. */
static void check_lines(const char *text, size_t width)
{
	while (*text) {
		size_t length = strcspn(text, "\n");

		if (length > width)
			fail_msg("%zu columns where there are %zu: %.*s", length, width,
				 (int)length, text);
		assert_false(length > 0 && text[length - 1] == ' ');
		assert_true(text[length] == '\n');
		text += length + 1;
	}
}

static void no_line_is_longer_than_the_width(void **state)
{
	struct result result = typical_run();

	(void)state;
	result.partial = true;
	assert_int_equal(result_warn(&result, "the load is 5: wait until nothing else runs, or say "
					      "so beside what was measured"),
			 0);
	for (size_t width = 24; width <= 120; width++) {
		struct text out =
			render_as("table", &result, (struct report_style){.width = width});

		check_lines(text_string(&out), width);
		text_free(&out);
	}
	result_free(&result);
}

/* A line without the blanks that align it; the caller frees it. */
static char *words_of(const char *line)
{
	struct text words = {0};

	for (; *line && *line != '\n'; line++)
		if (*line != ' ' || (words.length > 0 && line[1] != ' '))
			text_add_char(&words, *line);
	return text_take(&words);
}

/* The words of the table's lines, from its heading on. */
static void assert_words(const struct result *result, struct report_style style,
			 const char *const *lines, size_t count)
{
	struct text out = render_as("table", result, style);
	const char *at = strstr(text_string(&out), "\ncase ");

	assert_non_null(at);
	for (size_t i = 0; i < count; i++) {
		char *words;

		at = strchr(at, '\n');
		assert_non_null(at);
		words = words_of(++at);
		assert_string_equal(words, lines[i]);
		free(words);
	}
	text_free(&out);
}

/* The columns that are left, from all to the fewest: the last gives way first. */
static void columns_give_way_in_order(void **state)
{
	static const struct {
		size_t width;
		const char *columns;
	} rows[] = {
		{123, "case median 95% CI p99 max vs fork 95% CI x floor minus fork 95% CI mean "
		      "min"},
		{116, "case median 95% CI p99 max vs fork 95% CI x floor minus fork 95% CI mean"},
		{109, "case median 95% CI p99 max vs fork 95% CI x floor minus fork 95% CI"},
		{91, "case median 95% CI p99 max vs fork 95% CI x floor minus fork"},
		{79, "case median 95% CI p99 max vs fork 95% CI x floor"},
		{70, "case median 95% CI p99 max vs fork 95% CI"},
		{57, "case median 95% CI p99 max vs fork"},
		{48, "case median 95% CI p99 max"},
		{40, "case median 95% CI p99"},
		{33, "case median 95% CI"},
		{20, "case median"},
		{1, "case median"},
	};
	struct result result = typical_run();

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_words(&result, (struct report_style){.width = rows[i].width},
			     &rows[i].columns, 1);
	/* and none before its time */
	for (size_t i = 1; i + 1 < LENGTH(rows); i++)
		assert_words(&result, (struct report_style){.width = rows[i - 1].width - 1},
			     &rows[i].columns, 1);
	result_free(&result);
}

/* Of rounds of which one took a thousand times as long, the estimates may differ in sign. */
static void a_sentence_does_not_contradict_itself(void **state)
{
	struct result result = typical_run();
	struct text out;

	(void)state;
	result.cases[1].difference_ns = 21300;
	out = render("table", &result);
	assert_non_null(strstr(text_string(&out), "took 0.500x the time of fork (95% CI "
						  "0.450-0.550).\n"));
	text_free(&out);
	result_free(&result);
}

/* The reference is named by its method where no other case has that one, else by its spec. */
static void the_heading_names_the_reference(void **state)
{
	static const struct {
		const char *first, *second, *method, *heading;
	} rows[] = {
		{"fork:exec=tiny,rss=1M", "vfork:exec=tiny", "vfork", " vs fork "},
		{"fork:rss=1M", "fork:rss=4M", "fork", " vs fork:rss=1M "},
		{"fork:exec=tiny,rss=1M", "fork:exec=tiny", "fork", " vs first "},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct result result = empty_run();
		struct text out;

		measure_case(add_case(&result, rows[i].first, "fork"), 2000);
		measure_case(add_case(&result, rows[i].second, rows[i].method), 1000);
		relate_case(&result.cases[1], 0.5);
		out = render("table", &result);
		assert_non_null(strstr(text_string(&out), rows[i].heading));
		text_free(&out);
		result_free(&result);
	}
}

/* ---- numbers ---- */

/* A run of which each case has nothing but a median. */
static struct result run_of_medians(const double *medians, size_t count)
{
	static const char *const specs[] = {"fork", "vfork", "clone"};
	struct result result = empty_run();

	for (size_t i = 0; i < count; i++) {
		struct result_case *item = add_case(&result, specs[i], specs[i]);

		item->samples = 1;
		item->stopped_by = "time";
		item->spans[SPAN_TOTAL].median_ns = medians[i];
	}
	return result;
}

static void a_column_has_the_unit_and_decimals_of_its_size(void **state)
{
	static const struct {
		double ns;
		const char *unit;
		const char *cell;
	} rows[] = {
		{0, "ns", "0.0"},        {0.5, "ns", "0.500"},    {7, "ns", "7.00"},
		{100, "ns", "100.0"},    {999.5, "ns", "999.5"},  {1000, "us", "1.00"},
		{60000, "us", "60.00"},  {123456, "us", "123.5"}, {1e6, "ms", "1.00"},
		{50e6, "ms", "50.00"},   {1e9, "s", "1.00"},      {5432e9, "s", "5432.0"},
		{99999, "us", "100.00"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct result result = run_of_medians(&rows[i].ns, 1);
		struct text expected = {0};

		text_printf(&expected, HEADLINE SETTINGS "\ncase  median\n%12s\nfork%8s\n",
			    rows[i].unit, rows[i].cell);
		assert_rendered("table", &result, (struct report_style){0}, text_string(&expected));
		text_free(&expected);
		result_free(&result);
	}
}

/* So that one tiny or huge row does not; the least one decides the decimals. */
static void the_middle_of_a_column_decides_its_unit(void **state)
{
	static const struct {
		double ns[3];
		const char *lines[5];
	} rows[] = {
		{{500, 60000, 2e9},
		 {"case median", "us", "fork 0.500", "vfork 60.000", "clone 2000000.000"}},
		{{20, 5e6, 30},
		 {"case median", "ns", "fork 20.00", "vfork 5000000.00", "clone 30.00"}},
		{{2e6, 5e6, 100},
		 {"case median", "ms", "fork 2.000", "vfork 5.000", "clone 0.000"}},
		{{NAN, 3e9, 5e9}, {"case median", "s", "fork", "vfork 3.00", "clone 5.00"}},
		{{0, 7e6, INFINITY}, {"case median", "ms", "fork 0.00", "vfork 7.00", "clone"}},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct result result = run_of_medians(rows[i].ns, 3);

		assert_words(&result, (struct report_style){0}, rows[i].lines,
			     LENGTH(rows[i].lines));
		result_free(&result);
	}
}

static void each_column_has_its_own_unit(void **state)
{
	static const char *const lines[] = {"case median max min", "us ms ns",
					    "fork 60.00 5.00 700.0"};
	const double median = 60000;
	struct result result = run_of_medians(&median, 1);

	(void)state;
	result.cases[0].spans[SPAN_TOTAL].min_ns = 700;
	result.cases[0].spans[SPAN_TOTAL].max_ns = 5e6;
	assert_words(&result, (struct report_style){0}, lines, LENGTH(lines));
	result_free(&result);
}

static void an_interval_has_both_ends_or_none(void **state)
{
	static const char *const lines[] = {"case median 95% CI", "us us", "fork 60.00",
					    "vfork 60.00 59.00-62.00"};
	const double medians[] = {60000, 60000};
	struct result result = run_of_medians(medians, 2);

	(void)state;
	result.cases[0].spans[SPAN_TOTAL].median_low_ns = 58000;
	result.cases[1].spans[SPAN_TOTAL].median_low_ns = 59000;
	result.cases[1].spans[SPAN_TOTAL].median_high_ns = 62000;
	assert_words(&result, (struct report_style){0}, lines, LENGTH(lines));
	result_free(&result);
}

/* No measured case is left out; a case of which all failed is a row without figures. */
static void what_was_measured_for_a_while_is_shown(void **state)
{
	static const char *const lines[] = {"case median",
					    "us",
					    "fork 60.00",
					    "clone",
					    "",
					    "fork: skipped: the subject crashed",
					    "vfork: skipped: not here",
					    "clone: 5 of 5 samples failed: 5 EAGAIN"};
	const double medians[] = {60000, NAN, NAN};
	struct result result = run_of_medians(medians, 3);

	(void)state;
	skip_case(&result.cases[0], "the subject crashed");
	skip_case(&result.cases[1], "not here");
	result.cases[1].samples = result.cases[2].samples = 0;
	add_failure(&result.cases[2], "EAGAIN", 5);
	assert_words(&result, (struct report_style){0}, lines, LENGTH(lines));
	result_free(&result);
}

/* ---- spans ---- */

#define SPANS                                                             \
	"case           call  start   exec   main   reap  probe effect\n" \
	"                 us     us     us     us     us            us\n" \
	"fork          30.00  33.00  45.00  51.00  15.00        -0.600\n" \
	"vfork:rss=1M  15.00         24.00          7.50         1.250\n" \
	"floor         10.00                        5.00\n"

static void spans_are_a_table_of_their_own(void **state)
{
	static const size_t widths[] = {0, 80, 61};
	struct result result = typical_run();

	(void)state;
	for (size_t i = 0; i < LENGTH(widths); i++) {
		struct report_style style = {.width = widths[i]};
		struct text plain = render_as("table", &result, style), expected = {0};

		/* between the table and what stands below it */
		const char *below = strstr(text_string(&plain), "\nvfork:rss=1M took");

		text_add_bytes(&expected, text_string(&plain),
			       (size_t)(below - text_string(&plain)));
		text_printf(&expected, "\n" SPANS "%s", below);
		add_phases(&result);
		assert_rendered("table", &result, style, text_string(&expected));
		result.phases = false;
		text_free(&plain);
		text_free(&expected);
	}
	result_free(&result);
}

/* ---- notes ---- */

static void notes_stand_below_in_order(void **state)
{
	struct result result = typical_run();
	struct text out;

	(void)state;
	result.partial = true;
	assert_int_equal(result_warn(&result, "the load is 5: wait"), 0);
	assert_int_equal(result_warn(&result, "%s",
				     "the frequency of the CPUs changes, so figures of two runs "
				     "differ: set the governor"),
			 0);
	out = render("table", &result);
	assert_string_equal(strstr(text_string(&out), NOTES), NOTES
			    "partial: the run ended early\n"
			    "warning: the load is 5: wait\n"
			    "warning: the frequency of the CPUs changes, so figures of two runs "
			    "differ: set\n"
			    "  the governor\n");
	text_free(&out);
	result_free(&result);
}

static void a_run_without_notes_ends_with_the_table(void **state)
{
	struct result result = empty_run();

	(void)state;
	measure_case(add_case(&result, "fork", "fork"), 60000);
	assert_rendered("table", &result, (struct report_style){.width = 40},
			"time from the call until the child is\n"
			"reaped\n"
			"100 samples per case, 8 rounds of fresh\n"
			"launches; seed 9223372036854775807\n"
			"\n"
			"case  median       95% CI    p99    max\n"
			"          us           us     us     us\n"
			"fork   60.00  57.00-63.00  90.00  240.0\n"
			"not shown in 40 columns: x floor, mean,\n"
			"  min (--format csv has every column)\n"
			"\n"
			"Times vary between runs: to compare\n"
			"runs, use x floor.\n");
	result_free(&result);
}

static void without_a_measured_case_there_is_no_table(void **state)
{
	struct result result = empty_run();

	(void)state;
	result.phases = true;
	result.iters = 0;
	result.seed = 7;
	assert_rendered("table", &result, (struct report_style){0},
			HEADLINE "nothing measured, 8 rounds of fresh launches; seed 7\n");
	skip_case(add_case(&result, "fork", "fork"), "no");
	assert_rendered("table", &result, (struct report_style){0},
			HEADLINE "nothing measured, 8 rounds of fresh launches; seed 7\n"
				 "\n"
				 "fork: skipped: no\n");
	result_free(&result);
}

/* The first case that was measured knows. */
static void a_run_without_a_count_says_what_ended_it(void **state)
{
	static const char *const reasons[] = {"precision", "time", "signal"};

	(void)state;
	for (size_t i = 0; i < LENGTH(reasons); i++) {
		struct result result = typical_run();
		struct text out, expected = {0};

		skip_case(&result.cases[0], "no");
		result.iters = 0;
		result.seed = 7;
		result.cases[0].stopped_by = NULL;
		result.cases[1].stopped_by = reasons[i];
		out = render("table", &result);
		text_printf(&expected,
			    HEADLINE "stopped by %s, 8 rounds of fresh launches; seed 7\n\n",
			    reasons[i]);
		assert_memory_equal(text_string(&out), text_string(&expected), expected.length);
		text_free(&out);
		text_free(&expected);
		result_free(&result);
	}
}

/* ---- color and characters ---- */

#define BOLD  "\033[1m"
#define DIM   "\033[2m"
#define PLAIN "\033[0m"

static void headings_are_bold_and_units_are_dim(void **state)
{
	const double medians[] = {60000, 30000};
	struct result result = run_of_medians(medians, 2);

	(void)state;
	assert_rendered("table", &result, (struct report_style){.color = true},
			HEADLINE SETTINGS "\n" BOLD "case   median" PLAIN "\n" DIM
					  "           us" PLAIN "\n"
					  "fork    60.00\n"
					  "vfork   30.00\n");
	result_free(&result);
}

/* Takes away what color adds: escapes, and the blanks that stand before one. */
static char *without_color(const char *text)
{
	struct text plain = {0};

	for (; *text; text++) {
		if (*text == '\033') {
			text += strcspn(text, "m");
			continue;
		}
		while (*text == '\n' && plain.length > 0 && plain.data[plain.length - 1] == ' ')
			plain.length--;
		text_add_char(&plain, *text);
	}
	return text_take(&plain);
}

static void color_changes_no_letter_and_no_place(void **state)
{
	static const size_t widths[] = {0, 80, 61};
	struct result result = typical_run();

	(void)state;
	add_phases(&result);
	for (size_t i = 0; i < LENGTH(widths); i++) {
		struct report_style style = {.color = true, .width = widths[i]};
		struct text out = render_as("table", &result, style);
		char *plain = without_color(text_string(&out));

		assert_non_null(strchr(text_string(&out), '\033'));
		style.color = false;
		assert_rendered("table", &result, style, plain);
		free(plain);
		text_free(&out);
	}
	result_free(&result);
}

/* Where a name would leave room for one metric only, it has a line of its own above them. */
static void long_names_stand_above_their_figures(void **state)
{
	static const char name[] =
		"posix_spawn:dirty=29,fds=5,handlers=7,chunks=12,rss=2648K,threads=4,vmas=83";
	struct result result = empty_run();
	struct text out;

	(void)state;
	measure_case(add_case(&result, "fork", "fork"), 60000);
	measure_case(add_case(&result, name, "posix_spawn"), 90000);
	out = render_as("table", &result, (struct report_style){.width = 80});
	assert_non_null(strstr(text_string(&out), "\ncase  median  "));
	assert_non_null(strstr(text_string(&out), "\nfork\n    "));
	assert_non_null(strstr(text_string(&out), "vmas=83\n    "));
	text_free(&out);
	/* with room for both, they stand beside each other */
	out = render_as("table", &result, (struct report_style){.width = 200});
	assert_null(strstr(text_string(&out), "vmas=83\n    "));
	assert_non_null(strstr(text_string(&out), "vmas=83  "));
	text_free(&out);
	result_free(&result);
}

/* Names, reasons and warnings that could control a terminal. */
static void hostile_names_stay_text(void **state)
{
	static const char hostile[] = "\033[2J\033]0;x\a\r\n\x7f\xc2\x9b\xff";
	struct result result = empty_run();
	struct result_case *item = add_case(&result, hostile, "fork");

	(void)state;
	measure_case(item, 60000);
	item->floor_multiple = NAN;
	add_failure(item, "EAGAIN", 1);
	skip_case(add_case(&result, "vfork", "vfork"), hostile);
	assert_int_equal(result_warn(&result, "%s", hostile), 0);
	free(result.headline);
	result.headline = strdup(hostile);
#define VISIBLE "\\x1b[2J\\x1b]0;x\\x07\\x0d\\x0a\\x7f\\xc2\\x9b\\xff"
	assert_rendered("table", &result, (struct report_style){.width = 64},
			VISIBLE "\n"
				"100 samples per case, 8 rounds of fresh launches; seed\n"
				"9223372036854775807\n"
				"\n"
				"case                                         median       95% "
				"CI\n"
				"                                                 us           "
				"us\n" VISIBLE "   60.00  57.00-63.00\n"
				"not shown in 64 columns: p99, max, mean, min (--format csv has\n"
				"  every column)\n"
				"\n" VISIBLE ": 1 of 101 samples\n"
				"  failed: 1 EAGAIN\n"
				"vfork: skipped: " VISIBLE "\n"
				"warning: " VISIBLE "\n");
#undef VISIBLE
	result_free(&result);
}

/* By characters, not by bytes; those that are not UTF-8 are as wide as they look. */
static void names_beyond_ascii_are_aligned(void **state)
{
	struct result result = empty_run();

	(void)state;
	measure_case(add_case(&result, "fork:image=/gr\xc3\xb6\xc3\x9f\x65", "fork"), 60000);
	measure_case(add_case(&result, "fork:image=/\xe2\x82\xac\xff", "fork"), 50000);
	measure_case(add_case(&result, "fork", "fork"), 20000);
	assert_rendered(
		"table", &result, (struct report_style){.width = 80},
		HEADLINE SETTINGS
		"\n"
		"case               median       95% CI    p99     max  x floor   mean    min\n"
		"                       us           us     us      us              us     us\n"
		"fork:image=/gr\xc3\xb6\xc3\x9f\x65   60.00  57.00-63.00  90.00  240.00"
		"    3.000  66.00  48.00\n"
		"fork:image=/\xe2\x82\xac\\xff   50.00  47.50-52.50  75.00  200.00"
		"    2.500  55.00  40.00\n"
		"fork                20.00  19.00-21.00  30.00   80.00    1.000  22.00  16.00\n"
		"\n" TRAVELS);
	result_free(&result);
}

/* ---- an ablation ---- */

static void the_table_says_which_flag_a_row_lacks(void **state)
{
	struct result result = ablation();

	(void)state;
	assert_rendered(
		"table", &result, (struct report_style){.width = 90},
		"time from the call until the child is reaped\n"
		"100 samples per case, 8 rounds of fresh launches; seed 9223372036854775807\n"
		"\n"
		"case                         without  marginal     95% CI  median       95% CI"
		"    p99\n"
		"                                            us         us      us           us"
		"     us\n"
		"clone3:flags=vm+vfork+pidfd                                 20.00  19.00-21.00"
		"  30.00\n"
		"clone3:flags=vm+vfork          pidfd      1.23  1.00-1.50   21.00  19.95-22.05"
		"  31.50\n"
		"clone3:flags=vfork+pidfd          vm   -400.00              22.00  20.90-23.10"
		"  33.00\n"
		"floor\n"
		"not shown in 90 columns: max, x floor, mean, min (--format csv has every column)\n"
		"\n" TRAVELS "\n"
		"clone3:flags=vm+pidfd: skipped: not here\n"
		"floor: not measured: no sample was taken\n");
	result_free(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_fits_its_width),
		cmocka_unit_test(no_line_is_longer_than_the_width),
		cmocka_unit_test(columns_give_way_in_order),
		cmocka_unit_test(a_sentence_does_not_contradict_itself),
		cmocka_unit_test(the_heading_names_the_reference),
		cmocka_unit_test(a_column_has_the_unit_and_decimals_of_its_size),
		cmocka_unit_test(the_middle_of_a_column_decides_its_unit),
		cmocka_unit_test(each_column_has_its_own_unit),
		cmocka_unit_test(an_interval_has_both_ends_or_none),
		cmocka_unit_test(what_was_measured_for_a_while_is_shown),
		cmocka_unit_test(spans_are_a_table_of_their_own),
		cmocka_unit_test(notes_stand_below_in_order),
		cmocka_unit_test(a_run_without_notes_ends_with_the_table),
		cmocka_unit_test(without_a_measured_case_there_is_no_table),
		cmocka_unit_test(a_run_without_a_count_says_what_ended_it),
		cmocka_unit_test(headings_are_bold_and_units_are_dim),
		cmocka_unit_test(color_changes_no_letter_and_no_place),
		cmocka_unit_test(long_names_stand_above_their_figures),
		cmocka_unit_test(hostile_names_stay_text),
		cmocka_unit_test(names_beyond_ascii_are_aligned),
		cmocka_unit_test(the_table_says_which_flag_a_row_lacks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
