/*
 * test_hang: which children are ended when a sample takes too long. The test process is the
 * subject: it makes children that live on, and reports the progress of its spawners in an arena.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/run/hang.h"

#include "procbench/sys/clock.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define TIMEOUT_NS UINT64_C(1000000)
#define LATE_NS    (10 * TIMEOUT_NS)
#define NEVER_NS   UINT64_C(3600000000000) /* until then nobody is late, however slow we are */

static struct arena_header header;
static struct hang hang;

static pid_t start_child(void)
{
	pid_t pid = fork();

	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		for (;;)
			pause();
	}
	assert_true(pid > 0);
	return pid;
}

static bool lives(pid_t pid)
{
	siginfo_t info = {0};

	assert_int_equal(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT), 0);
	return info.si_pid == 0;
}

/* Waits for its end, by SIGKILL. */
static void reap_ended(pid_t pid)
{
	int status;

	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static void end_child(pid_t pid)
{
	kill(pid, SIGKILL);
	reap_ended(pid);
}

static int set_up(void **state)
{
	(void)state;
	memset(&header, 0, sizeof(header));
	hang = (struct hang){0};
	header.state = ARENA_RUNNING;
	header.spawner_count = 1;
	return 0;
}

/* Spawner `i` has taken so many samples, the last of them long ago, or not yet. */
static void put(int i, uint64_t done, bool late)
{
	header.spawners[i].done = done;
	header.spawners[i].alive_ns = late ? clock_now_ns() - LATE_NS : clock_now_ns() + NEVER_NS;
}

static enum hang_step look(void)
{
	return hang_look(&hang, &header, getpid(), TIMEOUT_NS);
}

/* As if the subject had not gone on for as long as it may. */
static void be_patient(void)
{
	header.spawners[0].granted_ns -= LATE_NS;
	hang.ended_ns[0] -= HANG_PATIENCE_NS;
}

/* ---- one spawner ---- */

static void who_is_in_time_is_left_alone(void **state)
{
	pid_t child = start_child();

	(void)state;
	put(0, 5, false);
	assert_int_equal(look(), HANG_NOTHING);
	put(0, 5, true);
	header.state = ARENA_READY;
	assert_int_equal(look(), HANG_NOTHING);
	header.state = ARENA_RUNNING;
	header.spawners[0].alive_ns = 0; /* it has ended, or waits for the others */
	assert_int_equal(look(), HANG_NOTHING);
	assert_true(lives(child));
	end_child(child);
}

static void what_hangs_is_ended(void **state)
{
	pid_t child = start_child();

	(void)state;
	put(0, 5, true);
	assert_int_equal(look(), HANG_ENDED);
	assert_int_equal(header.spawners[0].timed_out, 6);
	assert_int_equal(hang_deadline_ns(&header, TIMEOUT_NS),
			 header.spawners[0].granted_ns + TIMEOUT_NS);
	reap_ended(child);
}

static void a_subject_without_a_child_hangs_itself(void **state)
{
	(void)state;
	put(0, 5, true);
	assert_int_equal(look(), HANG_ENDED); /* its child may have just ended */
	for (int i = 0; i < 10; i++) {        /* it may wait for its turn on the CPU */
		header.spawners[0].granted_ns -= LATE_NS;
		assert_int_equal(look(), HANG_ENDED);
	}
	be_patient();
	assert_int_equal(look(), HANG_SUBJECT);
}

/* What has just been killed takes its time to be reaped, whatever was killed before. */
static void a_killed_child_gives_new_patience(void **state)
{
	pid_t child;

	(void)state;
	put(0, 5, true);
	assert_int_equal(look(), HANG_ENDED);
	child = start_child();
	be_patient();
	assert_int_equal(look(), HANG_ENDED);
	reap_ended(child);
	header.spawners[0].granted_ns -= LATE_NS;
	assert_int_equal(look(), HANG_ENDED);
}

static void a_subject_that_makes_more_of_them_hangs_itself(void **state)
{
	int rounds = 0;

	(void)state;
	put(0, 5, true);
	for (;; rounds++) {
		pid_t child = start_child();
		enum hang_step step = look();

		if (step == HANG_SUBJECT) {
			end_child(child);
			break;
		}
		assert_int_equal(step, HANG_ENDED);
		reap_ended(child);
		header.spawners[0].granted_ns -= LATE_NS;
		assert_true(rounds < 10);
	}
	assert_true(rounds > 1);
}

/* Dead children of the subject's shape are none that hang, and none that could be ended. */
static void the_dead_are_not_counted(void **state)
{
	pid_t dead = start_child();
	siginfo_t info;

	(void)state;
	kill(dead, SIGKILL);
	assert_int_equal(waitid(P_PID, (id_t)dead, &info, WEXITED | WNOWAIT), 0);
	put(0, 5, true);
	assert_int_equal(look(), HANG_ENDED);
	be_patient();
	assert_int_equal(look(), HANG_SUBJECT);
	reap_ended(dead);
}

/* ---- several ---- */

/*
 * Children cannot be assigned to spawners until the spawner that is in time continues: then its
 * first child is gone, its next one is not held, and the other's is what hangs.
 */
static void the_next_samples_child_is_left_alone(void **state)
{
	pid_t hanging = start_child(), first = start_child(), next;

	(void)state;
	header.spawner_count = 2;
	put(0, 5, true);
	put(1, 70, false);
	assert_int_equal(look(), HANG_WAIT);
	assert_true(lives(hanging) && lives(first));
	end_child(first);
	next = start_child();
	assert_int_equal(look(), HANG_WAIT);
	put(1, 71, false);
	assert_int_equal(look(), HANG_ENDED);
	reap_ended(hanging);
	assert_true(lives(next));
	assert_int_equal(header.spawners[0].timed_out, 6);
	assert_int_equal(header.spawners[1].timed_out, 0);
	end_child(next);
}

/* What is late when it is looked at, and goes on before it is judged. */
static void who_goes_on_at_last_is_left_alone(void **state)
{
	pid_t slow = start_child(), other = start_child(), next;

	(void)state;
	header.spawner_count = 2;
	put(0, 5, true);
	put(1, 70, false);
	assert_int_equal(look(), HANG_WAIT);
	end_child(slow);
	put(0, 6, false);
	next = start_child();
	end_child(other);
	put(1, 71, false);
	assert_int_equal(look(), HANG_NOTHING);
	assert_true(lives(next));
	assert_int_equal(header.spawners[0].timed_out, 0);
	end_child(next);
}

static void all_that_hang_are_ended_together(void **state)
{
	pid_t children[] = {start_child(), start_child()};

	(void)state;
	header.spawner_count = 3;
	put(0, 5, true);
	put(1, 70, true);
	header.spawners[2].done = 9; /* has taken all of its samples */
	assert_int_equal(look(), HANG_ENDED);
	reap_ended(children[0]);
	reap_ended(children[1]);
	assert_int_equal(header.spawners[0].timed_out, 6);
	assert_int_equal(header.spawners[1].timed_out, 71);
	assert_int_equal(header.spawners[2].timed_out, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(who_is_in_time_is_left_alone, set_up),
		cmocka_unit_test_setup(what_hangs_is_ended, set_up),
		cmocka_unit_test_setup(a_subject_without_a_child_hangs_itself, set_up),
		cmocka_unit_test_setup(a_killed_child_gives_new_patience, set_up),
		cmocka_unit_test_setup(a_subject_that_makes_more_of_them_hangs_itself, set_up),
		cmocka_unit_test_setup(the_dead_are_not_counted, set_up),
		cmocka_unit_test_setup(the_next_samples_child_is_left_alone, set_up),
		cmocka_unit_test_setup(who_goes_on_at_last_is_left_alone, set_up),
		cmocka_unit_test_setup(all_that_hang_are_ended_together, set_up),
	};

	clock_open(getauxval(AT_SYSINFO_EHDR));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
