/* test_text: a growing string: growth, hand-over, failure, and what a terminal may see. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "procbench/base/text.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void test_empty(void **state)
{
	struct text text = {0};

	(void)state;
	assert_string_equal(text_string(&text), "");
	text_clear(&text);
	text_add(&text, "");
	assert_string_equal(text_string(&text), "");
	assert_int_equal(text.length, 0);
	text_free(&text);
	text_free(&text);
	assert_string_equal(text_string(&text), "");
}

static void test_adding(void **state)
{
	struct text text = {0};

	(void)state;
	text_add(&text, "ab");
	text_add_char(&text, 'c');
	text_add_bytes(&text, "defgh", 3);
	text_printf(&text, "-%d-%s", 42, "x");
	assert_string_equal(text_string(&text), "abcdef-42-x");
	assert_int_equal(text.length, 11);
	text_clear(&text);
	assert_string_equal(text_string(&text), "");
	text_add(&text, "again");
	assert_string_equal(text_string(&text), "again");
	text_free(&text);
}

static void test_bytes_may_be_nul(void **state)
{
	struct text text = {0};

	(void)state;
	text_add_bytes(&text, "a\0b", 3);
	assert_int_equal(text.length, 3);
	assert_memory_equal(text.data, "a\0b", 4);
	text_free(&text);
}

/* Every length on the way, so that no growth step can lose or overrun a byte. */
static void test_growth(void **state)
{
	struct text text = {0};
	char expected[5001];

	(void)state;
	for (size_t i = 0; i < sizeof(expected) - 1; i++) {
		expected[i] = (char)('a' + i % 26);
		expected[i + 1] = '\0';
		text_add_char(&text, expected[i]);
		assert_int_equal(text.length, i + 1);
		assert_in_range(text.length, 1, text.capacity - 1);
		assert_int_equal(text.data[i + 1], '\0');
	}
	assert_string_equal(text_string(&text), expected);
	assert_in_range(text.capacity, 5001, 2 * 5001);
	text_free(&text);
}

/* One step past many doublings, by printf too. */
static void test_growth_at_once(void **state)
{
	static char many[100001];
	struct text text = {0};

	(void)state;
	memset(many, 'm', sizeof(many) - 1);
	text_add(&text, "<");
	text_printf(&text, "%s", many);
	text_add(&text, many);
	text_add(&text, ">");
	assert_int_equal(text.length, 200002);
	assert_int_equal(strlen(text_string(&text)), 200002);
	assert_int_equal(text.data[0], '<');
	assert_int_equal(text.data[200000], 'm');
	assert_int_equal(text.data[200001], '>');
	text_free(&text);
}

static void test_take(void **state)
{
	struct text text = {0};
	char *taken;

	(void)state;
	text_add(&text, "mine");
	taken = text_take(&text);
	assert_string_equal(taken, "mine");
	assert_string_equal(text_string(&text), "");
	assert_int_equal(text.length, 0);
	text_add(&text, "other"); /* must not touch what was handed over */
	assert_string_equal(taken, "mine");
	free(taken);
	text_free(&text);
}

static void test_take_nothing(void **state)
{
	struct text text = {0};
	char *taken = text_take(&text);

	(void)state;
	assert_non_null(taken);
	assert_string_equal(taken, "");
	free(taken);
}

/* A text that is not whole is never handed over as if it were. */
static void test_failed(void **state)
{
	struct text text = {0};

	(void)state;
	text_add(&text, "kept");
	text.failed = true;
	text_add(&text, "lost");
	text_add_char(&text, 'x');
	text_printf(&text, "%d", 5);
	text_add_printable(&text, "y");
	assert_string_equal(text_string(&text), "kept");
	assert_null(text_take(&text));
	assert_true(text.failed);
	text_clear(&text);
	assert_false(text.failed);
	text_add(&text, "new");
	assert_string_equal(text_string(&text), "new");
	text_free(&text);
}

struct printable_case {
	const char *string;
	const char *expected;
};

