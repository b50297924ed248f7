/* shape_seen: parses the kernel's texts, and what counts as missing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/shapes/shape_seen.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char rollup[] = "5581a1b2c000-7ffd2e5f3000 ---p 00000000 00:00 0    [rollup]\n"
			     "Rss:              262812 kB\n"
			     "Pss:              262345 kB\n"
			     "Anonymous:        262204 kB\n"
			     "AnonHugePages:      4096 kB\n"
			     "Private_Hugetlb:    2048 kB\n"
			     "Swap:                  0 kB\n"
			     "Locked:               64 kB\n";

static const char status[] = "Name:\tprocbench\n"
			     "Threads:\t6\n"
			     "SigBlk:\t0000000000000000\n"
			     "SigCgt:\t8000000000004001\n"
			     "Seccomp:\t2\n"
			     "Seccomp_filters:\t1\n";

static void memory_is_told_in_bytes(void **state)
{
	struct shape_seen seen;

	(void)state;
	shape_read_memory(&seen, rollup);
	assert_int_equal(seen.resident, 262812 * 1024);
	assert_int_equal(seen.anonymous, 262204 * 1024);
	assert_int_equal(seen.huge, 4096 * 1024);
	assert_int_equal(seen.pool, 2048 * 1024);
	assert_int_equal(seen.locked, 64 * 1024);
}

static void status_is_counted(void **state)
{
	struct shape_seen seen;

	(void)state;
	shape_read_status(&seen, status);
	assert_int_equal(seen.threads, 6);
	assert_int_equal(seen.handlers, 3);
	assert_int_equal(seen.filters, 1);
}

/* An older kernel has fewer lines; a name that begins alike is another one. */
static void what_is_not_there_is_unseen(void **state)
{
	struct shape_seen seen;

	(void)state;
	shape_read_memory(&seen, "Rss: 4 kB\nLocked_not: 3 kB\nxAnonymous: 5 kB");
	assert_int_equal(seen.resident, 4096);
	assert_true(seen.anonymous == SHAPE_UNSEEN);
	assert_true(seen.locked == SHAPE_UNSEEN);
	shape_read_memory(&seen, "");
	assert_true(seen.resident == SHAPE_UNSEEN);
	shape_read_status(&seen, "Seccomp:\t2\n");
	assert_true(seen.filters == SHAPE_UNSEEN);
	assert_true(seen.handlers == SHAPE_UNSEEN);
	assert_true(seen.threads == SHAPE_UNSEEN);
}

static void only_what_is_missing_is_missed(void **state)
{
	struct error error = {0};

	(void)state;
	assert_int_equal(shape_expect("fds", 10, "descriptors", 5, 15, &error), 0);
	assert_int_equal(shape_expect("fds", 10, "descriptors", 5, 99, &error), 0);
	assert_int_equal(shape_expect("fds", 10, "descriptors", 5, SHAPE_UNSEEN, &error), 0);
	assert_int_equal(shape_expect("fds", 10, "descriptors", SHAPE_UNSEEN, 5, &error), 0);
	assert_int_equal(error.code, 0);
	assert_int_equal(shape_expect("fds", 10, "descriptors", 5, 14, &error), -EAGAIN);
	assert_string_equal(error.text, "fds: expected 10 descriptors, found 9");
	assert_int_equal(shape_expect("fds", 10, "descriptors", 5, 2, &error), -EAGAIN);
	assert_string_equal(error.text, "fds: expected 10 descriptors, found 0");
}

/* Of the test itself, which has all of it. */
static void the_kernel_tells_of_this_process(void **state)
{
	struct shape_seen seen;

	(void)state;
	if (getenv("PROCBENCH_TEST_EMULATED"))
		skip(); /* the process is the emulator's, with a thread of its own */
	shape_look(&seen, SHAPE_SEES_MEMORY | SHAPE_SEES_STATUS | SHAPE_SEES_MAPPINGS);
	assert_true(seen.resident > 4096 && seen.resident != SHAPE_UNSEEN);
	assert_int_equal(seen.threads, 1);
	assert_true(seen.mappings > 5 && seen.mappings < 10000);
	assert_true(seen.descriptors == SHAPE_UNSEEN); /* not asked for */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_is_told_in_bytes),
		cmocka_unit_test(status_is_counted),
		cmocka_unit_test(what_is_not_there_is_unseen),
		cmocka_unit_test(only_what_is_missing_is_missed),
		cmocka_unit_test(the_kernel_tells_of_this_process),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
