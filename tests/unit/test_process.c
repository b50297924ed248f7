/*
 * test_process: finding and ending the processes below one.
 *
 * Every process that a test starts tells through a pipe that it is in its place, and holds that
 * pipe open for as long as it lives: when all are gone, the pipe is at its end.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/sys/process.h"
#include "procbench/sys/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

#define PATIENCE 300 /* seconds until whatever hangs, or is left over, ends by itself */

/* Exit status of a process that tries something. */
#define NOT_POSSIBLE 77
#define SURVIVED     98

static int told[2]; /* the pipe */

static void open_pipe(void)
{
	assert_int_equal(pipe2(told, O_CLOEXEC), 0);
}

static void tell(void)
{
	if (write(told[1], "x", 1) != 1)
		_exit(1);
}

static void wait_until_told(int times)
{
	char byte;

	for (int i = 0; i < times; i++)
		if (read(told[0], &byte, 1) != 1) {
			perror("somebody died before it was in its place");
			_exit(1);
		}
}

static __attribute__((noreturn)) void live(void)
{
	tell();
	sleep(PATIENCE); /* not a wait: it is ended */
	_exit(1);
}

/* A child of that name that lives until it is ended. */
static pid_t start_named(const char *name)
{
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	prctl(PR_SET_NAME, name);
	live();
}

/* One of them, or any of them for -1. */
static void reap_ended(pid_t pid, int signal)
{
	int status = 0;

	assert_true(waitpid(pid, &status, 0) > 0);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), signal);
}

/* An emulator of another processor knows no subreapers. */
static void skip_where_emulated(void)
{
	if (getenv("PROCBENCH_TEST_EMULATED"))
		skip();
}

/* ---- finding ---- */

/* The name stands in brackets before the parent's pid, and may hold whatever it likes. */
static const char *const names[] = {
	"plain",           ") R 1 (",  "(",     ")",   "",   " ",
	")))) S 0 0",      ") S 1) R", "1 2 3", "\n)", "()", "(x) ",
	"fifteen letters",
};

static void children_are_found_whatever_they_are_called(void **state)
{
	pid_t pids[LENGTH(names)];

	(void)state;
	alarm(PATIENCE);
	open_pipe();
	assert_int_equal(process_signal_children(getpid(), 0), 0);
	for (size_t i = 0; i < LENGTH(names); i++) {
		pids[i] = start_named(names[i]);
		wait_until_told(1);
		assert_int_equal(process_signal_children(getpid(), 0), i + 1);
	}
	assert_int_equal(process_signal_children(getpid(), SIGTERM), LENGTH(names));
	for (size_t i = 0; i < LENGTH(names); i++)
		reap_ended(pids[i], SIGTERM);
	assert_int_equal(process_signal_children(getpid(), 0), 0);
	close(told[0]);
	close(told[1]);
}

/* More than one read of the folder gives. */
static void many_children_are_found(void **state)
{
	enum { MANY = 200 };

	(void)state;
	alarm(PATIENCE);
	open_pipe();
	for (int i = 0; i < MANY; i++)
		assert_true(start_named("many") > 0);
	wait_until_told(MANY);
	assert_int_equal(process_signal_children(getpid(), SIGKILL), MANY);
	for (int i = 0; i < MANY; i++)
		reap_ended(-1, SIGKILL);
	close(told[0]);
	close(told[1]);
}

/* A child, and its child, which claims by its name to be ours; it answers when asked. */
struct family {
	pid_t child, grandchild;
	int ask[2], answer[2];
};

static __attribute__((noreturn)) void live_as_grandchild(struct family *family, pid_t claimed)
{
	char name[16], byte;
	pid_t self = getpid();

	snprintf(name, sizeof(name), ") R %d (", (int)claimed);
	prctl(PR_SET_NAME, name);
	close(family->ask[1]); /* or it would wait for itself */
	if (write(family->answer[1], &self, sizeof(self)) != sizeof(self) ||
	    read(family->ask[0], &byte, 1) != 1 || write(family->answer[1], &byte, 1) != 1)
		_exit(1);
	_exit(0);
}

static void start_family(struct family *family)
{
	pid_t claimed = getpid();

	assert_int_equal(pipe2(family->ask, O_CLOEXEC), 0);
	assert_int_equal(pipe2(family->answer, O_CLOEXEC), 0);
	family->child = fork();
	if (family->child == 0) {
		if (fork() == 0)
			live_as_grandchild(family, claimed);
		close(family->ask[1]);
		sleep(PATIENCE); /* not a wait: it is ended */
		_exit(1);
	}
	close(family->ask[0]);
	close(family->answer[1]);
	assert_int_equal(read(family->answer[0], &family->grandchild, sizeof(family->grandchild)),
			 sizeof(family->grandchild));
}

