/* test_render: what the formats share: units for people, escaping, wrapping, styles, JSON. */
#define _GNU_SOURCE

#include "procbench/base/facts.h"
#include "procbench/render/csv_field.h"
#include "procbench/render/human.h"
#include "procbench/render/jsons.h"
#include "procbench/render/markdown_text.h"
#include "procbench/render/markup.h"
#include "procbench/render/prose.h"
#include "procbench/render/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Asserts that the text is `expected`, and frees it. */
static void check_text(struct text *text, const char *expected)
{
	assert_false(text->failed);
	assert_string_equal(text_string(text), expected);
	text_free(text);
}

/* ---- units for people ---- */

static void a_unit_suits_its_number(void **state)
{
	const enum quantity time = QUANTITY_TIME, insns = QUANTITY_INSTRUCTIONS;
	const struct {
		double ns;
		const char *name;
		double unit_ns;
		enum quantity quantity;
	} rows[] = {
		{0, "ns", 1, time},           {0.5, "ns", 1, time},
		{999.9, "ns", 1, time},       {1000, "us", 1e3, time},
		{999999, "us", 1e3, time},    {1e6, "ms", 1e6, time},
		{1e9, "s", 1e9, time},        {1e15, "s", 1e9, time},
		{NAN, "ns", 1, time},         {INFINITY, "ns", 1, time},
		{-5000, "us", 1e3, time},     {0, "insns", 1, insns},
		{999, "insns", 1, insns},     {1000, "k insns", 1e3, insns},
		{1e6, "M insns", 1e6, insns}, {1e12, "G insns", 1e9, insns},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct human_unit unit = human_unit_for(rows[i].quantity, rows[i].ns);

		assert_string_equal(unit.name, rows[i].name);
		assert_true(unit.ns == rows[i].unit_ns);
	}
}

static void a_time_has_as_many_digits_as_asked(void **state)
{
	static const struct {
		double ns;
		int digits;
		const char *expected;
	} rows[] = {
		{9870, 3, "9.87 us"}, {98700, 3, "98.7 us"}, {987000, 3, "987 us"},
		{9995, 3, "10.0 us"}, {99950, 3, "100 us"},  {12345678, 4, "12.35 ms"},
		{5e12, 3, "5000 s"},  {0, 3, "0.00 ns"},     {-1500, 3, "-1.50 us"},
		{NAN, 3, ""},         {INFINITY, 3, ""},     {999.99, 3, "1000 ns"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct text text = {0};

		human_add_time(&text, rows[i].ns, rows[i].digits);
		check_text(&text, rows[i].expected);
	}
}

static void a_range_has_two_ends(void **state)
{
	struct text text = {0};

	(void)state;
	human_add_range(&text, 0.593, 10.62, 3);
	check_text(&text, "0.593-10.6");
	human_add_range(&text, -0.25, 12, 3);
	check_text(&text, "-0.250 to 12.0");
}

static void bytes_have_a_unit(void **state)
{
	static const struct {
		double bytes;
		const char *expected;
	} rows[] = {{0, "0 bytes"}, {1023, "1023 bytes"}, {1536, "1.5 KiB"}, {0x1p40, "1.0 TiB"}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct text text = {0};

		human_add_bytes(&text, rows[i].bytes);
		check_text(&text, rows[i].expected);
	}
}

/* ---- escaping ---- */

struct escaped {
	const char *words;
	const char *expected;
};

static void check_escaped(void (*add)(struct text *out, const char *words),
			  const struct escaped *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct text text = {0};

		add(&text, rows[i].words);
		check_text(&text, rows[i].expected);
	}
}

static void csv_is_neither_computed_nor_obeyed(void **state)
{
	static const struct escaped rows[] = {
		{"fork", "fork"},
		{"", ""},
		{"a-b=c", "a-b=c"},
		{"=1+1", "'=1+1"},
		{"+1", "'+1"},
		{"-1", "'-1"},
		{"@x", "'@x"},
		{"\tx", "'\tx"},
		{"\rx", "\"'\rx\""},
		{"=a,\"b\"", "\"'=a,\"\"b\"\"\""},
		{"'=x", "''=x"},
		{"'x", "'x"},
		{"\033[31m", "\\x1b[31m"},
		{"\xc2\x9b", "\\xc2\\x9b"},
		{"\xff\xc3\xa4", "\\xff\xc3\xa4"},
		{"\x9b[31m", "\\x9b[31m"},
	};
	static const char *const row[] = {"a", "b,c", ""};
	struct text text = {0};

	(void)state;
	check_escaped(csv_field_add, rows, COUNT(rows));
	csv_field_add_row(&text, row, COUNT(row));
	check_text(&text, "a,\"b,c\",\r\n");
}

