/*
 * test_family: members are ended together, and no other process is.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/sys/family.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE_MS 300000 /* an event that takes longer is lost */

/* Held open by everything that a member starts; its other end says when the last of them is gone.
 */
static int held[2];
static int tidied[2];

static void open_pipes(void)
{
	assert_int_equal(pipe(held), 0);
	assert_int_equal(pipe(tidied), 0);
}

static void assert_all_gone(void)
{
	char byte;

	close(held[1]);
	assert_int_equal(read(held[0], &byte, 1), 0);
	close(held[0]);
}

static void wait_for_ever(void *context, size_t number)
{
	(void)context;
	(void)number;
	for (;;)
		pause();
}

/* Leaves a child that has left the group, and the parent. */
static void orphan_one(void *context, size_t number)
{
	if (fork() == 0 && setsid() > 0)
		wait_for_ever(context, number);
	_exit((int)number);
}

static void stop_oneself(void *context, size_t number)
{
	raise(SIGSTOP);
	wait_for_ever(context, number);
}

static void note_tidy(void *context, size_t number, pid_t pid)
{
	const char byte = (char)('0' + number);

	(void)context;
	assert_true(pid > 0);
	assert_int_equal(write(tidied[1], &byte, 1), 1);
}

static struct family_event next(const struct family *family)
{
	struct pollfd poll_fd = {.fd = family->events, .events = POLLIN};
	struct family_event event;

	assert_int_equal(poll(&poll_fd, 1, PATIENCE_MS), 1);
	assert_int_equal(family_read(family, &event), 1);
	return event;
}

static struct family start(const struct family_plan *plan)
{
	struct family family;
	struct error error;

	open_pipes();
	assert_int_equal(family_start(&family, plan, &error), 0);
	return family;
}

/* An emulator of another processor does not support subreapers. */
static void skip_where_emulated(void)
{
	if (getenv("PROCBENCH_TEST_EMULATED"))
		skip();
}

static void members_end_with_all_below_them(void **state)
{
	const struct family_plan plan = {.count = 2, .live = orphan_one, .tidy = note_tidy};
	struct family family;
	char bytes[3];

	(void)state;
	skip_where_emulated();
	family = start(&plan);
	for (int started = 0, ended = 0; started + ended < 4;) {
		struct family_event event = next(&family);

		started += event.kind == FAMILY_STARTED;
		if (event.kind == FAMILY_ENDED) {
			assert_int_equal(WEXITSTATUS(event.status), event.number);
			ended++;
		}
	}
	assert_true(family_end(&family));
	assert_all_gone();
	assert_int_equal(read(tidied[0], bytes, sizeof(bytes)), 2);
}

static void other_children_live_on(void **state)
{
	const struct family_plan plan = {.count = 1, .live = wait_for_ever};
	pid_t other = fork();
	struct family family;
	int status;

	(void)state;
	if (other == 0)
		wait_for_ever(NULL, 0);
	family = start(&plan);
	assert_int_equal(next(&family).kind, FAMILY_STARTED);
	assert_true(family_end(&family));
	assert_int_equal(waitpid(other, &status, WNOHANG), 0);
	kill(other, SIGKILL);
	assert_int_equal(waitpid(other, &status, 0), other);
	assert_int_equal(waitpid(-1, &status, 0), -1); /* the family is no child of ours */
	assert_int_equal(errno, ECHILD);
}

static void one_that_is_stopped_is_told(void **state)
{
	const struct family_plan plan = {.count = 1, .live = stop_oneself};
	struct family family = start(&plan);
	struct family_event event;

	(void)state;
	assert_int_equal(next(&family).kind, FAMILY_STARTED);
	event = next(&family);
	assert_int_equal(event.kind, FAMILY_STOPPED);
	assert_int_equal(event.status, SIGSTOP);
	assert_true(family_end(&family));
	assert_all_gone();
}

/* An order that comes at once, to one who ignores that signal, reaches the keeper all the same. */
static void an_ignored_signal_ends_it(void **state)
{
	const struct family_plan plan = {.count = 1, .live = wait_for_ever};

	(void)state;
	signal(SIGTERM, SIG_IGN);
	for (int i = 0; i < 50; i++) {
		struct family family = start(&plan);

		assert_true(family_end(&family));
		assert_all_gone();
	}
	signal(SIGTERM, SIG_DFL);
}

static void a_killed_keeper_is_told_and_takes_its_members_along(void **state)
{
	const struct family_plan plan = {.count = 1, .live = wait_for_ever};
	struct family family = start(&plan);
	struct family_event event;
	struct pollfd poll_fd = {.fd = family.events, .events = POLLIN};

	(void)state;
	assert_int_equal(next(&family).kind, FAMILY_STARTED);
	kill(family.keeper, SIGKILL);
	assert_int_equal(poll(&poll_fd, 1, PATIENCE_MS), 1);
	assert_int_equal(family_read(&family, &event), -EPIPE);
	assert_false(family_end(&family));
	assert_all_gone();
}

static void a_stopped_keeper_goes_on(void **state)
{
	const struct family_plan plan = {.count = 1, .live = wait_for_ever};
	struct family family = start(&plan);

	(void)state;
	kill(family.keeper, SIGSTOP);
	assert_true(family_end(&family));
	assert_all_gone();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_end_with_all_below_them),
		cmocka_unit_test(other_children_live_on),
		cmocka_unit_test(one_that_is_stopped_is_told),
		cmocka_unit_test(an_ignored_signal_ends_it),
		cmocka_unit_test(a_killed_keeper_is_told_and_takes_its_members_along),
		cmocka_unit_test(a_stopped_keeper_goes_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
