/* test_presence: runs that overlap in time notice each other, whichever began first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/sys/presence.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

/* A name that no other process uses: one of another pid namespace may have the same pid. */
static const char *own_name(void)
{
	static char name[64];
	struct timespec now;

	if (name[0])
		return name;
	clock_gettime(CLOCK_MONOTONIC, &now);
	snprintf(name, sizeof(name), "test-presence-%d-%ld", (int)getpid(), now.tv_nsec);
	return name;
}

static void one_alone_sees_no_other(void **state)
{
	struct presence one = presence_open(own_name());

	(void)state;
	assert_true(one.socket >= 0);
	assert_int_equal(presence_close(&one), 0);
	assert_int_equal(one.socket, -1);
	one = presence_open(own_name());
	assert_int_equal(presence_close(&one), 0);
}

static void two_see_each_other(void **state)
{
	struct presence first = presence_open(own_name()), second = presence_open(own_name());

	(void)state;
	assert_int_equal(presence_close(&second), 1);
	assert_int_equal(presence_close(&first), 1);
}

/* The third takes the place of the first, and the second is still found. */
static void one_that_began_before_is_seen_after_another_has_ended(void **state)
{
	struct presence first = presence_open(own_name()), second = presence_open(own_name());
	struct presence third;

	(void)state;
	assert_int_equal(presence_close(&first), 1);
	third = presence_open(own_name());
	assert_int_equal(presence_close(&third), 1);
	assert_int_equal(presence_close(&second), 2);
}

static void a_full_queue_is_one_that_is_there(void **state)
{
	struct presence first = presence_open(own_name()), other;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		other = presence_open(own_name());
		assert_int_equal(presence_close(&other), 1);
	}
	assert_true(presence_close(&first) > 0);
}

static void more_than_the_limit_do_no_harm(void **state)
{
	struct presence many[66];

	(void)state;
	for (int i = 0; i < 66; i++)
		many[i] = presence_open(own_name());
	assert_int_equal(many[65].socket, -1);
	assert_int_equal(presence_close(&many[65]), 0);
	assert_int_equal(presence_close(&many[63]), 63);
	for (int i = 0; i < 65; i++)
		presence_close(&many[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_alone_sees_no_other),
		cmocka_unit_test(two_see_each_other),
		cmocka_unit_test(one_that_began_before_is_seen_after_another_has_ended),
		cmocka_unit_test(a_full_queue_is_one_that_is_there),
		cmocka_unit_test(more_than_the_limit_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