/* A signal that was sent to it before is delivered before it can answer. */
static bool still_answers(struct family *family)
{
	char byte = '?';

	return write(family->ask[1], "!", 1) == 1 && read(family->answer[0], &byte, 1) == 1 &&
	       byte == '!';
}

static void end_family(struct family *family)
{
	close(family->ask[1]);
	close(family->answer[0]);
}

static void only_ones_own_children_are_signalled(void **state)
{
	struct family family;
	int status = -1;

	(void)state;
	skip_where_emulated();
	alarm(PATIENCE);
	assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
	start_family(&family);
	assert_int_equal(process_signal_children(getpid(), 0), 1);
	assert_int_equal(process_signal_children(family.child, 0), 1);
	assert_int_equal(process_signal_children(family.grandchild, 0), 0);
	/* stopped, it dies only after the look is over, and leaves nobody to us during it */
	assert_int_equal(kill(family.child, SIGSTOP), 0);
	assert_int_equal(waitpid(family.child, &status, WUNTRACED), family.child);
	assert_int_equal(process_signal_children(getpid(), SIGTERM), 1);
	assert_int_equal(kill(family.child, SIGCONT), 0);
	reap_ended(family.child, SIGTERM);
	assert_int_equal(process_signal_children(getpid(), 0), 1); /* inherited */
	assert_true(still_answers(&family));
	assert_int_equal(waitpid(family.grandchild, &status, 0), family.grandchild);
	assert_int_equal(status, 0);
	assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 0), 0);
	end_family(&family);
}

/* ---- ending ---- */

static void start(void (*life)(void))
{
	if (fork() == 0) {
		life();
		_exit(0);
	}
}

static void await(int what)
{
	siginfo_t info;

	waitid(P_ALL, 0, &info, what | WNOWAIT);
}

static void live_in_own_session(void)
{
	setsid();
	live();
}

static void live_with_deaf_ears(void)
{
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	live();
}

static void live_with_a_session_of_children(void)
{
	setsid();
	start(live_in_own_session);
	start(live_in_own_session);
	live();
}

static void live_deep(void)
{
	start(live_with_a_session_of_children);
	live();
}

static void leave_orphans(void)
{
	start(live_in_own_session);
	start(live_in_own_session);
}

static void stop(void)
{
	raise(SIGSTOP);
}

static void live_after_clone(void *unused)
{
	(void)unused;
	live();
}

static void build_nobody(void)
{
}

static void build_three(void)
{
	for (int i = 0; i < 3; i++)
		start(live);
}

static void build_dead(void)
{
	start(build_nobody);
	await(WEXITED);
}

static void build_dead_and_living(void)
{
	build_three();
	build_dead();
}

static void build_stopped(void)
{
	start(stop);
	await(WSTOPPED);
	start(live_with_deaf_ears);
}

static void build_deep(void)
{
	start(live_deep);
}

static void build_orphans(void)
{
	start(leave_orphans);
	await(WEXITED);
}

/* Nobody is told of its death, and a plain wait does not see it. */
static void build_silent(void)
{
	if (sys_clone(0, NULL, NULL, live_after_clone, NULL) < 0)
		_exit(NOT_POSSIBLE); /* an emulator knows no such child */
}

static const struct scene {
	const char *what;
	void (*build)(void);
	int told; /* how many tell that they are in their place */
	int reaped;
} scenes[] = {
	{"nobody", build_nobody, 0, 0},
	{"three", build_three, 3, 3},
	{"one that is dead already", build_dead, 0, 1},
	{"three, and one that is dead already", build_dead_and_living, 3, 4},
	{"one that is stopped, one that blocks signals", build_stopped, 1, 2},
	{"three generations, two of them in sessions of their own", build_deep, 4, 4},
	{"orphans in sessions of their own", build_orphans, 2, 3},
	{"one without an exit signal", build_silent, 1, 1},
};

/* Exit status: how many were reaped, or SURVIVED. */
static __attribute__((noreturn)) void play(const struct scene *scene)
{
	int reaped;
	char byte;

	alarm(PATIENCE);
	open_pipe();
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	scene->build();
	wait_until_told(scene->told);
	close(told[1]);
	reaped = process_end_children();
	fcntl(told[0], F_SETFL, O_NONBLOCK);
	_exit(read(told[0], &byte, 1) == 0 ? reaped : SURVIVED);
}

static void everything_below_is_ended_and_reaped(void **state)
{
	(void)state;
	skip_where_emulated();
	for (size_t i = 0; i < LENGTH(scenes); i++) {
		int status = 0;
		pid_t pid = fork();

		if (pid == 0)
			play(&scenes[i]);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		if (status == NOT_POSSIBLE << 8)
			print_message("          skipped: %s\n", scenes[i].what);
		else if (status != scenes[i].reaped << 8)
			fail_msg("%s: status 0x%x", scenes[i].what, (unsigned)status);
	}
}

