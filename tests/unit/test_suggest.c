/* test_suggest: which word is near enough to a misspelt one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "procbench/base/suggest.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const words[] = {"fork",   NULL, "vfork", "posix_spawn", "clone3", "rss",
				    "format", "",   "x"};

struct nearest_case {
	const char *word;
	const char *nearest; /* NULL: none */
};

static const struct nearest_case nearest_cases[] = {
	{"frok", "fork"},              /* swapped */
	{"for", "fork"},               /* left out */
	{"forkk", "fork"},             /* added */
	{"fark", "fork"},              /* changed */
	{"vfrok", "vfork"},            /* the nearest, not the first */
	{"fork", "fork"},              /* the word itself */
	{"foramt", "format"},          /* two changes without a swap */
	{"posixspawn", "posix_spawn"}, /* a third of ten letters */
	{"pozix-spam", "posix_spawn"}, /* four of ten */
	{"pozik-spam", NULL},          /* five of ten */
	{"rsd", "rss"},                /* one of three */
	{"rdd", NULL},                 /* two of three */
	{"rs", "rss"},
	{"r", NULL},
	{"y", NULL}, /* another single letter is another word */
	{"x", "x"},
	{"", NULL},
	{"FORK", NULL},
	{"something-else", NULL},
};

static void test_nearest(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(nearest_cases); i++) {
		const char *found = suggest_nearest(nearest_cases[i].word, words, COUNT(words));
		const char *expected = nearest_cases[i].nearest;

		if ((found == NULL) != (expected == NULL) || (found && strcmp(found, expected)))
			fail_msg("'%s': '%s', expected '%s'", nearest_cases[i].word,
				 found ? found : "none", expected ? expected : "none");
	}
}

static void test_no_words(void **state)
{
	static const char *const nothing[] = {NULL, NULL};

	(void)state;
	assert_null(suggest_nearest("fork", NULL, 0));
	assert_null(suggest_nearest("fork", nothing, COUNT(nothing)));
}

/* A word longer than any real one gets no suggestion and overruns nothing. */
static void test_long_words(void **state)
{
	char many[1001];
	const char *const two[] = {many, "fork"};

	(void)state;
	for (size_t length = 60; length < sizeof(many); length++) {
		memset(many, 'm', length);
		many[length] = '\0';
		assert_null(suggest_nearest(many, words, COUNT(words)));
		assert_string_equal(suggest_nearest("frok", two, COUNT(two)), "fork");
	}
}

static void test_phrase(void **state)
{
	char out[64], small[10];

	(void)state;
	assert_string_equal(suggest_phrase(out, sizeof(out), "frok", words, COUNT(words)),
			    " (did you mean 'fork'?)");
	assert_ptr_equal(suggest_phrase(out, sizeof(out), "frok", words, COUNT(words)), out);
	assert_string_equal(suggest_phrase(out, sizeof(out), "qqqqqq", words, COUNT(words)), "");
	assert_string_equal(suggest_phrase(small, sizeof(small), "frok", words, COUNT(words)),
			    " (did you");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nearest),
		cmocka_unit_test(test_no_words),
		cmocka_unit_test(test_long_words),
		cmocka_unit_test(test_phrase),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
