/* test_placement: a child that does not inherit its CPUs looks for itself. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/subject/placement.h"

#include "procbench/base/keys.h"
#include "procbench/sys/cpus.h"
#include "procbench/sys/raw.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Where the kernel puts the child, as that of a cgroup with a cpuset of its own; -1: it inherits.
 */
static int child_starts_on;

static long create(struct creation *creation)
{
	pid_t pid = fork();

	if (pid == 0) {
		if (child_starts_on >= 0)
			sys_move_to_cpu(child_starts_on);
		creation_run_child(creation);
	}
	return pid;
}

static long refuse(struct creation *creation)
{
	(void)creation;
	return -EAGAIN;
}

struct setup {
	struct arena_header header;
	struct arena_spawner spawner;
	struct creation creation;
	int first, second; /* CPUs */
	cpu_set_t before;
};

static int set_up(void **state)
{
	struct setup *s = calloc(1, sizeof(*s));
	struct cpus allowed = cpus_allowed();

	*state = s;
	if (!s || sched_getaffinity(0, sizeof(s->before), &s->before) < 0)
		return -1;
	s->first = cpus_pick(&allowed, 0);
	s->second = cpus_pick(&allowed, 1);
	s->spawner = (struct arena_spawner){.cpu = s->first, .child_cpu = -1};
	s->creation.calls.reap = creation_reap;
	s->creation.calls.settle = creation_settle_nothing;
	s->creation.trial = create;
	child_starts_on = -1;
	return (int)sys_move_to_cpu(s->first);
}

static int tear_down(void **state)
{
	struct setup *s = *state;
	int status = sched_setaffinity(0, sizeof(s->before), &s->before);

	free(s);
	return status;
}

static int check(struct setup *s, char why[PLACEMENT_TEXT_BYTES])
{
	int status = placement_check_trial(&s->header, &s->spawner, &s->creation, why);

	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* it was reaped */
	return status;
}

static void a_child_on_the_cpu_of_its_parent_is_right(void **state)
{
	char why[PLACEMENT_TEXT_BYTES] = "";

	assert_int_equal(check(*state, why), 0);
	assert_string_equal(why, "");
}

static void a_child_on_other_cpus_is_found_out(void **state)
{
	struct setup *s = *state;
	char why[PLACEMENT_TEXT_BYTES] = "";

	if (s->first == s->second)
		skip();
	child_starts_on = s->second;
	assert_int_equal(check(s, why), -1);
	assert_non_null(strstr(why, "wanted for the child, but the cpuset of its cgroup"));
	/* nothing is stated with cpu=any */
	s->header.number[KEY_CPU] = KEY_CPU_ANY;
	assert_int_equal(check(s, why), 0);
}

static void a_child_that_moves_is_where_it_moved(void **state)
{
	struct setup *s = *state;
	char why[PLACEMENT_TEXT_BYTES] = "";

	if (s->first == s->second)
		skip();
	child_starts_on = s->second;
	s->spawner.child_cpu = s->first;
	assert_int_equal(check(s, why), 0);
	s->spawner.child_cpu = 8 * CPUS_SET_BYTES - 1; /* which is not there */
	assert_int_equal(check(s, why), -1);
}

/* The samples will fail in the same way, and are counted. */
static void a_creation_that_fails_says_nothing(void **state)
{
	struct setup *s = *state;
	char why[PLACEMENT_TEXT_BYTES] = "";

	s->creation.trial = refuse;
	assert_int_equal(check(s, why), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_child_on_the_cpu_of_its_parent_is_right, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_child_on_other_cpus_is_found_out, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_child_that_moves_is_where_it_moved, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_creation_that_fails_says_nothing, set_up,
						tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
