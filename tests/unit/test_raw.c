/* test_raw: the raw calls whose answers are translated. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/sys/raw.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t child_that(int exit_status, int signal)
{
	pid_t pid = fork();

	if (pid == 0) {
		if (signal)
			raise(signal);
		_exit(exit_status);
	}
	assert_true(pid > 0);
	return pid;
}

static void check_waitid(int exit_status, int signal)
{
	pid_t pid = child_that(exit_status, signal);
	struct rusage usage = {.ru_minflt = -1};
	int status = -1;

	assert_int_equal(sys_waitid(P_PID, pid, &status, WEXITED, &usage), pid);
	assert_true(usage.ru_minflt >= 0);
	if (signal) {
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), signal);
	} else {
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), exit_status);
	}
}

static void waitid_tells_what_wait4_tells(void **state)
{
	(void)state;
	check_waitid(0, 0);
	check_waitid(3, 0);
	check_waitid(255, 0);
	check_waitid(0, SIGKILL);
	check_waitid(0, SIGTERM);
}

static void waitid_tells_why_not(void **state)
{
	struct rusage usage;
	int status = -1;
	pid_t pid = fork();

	(void)state;
	if (pid == 0)
		for (;;)
			pause();
	assert_int_equal(sys_waitid(P_PID, pid, &status, WEXITED | WNOHANG, &usage), 0);
	kill(pid, SIGKILL);
	assert_int_equal(sys_waitid(P_PID, pid, &status, WEXITED, &usage), pid);
	assert_int_equal(sys_waitid(P_PID, pid, &status, WEXITED, &usage), -ECHILD);
}

static void futex_does_not_sleep_on_another_value(void **state)
{
	volatile int word = 1;

	(void)state;
	assert_int_equal(sys_futex_wait(&word, 2), -EAGAIN);
}

static volatile int word_to_wake;

static void *sleep_on_word(void *unused)
{
	(void)unused;
	while (word_to_wake == 0)
		sys_futex_wait(&word_to_wake, 0);
	return NULL;
}

static void futex_wakes_all_who_sleep(void **state)
{
	pthread_t threads[3];
	long woken = 0;

	(void)state;
	for (int i = 0; i < 3; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, sleep_on_word, NULL), 0);
	while (woken < 3) { /* they go back to sleep as long as the word is the same */
		woken = sys_futex_wake(&word_to_wake);
		assert_true(woken >= 0);
	}
	word_to_wake = 1;
	sys_futex_wake(&word_to_wake);
	for (int i = 0; i < 3; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
}

static void a_pidfd_signals_its_process(void **state)
{
	int status, fd;
	pid_t pid = fork();

	(void)state;
	if (pid == 0)
		for (;;)
			pause();
	fd = (int)sys_pidfd_open(pid);
	if (fd < 0)
		skip();
	assert_int_equal(sys_pidfd_signal(fd, SIGTERM), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
	assert_int_equal(sys_pidfd_signal(fd, SIGTERM), -ESRCH); /* whoever has its pid now */
	sys_close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(waitid_tells_what_wait4_tells),
		cmocka_unit_test(waitid_tells_why_not),
		cmocka_unit_test(futex_does_not_sleep_on_another_value),
		cmocka_unit_test(futex_wakes_all_who_sleep),
		cmocka_unit_test(a_pidfd_signals_its_process),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