/* In a process that is no subreaper: its grandchild becomes somebody else's. */
static __attribute__((noreturn)) void end_own_children(struct family *family)
{
	start_family(family);
	_exit(process_end_children() == 1 && still_answers(family) ? 0 : 1);
}

static void others_are_left_alone(void **state)
{
	struct family family;
	int status = -1;
	pid_t pid;

	(void)state;
	skip_where_emulated();
	alarm(PATIENCE);
	assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
	pid = fork();
	if (pid == 0)
		end_own_children(&family);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_true(wait(&status) > 0); /* the grandchild, ours now, which was not ended */
	assert_int_equal(status, 0);
	assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 0), 0);
}

static void a_parent_is_known(void **state)
{
	pid_t child, gone;

	(void)state;
	alarm(PATIENCE);
	open_pipe();
	child = start_named("child");
	gone = fork();
	if (gone == 0)
		_exit(0);
	wait_until_told(1);
	assert_int_equal(waitpid(gone, NULL, 0), gone);
	assert_true(process_is_child(child, getpid()));
	assert_true(process_is_child(getpid(), getppid()));
	assert_false(process_is_child(child, getppid()));
	assert_false(process_is_child(getpid(), child));
	assert_false(process_is_child(gone, getpid()));
	assert_false(process_is_child(0, getpid()));
	assert_false(process_is_child(-1, getpid()));
	assert_false(process_is_child(1, 0));
	kill(child, SIGKILL);
	reap_ended(child, SIGKILL);
	close(told[0]);
	close(told[1]);
}

/* ---- listing ---- */

/* The dead are none of them, nor are those beyond the room there is. */
static void living_children_are_listed(void **state)
{
	pid_t children[3], listed[4];
	siginfo_t info;

	(void)state;
	alarm(PATIENCE);
	open_pipe();
	for (size_t i = 0; i < LENGTH(children); i++)
		children[i] = start_named("(x) Z 1");
	wait_until_told(LENGTH(children));
	assert_int_equal(process_list_children(getpid(), listed, LENGTH(listed)), 3);
	for (size_t i = 0; i < LENGTH(children); i++)
		assert_true(listed[0] == children[i] || listed[1] == children[i] ||
			    listed[2] == children[i]);
	assert_int_equal(process_list_children(getpid(), listed, 2), 2);
	kill(children[1], SIGKILL);
	assert_int_equal(waitid(P_PID, (id_t)children[1], &info, WEXITED | WNOWAIT), 0);
	assert_int_equal(process_list_children(getpid(), listed, LENGTH(listed)), 2);
	assert_true(listed[0] != children[1] && listed[1] != children[1]);
	assert_int_equal(process_list_children(children[0], listed, LENGTH(listed)), 0);
	process_signal_children(getpid(), SIGKILL);
	for (size_t i = 0; i < LENGTH(children); i++)
		reap_ended(children[i], SIGKILL);
	close(told[0]);
	close(told[1]);
}

/* ---- threads ---- */

static volatile pid_t signalled[3];
static volatile int signalled_count;

static void note_thread(int number)
{
	(void)number;
	signalled[__atomic_fetch_add(&signalled_count, 1, __ATOMIC_SEQ_CST)] = (pid_t)sys_gettid();
}

static void *wait_for_signal(void *tid)
{
	*(pid_t *)tid = (pid_t)sys_gettid();
	tell();
	while (signalled_count < 2)
		sys_sleep_ms(1);
	return NULL;
}

static void every_other_thread_is_signalled(void **state)
{
	struct sigaction action = {.sa_handler = note_thread}, before;
	pthread_t threads[2];
	pid_t tids[2];

	(void)state;
	skip_where_emulated(); /* it has a thread of its own */
	alarm(PATIENCE);
	open_pipe();
	sigaction(SIGUSR1, &action, &before);
	for (size_t i = 0; i < LENGTH(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, wait_for_signal, &tids[i]), 0);
	wait_until_told(LENGTH(threads));
	process_signal_threads(SIGUSR1);
	for (size_t i = 0; i < LENGTH(threads); i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	sigaction(SIGUSR1, &before, NULL);
	assert_int_equal(signalled_count, 2);
	for (size_t i = 0; i < LENGTH(tids); i++)
		assert_true(signalled[0] == tids[i] || signalled[1] == tids[i]);
	close(told[0]);
	close(told[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(children_are_found_whatever_they_are_called),
		cmocka_unit_test(many_children_are_found),
		cmocka_unit_test(only_ones_own_children_are_signalled),
		cmocka_unit_test(living_children_are_listed),
		cmocka_unit_test(every_other_thread_is_signalled),
		cmocka_unit_test(a_parent_is_known),
		cmocka_unit_test(everything_below_is_ended_and_reaped),
		cmocka_unit_test(others_are_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
