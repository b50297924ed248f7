/* test_error: the code and the one line of text that a failure carries upward. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <string.h>

#include "procbench/base/error.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void test_set(void **state)
{
	struct error error = {0};

	(void)state;
	assert_int_equal(error_set(&error, ENOENT, "no '%s' in %d", "x", 3), -ENOENT);
	assert_int_equal(error.code, ENOENT);
	assert_string_equal(error.text, "no 'x' in 3");
	assert_int_equal(error_set(&error, EINVAL, "other"), -EINVAL);
	assert_int_equal(error.code, EINVAL);
	assert_string_equal(error.text, "other");
}

static void test_set_cuts(void **state)
{
	char many[2000];
	struct error error = {0};

	(void)state;
	memset(many, 'm', sizeof(many) - 1);
	many[sizeof(many) - 1] = '\0';
	assert_int_equal(error_set(&error, E2BIG, "%s", many), -E2BIG);
	assert_int_equal(strlen(error.text), sizeof(error.text) - 1);
	assert_memory_equal(error.text, many, sizeof(error.text) - 1);
}

static void test_prefix(void **state)
{
	struct error error = {0};

	(void)state;
	error_set(&error, EIO, "the cause");
	assert_int_equal(error_prefix(&error, "file '%s'", "a"), -EIO);
	assert_string_equal(error.text, "file 'a': the cause");
	assert_int_equal(error_prefix(&error, "verb"), -EIO);
	assert_string_equal(error.text, "verb: file 'a': the cause");
	assert_int_equal(error.code, EIO);
}

static void test_prefix_cuts(void **state)
{
	char many[2000];
	struct error error = {0};

	(void)state;
	memset(many, 'm', sizeof(many) - 1);
	for (size_t length = sizeof(error.text) - 4; length <= sizeof(error.text) + 4; length++) {
		many[length] = '\0';
		error_set(&error, EIO, "cause");
		assert_int_equal(error_prefix(&error, "%s", many), -EIO);
		assert_int_equal(strlen(error.text), sizeof(error.text) - 1);
		assert_int_equal(error.text[100], 'm');
		many[length] = 'm';
	}
}

struct name_case {
	int code;
	const char *name;
};

static const struct name_case name_cases[] = {
	{EAGAIN, "EAGAIN"}, {ENOMEM, "ENOMEM"}, {EPERM, "EPERM"},       {ENOSYS, "ENOSYS"},
	{0, "errno 0"},     {-1, "errno -1"},   {99999, "errno 99999"}, {524, "errno 524"},
};

static void test_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(name_cases); i++) {
		char scratch[16];

		assert_string_equal(error_name(name_cases[i].code, scratch), name_cases[i].name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set),    cmocka_unit_test(test_set_cuts),
		cmocka_unit_test(test_prefix), cmocka_unit_test(test_prefix_cuts),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