static void markup_stays_text(void **state)
{
	static const struct escaped rows[] = {
		{"a<b>&\"'", "a&lt;b&gt;&amp;&quot;&#39;"},
		{"\033[1m", "\\x1b[1m"},
		{"\xef\xbf\xbe|\xef\xbf\xbf|\xef\xbf\xbd",
		 "\\xef\\xbf\\xbe|\\xef\\xbf\\xbf|\xef\xbf\xbd"},
		{"\xef", "\\xef"},
	};
	struct text text = {0};

	(void)state;
	check_escaped(markup_add, rows, COUNT(rows));
	markup_add_attribute(&text, "name", "a\"b");
	check_text(&text, " name=\"a&quot;b\"");
}

static void base64_is_that_of_its_standard(void **state)
{
	static const struct escaped rows[] = {
		{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct text text = {0};

		markup_add_base64(&text, rows[i].words, strlen(rows[i].words));
		check_text(&text, rows[i].expected);
	}
}

static void markdown_stays_text(void **state)
{
	static const struct escaped words[] = {
		{"a|b *c* `d`", "a&#124;b &#42;c&#42; &#96;d&#96;"},
		{"@you", "@<!-- -->you"},
		{"<b> & \"c's\"", "&lt;b&gt; &amp; \"c's\""},
	};
	static const struct escaped code[] = {
		{"fork:rss=1G", "`fork:rss=1G`"},
		{"a|b", "<code>a&#124;b</code>"},
		{"", "<code></code>"},
	};

	(void)state;
	check_escaped(markdown_text_add, words, COUNT(words));
	check_escaped(markdown_text_add_code, code, COUNT(code));
}

/* ---- words in columns ---- */

static void words_wrap_before_the_width(void **state)
{
	struct text text = {0};

	(void)state;
	prose_wrap(&text, "one two three", 0, 2, 9);
	check_text(&text, "one two\n  three\n");
	assert_int_equal(prose_beginning("a\xc3\xa4"
					 "b",
					 2),
			 3);
	assert_int_equal(prose_beginning("a\xc3\xa4"
					 "b",
					 1),
			 1);
	assert_int_equal(prose_beginning("ab", 7), 2);
	prose_wrap(&text, "unbreakable", 0, 2, 5);
	check_text(&text, "unbreakable\n");
	prose_add(&text, "a\033b \xc3\xa4\xc3\xa4 c", 0, 0, 9);
	check_text(&text, "a\\x1bb \xc3\xa4\xc3\xa4\nc\n");
	prose_add_labelled(&text, 8, "here", "it is");
	check_text(&text, "  here  it is\n");
}

static void no_width_is_that_of_a_plain_terminal(void **state)
{
	char words[TERMINAL_WIDTH_DEFAULT + 4];
	struct text text = {0};

	(void)state;
	memset(words, 'x', sizeof(words));
	words[TERMINAL_WIDTH_DEFAULT - 2] = ' '; /* "... x": one column too many */
	words[TERMINAL_WIDTH_DEFAULT + 1] = '\0';
	prose_wrap(&text, words, 0, 0, 0);
	assert_int_equal(text.data[TERMINAL_WIDTH_DEFAULT - 2], '\n');
	text_free(&text);
}

static void cells_are_padded(void **state)
{
	struct text text = {0};

	(void)state;
	prose_pad(&text, "\xc3\xa4", 3, true);
	prose_pad(&text, "b", 3, false);
	prose_pad(&text, "long", 3, false);
	check_text(&text, "\xc3\xa4    blong");
}

/* ---- terminals ---- */

static void styles_need_colors(void **state)
{
	struct text text = {0};

	(void)state;
	terminal_add(&text, true, TERMINAL_BOLD, "a");
	terminal_add(&text, true, TERMINAL_PLAIN, "b");
	terminal_add(&text, false, TERMINAL_RED, "c");
	check_text(&text, "\033[1ma\033[0mbc");
}

static void a_terminal_is_described(void **state)
{
	struct terminal terminal;
	int controller = posix_openpt(O_RDWR | O_NOCTTY), fd;

	(void)state;
	if (controller < 0 || grantpt(controller) < 0 || unlockpt(controller) < 0)
		skip();
	fd = open(ptsname(controller), O_RDWR | O_NOCTTY);
	assert_true(fd >= 0);
	unsetenv("NO_COLOR");
	setenv("TERM", "xterm", 1);
	terminal = terminal_describe(fd);
	assert_true(terminal.is_terminal && terminal.color);
	setenv("NO_COLOR", "1", 1);
	terminal = terminal_describe(fd);
	assert_true(terminal.is_terminal && !terminal.color);
	unsetenv("NO_COLOR");
	setenv("TERM", "dumb", 1);
	terminal = terminal_describe(fd);
	assert_false(terminal.is_terminal || terminal.color);
	close(fd);
	close(controller);
	fd = open("/dev/null", O_RDWR);
	terminal = terminal_describe(fd);
	assert_false(terminal.is_terminal || terminal.color);
	assert_int_equal(terminal.width, 0);
	close(fd);
}

/* ---- JSON ---- */

static void values_are_those_of_json(void **state)
{
	struct jsons jsons = {false};
	struct facts facts = {0};
	struct text text = {0};
	json_t *object;

	(void)state;
	facts_add_number(&facts, "cpus", 2);
	facts_add(&facts, "kernel", "6.1");
	object = jsons_head(&jsons, "s/1", "0.1", "today", &facts);
	jsons_set(&jsons, object, "whole", jsons_number(3));
	jsons_set(&jsons, object, "nearly", jsons_number(0.1 + 0.2));
	jsons_set(&jsons, object, "unknown", jsons_number(NAN));
	jsons_set(&jsons, object, "control", jsons_string("a\033"));
	jsons_set(&jsons, object, "bytes", jsons_string("\xff"));
	jsons_set(&jsons, object, "none", jsons_string(NULL));
	jsons_set_known(&jsons, object, "left_out", NAN);
	assert_int_equal(jsons_finish(&jsons, object, &text, NULL), 0);
	check_text(&text, "{\n  \"schema\": \"s/1\",\n  \"tool\": {\n    \"name\": \"procbench\",\n"
			  "    \"version\": \"0.1\"\n  },\n  \"date\": \"today\",\n  \"host\": {\n"
			  "    \"cpus\": 2,\n    \"kernel\": \"6.1\"\n  },\n  \"whole\": 3,\n"
			  "  \"nearly\": 0.3,\n  \"unknown\": null,\n  \"control\": \"a\\u001B\",\n"
			  "  \"bytes\": \"\\\\xff\",\n  \"none\": null\n}\n");
	facts_free(&facts);
}

static void a_value_that_could_not_be_made_fails_the_whole(void **state)
{
	struct jsons jsons = {false};
	struct error error = {0};
	struct text text = {0};
	json_t *object = json_object();

	(void)state;
	jsons_set(&jsons, object, "lost", NULL);
	assert_int_equal(jsons_finish(&jsons, object, &text, &error), -ENOMEM);
	assert_string_equal(error.text, "out of memory");
	check_text(&text, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_unit_suits_its_number),
		cmocka_unit_test(a_time_has_as_many_digits_as_asked),
		cmocka_unit_test(a_range_has_two_ends),
		cmocka_unit_test(bytes_have_a_unit),
		cmocka_unit_test(csv_is_neither_computed_nor_obeyed),
		cmocka_unit_test(markup_stays_text),
		cmocka_unit_test(base64_is_that_of_its_standard),
		cmocka_unit_test(markdown_stays_text),
		cmocka_unit_test(words_wrap_before_the_width),
		cmocka_unit_test(no_width_is_that_of_a_plain_terminal),
		cmocka_unit_test(cells_are_padded),
		cmocka_unit_test(styles_need_colors),
		cmocka_unit_test(a_terminal_is_described),
		cmocka_unit_test(values_are_those_of_json),
		cmocka_unit_test(a_value_that_could_not_be_made_fails_the_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