static const struct printable_case printable_cases[] = {
	{"", ""},
	{"plain ~ text", "plain ~ text"},
	{"back\\slash", "back\\slash"},
	{"\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"},
	{"a\nb\tc\rd", "a\\x0ab\\x09c\\x0dd"},
	{"\x01\x1f\x20\x7e\x7f", "\\x01\\x1f ~\\x7f"},
	{"\xc3\xa9t\xc3\xa9", "\xc3\xa9t\xc3\xa9"},
	{"\xe2\x82\xac", "\xe2\x82\xac"},         /* U+20AC */
	{"\xf0\x9f\x90\xa7", "\xf0\x9f\x90\xa7"}, /* U+1F427 */
	{"\xf4\x8f\xbf\xbf", "\xf4\x8f\xbf\xbf"}, /* U+10FFFF */
	{"\xc2\x80", "\\xc2\\x80"},               /* C1, the first */
	{"\xc2\x9b"
	 "31m",
	 "\\xc2\\x9b"
	 "31m"},                    /* C1: CSI */
	{"\xc2\x9f", "\\xc2\\x9f"}, /* C1, the last */
	{"\xc2\xa0", "\xc2\xa0"},   /* U+00A0: no control */
	{"\x9b"
	 "31m",
	 "\\x9b"
	 "31m"},                                                          /* CSI as a bare byte */
	{"\xe2\x80\xae|\xe2\x80\x8f", "\\xe2\\x80\\xae|\\xe2\\x80\\x8f"}, /* U+202E and 200F */
	{"\xe2\x81\xa6|\xe2\x81\xa9", "\\xe2\\x81\\xa6|\\xe2\\x81\\xa9"}, /* U+2066 and 2069 */
	{"\xd8\x9c", "\\xd8\\x9c"},                                       /* U+061C */
	{"\xe2\x80\xa9|\xe2\x81\xa5", "\xe2\x80\xa9|\xe2\x81\xa5"},       /* beside them */
	{"\xff\xfe", "\\xff\\xfe"},                                       /* in no UTF-8 */
	{"\xc3", "\\xc3"},                                                /* cut short by the end */
	{"\xe2\x82", "\\xe2\\x82"},                                       /* likewise */
	{"\xf0\x9f\x90", "\\xf0\\x9f\\x90"},                              /* likewise */
	{"\xc3"
	 "a",
	 "\\xc3"
	 "a"},                                        /* cut short by a letter */
	{"\xe2\x82\x1b", "\\xe2\\x82\\x1b"},          /* cut short by an escape */
	{"\xa9", "\\xa9"},                            /* a continuation alone */
	{"\xc0\xaf", "\\xc0\\xaf"},                   /* overlong / */
	{"\xc1\xbf", "\\xc1\\xbf"},                   /* overlong DEL */
	{"\xe0\x80\x9b", "\\xe0\\x80\\x9b"},          /* overlong ESC */
	{"\xe0\x9f\xbf", "\\xe0\\x9f\\xbf"},          /* overlong U+07FF */
	{"\xe0\xa0\x80", "\xe0\xa0\x80"},             /* U+0800 */
	{"\xf0\x8f\xbf\xbf", "\\xf0\\x8f\\xbf\\xbf"}, /* overlong U+FFFF */
	{"\xf0\x90\x80\x80", "\xf0\x90\x80\x80"},     /* U+10000 */
	{"\xed\xa0\x80", "\\xed\\xa0\\x80"},          /* a surrogate */
	{"\xed\x9f\xbf", "\xed\x9f\xbf"},             /* U+D7FF */
	{"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"}, /* above U+10FFFF */
	{"\xf5\x80\x80\x80", "\\xf5\\x80\\x80\\x80"}, /* likewise */
};

static void test_printable(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(printable_cases); i++) {
		struct text text = {0};

		text_add_printable(&text, printable_cases[i].string);
		assert_string_equal(text_string(&text), printable_cases[i].expected);
		text_free(&text);
	}
}

/* Whatever the bytes, no control sequence gets through. */
static void test_printable_of_any_two_bytes(void **state)
{
	(void)state;
	for (unsigned int pair = 0x0101; pair <= 0xffff; pair++) {
		char string[] = {(char)(pair >> 8), (char)(pair & 0xff), 'z', '\0'};
		struct text text = {0};

		if (string[1] == '\0')
			continue;
		text_add_printable(&text, string);
		for (const char *s = text_string(&text); *s; s++) {
			unsigned char byte = (unsigned char)*s;

			assert_true(byte >= 0x20 && byte != 0x7f);
			assert_false(byte == 0xc2 && (unsigned char)s[1] < 0xa0);
		}
		assert_int_equal(text.data[text.length - 1], 'z');
		text_free(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_adding),
		cmocka_unit_test(test_bytes_may_be_nul),
		cmocka_unit_test(test_growth),
		cmocka_unit_test(test_growth_at_once),
		cmocka_unit_test(test_take),
		cmocka_unit_test(test_take_nothing),
		cmocka_unit_test(test_failed),
		cmocka_unit_test(test_printable),
		cmocka_unit_test(test_printable_of_any_two_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
