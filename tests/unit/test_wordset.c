/* test_wordset: words of a table, joined by +. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "procbench/base/wordset.h"

#include <errno.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const words[] = {"red", "green", "blue", "dark-blue"};

static const struct {
	const char *value;
	uint64_t places;
	const char *written; /* in the table's order */
} good[] = {
	{"none", 0, "none"},           {"red", 1, "red"},
	{"dark-blue", 8, "dark-blue"}, {"blue", 4, "blue"},
	{"red+green", 3, "red+green"}, {"green+red", 3, "red+green"},
	{"blue+blue+blue", 4, "blue"}, {"dark-blue+blue+green+red", 15, "red+green+blue+dark-blue"},
};

static void sets_are_read_and_written(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		struct error error = {0};
		struct text text = {0};
		uint64_t places = UINT64_MAX;

		assert_int_equal(
			wordset_read(good[i].value, words, COUNT(words), "colour", &places, &error),
			0);
		assert_true(places == good[i].places);
		wordset_add(&text, words, COUNT(words), places);
		assert_string_equal(text_string(&text), good[i].written);
		text_free(&text);
	}
}

static const char *const bad[][2] = {
	{"gren", "unknown colour 'gren' (did you mean 'green'?)"},
	{"red+bleu", "unknown colour 'bleu' (did you mean 'blue'?)"},
	{"blu", "unknown colour 'blu' (did you mean 'blue'?)"},
	{"Red", "unknown colour 'Red' (did you mean 'red'?)"},
	{"yellow", "unknown colour 'yellow' (see 'procbench list')"},
	{"", "unknown colour '' (see 'procbench list')"},
	{"red+", "unknown colour '' (see 'procbench list')"},
	{"+red", "unknown colour '' (see 'procbench list')"},
	{"red++blue", "unknown colour '' (see 'procbench list')"},
	{"red+none", "colour 'none' cannot be combined with others (remove it)"},
	{"red,blue", "unknown colour 'red,blue' (see 'procbench list')"},
};

static void unknown_words_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct error error = {0};
		uint64_t places;

		assert_int_equal(
			wordset_read(bad[i][0], words, COUNT(words), "colour", &places, &error),
			-EINVAL);
		assert_string_equal(error.text, bad[i][1]);
	}
}

static void the_last_place_of_all_has_a_bit(void **state)
{
	char names[WORDSET_MAX][8];
	const char *many[WORDSET_MAX];
	struct error error = {0};
	uint64_t places;

	(void)state;
	for (size_t i = 0; i < WORDSET_MAX; i++) {
		names[i][0] = 'w';
		names[i][1] = (char)('0' + i / 10);
		names[i][2] = (char)('0' + i % 10);
		names[i][3] = '\0';
		many[i] = names[i];
	}
	assert_int_equal(wordset_read("w63+w00", many, WORDSET_MAX, "word", &places, &error), 0);
	assert_true(places == (UINT64_C(1) << 63 | 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sets_are_read_and_written),
		cmocka_unit_test(unknown_words_are_refused),
		cmocka_unit_test(the_last_place_of_all_has_a_bit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
