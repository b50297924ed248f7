/* test_exit_set: which exit statuses count as success. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/base/exit_set.h"

#include <errno.h>
#include <string.h>

static const struct {
	const char *value, *text;
	unsigned has, has_not;
} sets[] = {
	{"0,1", "1", 1, 2},
	{"0", "", 0, 1},
	{"255,63,64,127", "63,64,127,255", 255, 128},
	{"7,7", "7", 7, 8},
};

static void sets_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++) {
		struct exit_set set;
		struct error error;
		struct text text = {0};

		assert_int_equal(exit_set_read(sets[i].value, &set, &error), 0);
		assert_true(exit_set_has(&set, sets[i].has));
		assert_false(exit_set_has(&set, sets[i].has_not));
		assert_false(exit_set_has(&set, 256));
		exit_set_add_text(&text, &set);
		assert_string_equal(text_string(&text), sets[i].text);
		text_free(&text);
	}
}

static void others_are_refused(void **state)
{
	static const char *const values[] = {
		"", ",", "1,", ",1", "256", "-1", "x", "1 2", "1,x", "0x1", "99999999999999999999"};

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		struct exit_set set = {{42}};
		struct error error = {0};

		assert_int_equal(exit_set_read(values[i], &set, &error), -EINVAL);
		assert_non_null(strstr(error.text, "from 0 to 255"));
		assert_int_equal(set.bits[0], 42);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sets_are_read),
		cmocka_unit_test(others_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
