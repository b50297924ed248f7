/* test_facts: named values, and which of them are numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/base/facts.h"

#include <math.h>

static void finds_the_first_of_a_name(void **state)
{
	struct facts facts = {0};

	(void)state;
	assert_null(facts_find(&facts, "kernel"));
	assert_int_equal(facts_add(&facts, "kernel", "6.1"), 0);
	assert_int_equal(facts_add(&facts, "kernel", "6.2"), 0);
	assert_string_equal(facts_get(&facts, "kernel"), "6.1");
	assert_ptr_equal(facts_find(&facts, "kernel"), &facts.items[0]);
	assert_false(facts.items[0].is_number);
	assert_null(facts_get(&facts, "kern"));
	facts_free(&facts);
	assert_int_equal(facts.count, 0);
}

static void numbers_are_exact_or_have_two_decimals(void **state)
{
	static const struct {
		double number;
		const char *text; /* NULL: not added */
	} rows[] = {
		{0, "0"},          {-1, "-1"},
		{21.456, "21.46"}, {9223372036854771712.0, "9223372036854771712"},
		{1e300, NULL}, /* its digits are not written down here */
		{NAN, NULL},       {INFINITY, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct facts facts = {0};
		const struct fact *fact;

		assert_int_equal(facts_add_number(&facts, "x", rows[i].number), 0);
		fact = facts_find(&facts, "x");
		if (!isfinite(rows[i].number))
			assert_null(fact);
		else
			assert_true(fact->is_number);
		if (rows[i].text)
			assert_string_equal(fact->value, rows[i].text);
		facts_free(&facts);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_first_of_a_name),
		cmocka_unit_test(numbers_are_exact_or_have_two_decimals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
