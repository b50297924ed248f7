/* test_counters: events of a process and of its children; a refused event has its reason. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/sys/counters.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGES 200
#define PAGE  ((size_t)sysconf(_SC_PAGESIZE))

static void touch_pages(size_t pages)
{
	volatile char *memory = mmap(NULL, pages * PAGE, PROT_READ | PROT_WRITE,
				     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		abort();
	madvise((void *)(uintptr_t)memory, pages * PAGE, MADV_NOHUGEPAGE);
	for (size_t i = 0; i < pages; i++)
		memory[i * PAGE] = 1;
	munmap((void *)(uintptr_t)memory, pages * PAGE);
}

static int count_fds(void)
{
	int count = 0;

	for (int fd = 0; fd < 256; fd++)
		count += fcntl(fd, F_GETFD) >= 0;
	return count;
}

static void children_are_counted_apart_from_their_parent(void **state)
{
	struct counter_reading readings[COUNTER_COUNT];
	const struct counter_reading *faults = &readings[COUNTER_PAGE_FAULTS];
	struct counters counters;
	int before = count_fds(), status;
	pid_t pid;

	(void)state;
	counters_start(&counters, readings);
	touch_pages(PAGES);
	pid = fork();
	if (pid == 0) {
		touch_pages(3 * PAGES);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	counters_finish(&counters, readings);
	assert_int_equal(count_fds(), before); /* none is left open */
	if (faults->error == EACCES || faults->error == EPERM || faults->error == ENOSYS)
		skip();
	assert_int_equal(faults->error, 0);
	assert_in_range(faults->parent, PAGES, 2 * PAGES - 1);
	assert_in_range(faults->both - faults->parent, 3 * PAGES, 4 * PAGES);
	assert_true(faults->running_ns > 0 && faults->running_ns <= faults->enabled_ns);
}

/* An event that this machine lacks is an error, not a count of 0. */
static void an_event_is_counted_or_refused(void **state)
{
	struct counter_reading readings[COUNTER_COUNT];
	struct counters counters;

	(void)state;
	counters_start(&counters, readings);
	touch_pages(PAGES);
	counters_finish(&counters, readings);
	for (int i = 0; i < COUNTER_COUNT; i++) {
		assert_non_null(counter_names[i]);
		assert_true(readings[i].error >= 0);
		if (readings[i].error)
			assert_int_equal(readings[i].both, 0);
		else
			assert_true(readings[i].both >= readings[i].parent);
	}
}

/* What happens before and after is not counted. */
static void only_what_happens_meanwhile_is_counted(void **state)
{
	struct counter_reading readings[COUNTER_COUNT];
	struct counters counters;

	(void)state;
	touch_pages(PAGES);
	counters_start(&counters, readings);
	counters_finish(&counters, readings);
	touch_pages(PAGES);
	assert_true(readings[COUNTER_PAGE_FAULTS].both < PAGES / 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(children_are_counted_apart_from_their_parent),
		cmocka_unit_test(an_event_is_counted_or_refused),
		cmocka_unit_test(only_what_happens_meanwhile_is_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
