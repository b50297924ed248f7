/* Observing: programs with known creations are reported correctly. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/observe/observe.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORDS_MAX 24
#define LINES_MAX 4096

static char output[] = "/tmp/procbench-observe-XXXXXX";

/* In the observed process: what it prints goes to the file. */
static void redirect(void)
{
	int fd = open(output, O_WRONLY | O_TRUNC);

	dup2(fd, STDOUT_FILENO);
	close(fd);
}

static const char *tool(const char *name)
{
	static char path[512];
	const char *folder = getenv("TOOLS");

	snprintf(path, sizeof(path), "%s/%s", folder ? folder : "build/tests/tools", name);
	return path;
}

static void observe_with(struct observation *seen, struct observe_request request, char **argv)
{
	struct error error = {0};

	request.argv = argv;
	request.prepare = redirect;
	if (observe_run(&request, seen, &error) < 0)
		fail_msg("%s", error.text);
	assert_int_equal(seen->losses.events, 0);
	assert_int_equal(seen->losses.callers_unknown, 0);
}

/* Observes the tool with words that blanks separate. */
static void observe(struct observation *seen, const char *words, bool filter,
		    enum observe_counting counting)
{
	char copy[512], *argv[WORDS_MAX] = {(char *)tool("creates")}, *rest = copy;
	size_t count = 1;

	snprintf(copy, sizeof(copy), "%s", words);
	for (char *word; (word = strsep(&rest, " ")) && count < WORDS_MAX - 1;)
		argv[count++] = word;
	observe_with(seen, (struct observe_request){.filter = filter, .counting = counting}, argv);
	if (seen->end.how != OBSERVE_EXITED || seen->end.status != 0)
		fail_msg("'%s' was disturbed: it ended with %" PRIu64, words, seen->end.status);
}

/* One line of the tool, of a creation. */
struct expected {
	char call[16];
	unsigned long flags;
	int number;
	char child[16];
	long tid;
	int error;
};

static size_t read_expected(struct expected *lines)
{
	FILE *file = fopen(output, "r");
	size_t count = 0;

	assert_non_null(file);
	while (count < LINES_MAX &&
	       fscanf(file, "%15s %lx %d %15s %ld %d", lines[count].call, &lines[count].flags,
		      &lines[count].number, lines[count].child, &lines[count].tid,
		      &lines[count].error) == 6)
		count++;
	fclose(file);
	return count;
}

static void check_creation(const struct observe_creation *seen, const struct expected *expected)
{
	assert_string_equal(seen->call, expected->call);
	assert_int_equal(seen->flag_bits, expected->flags);
	assert_int_equal(seen->exit_signal, expected->number);
	assert_int_equal(seen->tid, expected->tid);
	assert_int_equal(seen->error, expected->error);
	if (expected->error)
		assert_true(seen->child == OBSERVE_UNKNOWN);
	else
		assert_int_equal(seen->child, strtoul(expected->child, NULL, 10));
}

/* Threads are created by libc, which makes its calls in its own way. */
static void check_all(const struct observation *seen)
{
	static struct expected lines[LINES_MAX];
	size_t count = read_expected(lines), at = 0;

	assert_true(count > 0);
	for (size_t i = 0; i < seen->creations.count; i++) {
		if (seen->creations.items[i].kind == OBSERVE_THREAD)
			continue;
		assert_true(at < count);
		check_creation(&seen->creations.items[i], &lines[at++]);
	}
	assert_int_equal(at, count);
}

/* ---- tests ---- */

static const char every[] = "fork vfork stack clone silent clone3 refused thread";

static void every_call_is_seen_as_it_was_made(void **state)
{
	struct observation seen;

	(void)state;
	for (int counting = OBSERVE_COUNT_SOME; counting <= OBSERVE_COUNT_NONE; counting++) {
		observe(&seen, every, true, counting);
		assert_true(seen.is_filtered);
		check_all(&seen);
		observation_free(&seen);
	}
}

/* What a program does by another call it may do long after its last reading. */
static void the_state_is_read_at_the_first_creation_by_each_call(void **state)
{
	struct observation seen;

	(void)state;
	observe(&seen, "fork fork vfork fork clone vfork", true, OBSERVE_COUNT_SOME);
	assert_int_equal(seen.creations.count, 6);
	assert_true(seen.creations.items[2].shape_is_read);
	assert_true(seen.creations.items[4].shape_is_read);
	for (size_t i = 0; i < seen.sites.count; i++)
		assert_true(seen.sites.items[i].shapes > 0);
	observation_free(&seen);
}

static const struct observe_creation *creation_of_kind(const struct observation *seen,
						       enum observe_kind kind)
{
	for (size_t i = 0; i < seen->creations.count; i++)
		if (seen->creations.items[i].kind == kind)
			return &seen->creations.items[i];
	fail_msg("no creation of kind %s", observe_kinds[kind]);
	return NULL;
}

static void kinds_follow_from_memory_and_stack(void **state)
{
	struct observation seen;
	const struct observe_process *process;
	const struct observe_creation *creation;

	(void)state;
	observe(&seen, "vfork stack clone thread", true, OBSERVE_COUNT_NONE);
	assert_false(creation_of_kind(&seen, OBSERVE_VFORK)->own_stack);
	assert_true(creation_of_kind(&seen, OBSERVE_POSIX_SPAWN)->own_stack);
	assert_string_equal(creation_of_kind(&seen, OBSERVE_FORK)->flags, "files+fs");
	creation = creation_of_kind(&seen, OBSERVE_THREAD);
	assert_int_equal(creation->child_process, 0);
	assert_true(creation->end.how == OBSERVE_EXITED);
	process = observation_process(&seen, 1);
	assert_int_equal(process->threads, 2);
	assert_int_equal(process->creations, 5); /* one of them by the thread */
	assert_int_equal(seen.process_count, 5);
	observation_free(&seen);
}

static void a_refused_call_and_what_follows_are_told_apart(void **state)
{
	struct observation seen;

	(void)state;
	observe(&seen, "refused clone refused refused", true, OBSERVE_COUNT_SOME);
	assert_int_equal(seen.creations.count, 4);
	assert_int_equal(seen.creations.items[0].error, EINVAL);
	assert_int_equal(seen.creations.items[0].fallback_of, 0);
	assert_int_equal(seen.creations.items[1].fallback_of, 1);
	assert_int_equal(seen.creations.items[2].fallback_of, 0);
	assert_int_equal(seen.creations.items[3].fallback_of, 0); /* the same call again */
	observation_free(&seen);
}

static void calls_of_other_abis_are_named(void **state)
{
	struct observation seen;

	(void)state;
	observe(&seen, "exec=/bin/true fork abis fork", true, OBSERVE_COUNT_ALL);
	check_all(&seen);
	for (size_t i = 0; i < seen.creations.count; i++) {
		const struct observe_creation *creation = &seen.creations.items[i];
		bool is_own = i == 0 || i + 1 == seen.creations.count;

		assert_true(is_own == !creation->machine);
		if (creation->error == 0)
			assert_int_equal(creation->execs.count, 2);
		if (!is_own)
			assert_string_equal(creation->machine, i == 1 ? "x32" : "i386");
	}
	observation_free(&seen);
}

static void execs_and_calls_before_them_are_recorded(void **state)
{
	struct observation seen;
	const struct observe_creation *creation;

	(void)state;
	observe(&seen, "exec=/bin/true clone vfork", true, OBSERVE_COUNT_ALL);
	assert_int_equal(seen.creations.count, 2);
	for (size_t i = 0; i < 2; i++) {
		creation = &seen.creations.items[i];
		assert_int_equal(creation->execs.count, 2);
		assert_string_equal(creation->execs.items[0].path, "/missing/program");
		assert_int_equal(creation->execs.items[0].error, ENOENT);
		assert_string_equal(creation->execs.items[1].path, "/bin/true");
		assert_int_equal(creation->execs.items[1].error, 0);
		assert_non_null(strstr(creation->program, "/true"));
		assert_true(creation->is_counted && creation->is_count_complete);
		assert_int_equal(creation->calls_total, 0);
		assert_int_equal(creation->end.how, OBSERVE_EXITED);
		assert_int_equal(creation->end.status, 0);
		assert_true(creation->before_exec_ns <= creation->lifetime_ns);
	}
	observation_free(&seen);
}

/* Its child would run under a filter without a tracer, and could not execute. */
static void untraced_children_are_followed_and_not_disturbed(void **state)
{
	struct observation seen;

	(void)state;
	observe(&seen, "exec=/bin/true untraced untraced3 clone", true, OBSERVE_COUNT_SOME);
	check_all(&seen);
	assert_int_equal(seen.losses.untraced, 2);
	assert_non_null(strstr(seen.creations.items[0].flags, "untraced"));
	observation_free(&seen);
}

static void without_a_filter_only_failures_are_missing(void **state)
{
	struct observation seen;

	(void)state;
	observe(&seen, "fork vfork stack clone silent clone3 thread", false, OBSERVE_COUNT_SOME);
	assert_false(seen.is_filtered);
	check_all(&seen);
	observation_free(&seen);
}

/* ---- threads that create at once ---- */

static void no_creation_is_missed_or_given_to_another_thread(void **state)
{
	struct observation seen;
	static long tid_of[4194304 + 1]; /* by child: the kernel's largest pid */
	char words[64];
	const char *scale = getenv("PROCBENCH_TEST_STORM");
	long each = scale ? strtol(scale, NULL, 10) : 60, child, tid, lines = 0;
	size_t processes = 0;
	FILE *file;

	(void)state;
	snprintf(words, sizeof(words), "storm 8 %ld", each);
	observe(&seen, words, true, OBSERVE_COUNT_SOME);
	file = fopen(output, "r");
	assert_non_null(file);
	for (; fscanf(file, "%ld %ld", &child, &tid) == 2; lines++)
		tid_of[child] = tid;
	fclose(file);
	assert_int_equal(lines, 8 * each);
	for (size_t i = 0; i < seen.creations.count; i++) {
		const struct observe_creation *creation = &seen.creations.items[i];

		if (creation->kind == OBSERVE_THREAD)
			continue;
		processes++;
		assert_int_equal(creation->tid, tid_of[creation->child]);
		assert_int_equal(creation->end.how, OBSERVE_EXITED);
	}
	assert_int_equal(processes, 8 * each);
	assert_int_equal(seen.creation_count, 8 * each + 8);
	observation_free(&seen);
}

/* ---- signals, stops and ends ---- */

static void run_shell(struct observation *seen, const char *script)
{
	char *argv[] = {"sh", "-c", (char *)script, NULL};

	observe_with(seen, (struct observe_request){.filter = true}, argv);
}

static void check_shell(const char *script, enum observe_ending how, uint64_t status)
{
	struct observation seen;

	run_shell(&seen, script);
	assert_int_equal(seen.end.how, how);
	assert_int_equal(seen.end.status, status);
	observation_free(&seen);
}

static void ends_and_signals_are_those_of_the_command(void **state)
{
	(void)state;
	check_shell("exit 7", OBSERVE_EXITED, 7);
	check_shell("kill -9 $$", OBSERVE_KILLED, SIGKILL);
	check_shell("kill -ABRT $$", OBSERVE_KILLED, SIGABRT);
	check_shell("trap 'exit 5' USR1; kill -USR1 $$; exit 6", OBSERVE_EXITED, 5);
}

static void stops_are_passed_on(void **state)
{
	struct observation seen;

	(void)state;
	observe(&seen, "stop clone", true, OBSERVE_COUNT_ALL);
	check_all(&seen);
	observation_free(&seen);
}

/* SIGPIPE as the default, open descriptors and the limit of signals: as without the observer. */
static void the_command_starts_as_it_would_otherwise(void **state)
{
	struct observation seen;
	char line[256] = "";
	FILE *file;

	(void)state;
	run_shell(&seen, "grep -c . /proc/self/status >/dev/null; ls /proc/self/fd | wc -l");
	file = fopen(output, "r");
	assert_non_null(file);
	assert_non_null(fgets(line, sizeof(line), file));
	fclose(file);
	observation_free(&seen);
	file = popen("ls /proc/self/fd | wc -l", "r");
	assert_non_null(file);
	assert_non_null(fgets(line + 128, 128, file));
	assert_int_equal(pclose(file), 0);
	assert_int_equal(strtol(line, NULL, 10), strtol(line + 128, NULL, 10));
}

static void what_cannot_be_executed_is_told(void **state)
{
	struct observation seen;
	struct error error = {0};
	char *argv[] = {"/missing/program", NULL};
	struct observe_request request = {.argv = argv, .filter = true, .prepare = redirect};

	(void)state;
	assert_int_equal(observe_run(&request, &seen, &error), -ENOENT);
	assert_string_equal(error.text,
			    "cannot execute '/missing/program': No such file or directory");
	observation_free(&seen);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* nothing is left */
}

/* ---- running processes ---- */

static __attribute__((noreturn)) void create_for_ever(void)
{
	for (;;) {
		pid_t child = fork();

		if (child == 0)
			_exit(0);
		waitpid(child, NULL, 0);
		usleep(2000); /* not a wait: creations at a rate */
	}
}

/* Other load may keep the process off its CPU for the whole time, so a longer time follows. */
static void observe_running(struct observation *seen, pid_t pid)
{
	struct observe_request request = {.pid = pid, .limit_ns = 1000000000};
	struct error error = {0};

	for (int tries = 4; tries > 0; tries--, request.limit_ns *= 4) {
		if (observe_run(&request, seen, &error) < 0)
			fail_msg("%s", error.text);
		if (seen->creation_count > 0)
			return;
		observation_free(seen);
	}
	fail_msg("no creation was seen");
}

static void a_running_process_is_followed_and_let_go(void **state)
{
	struct observation seen;
	int status;
	pid_t pid = fork();

	(void)state;
	if (pid == 0)
		create_for_ever();
	observe_running(&seen, pid);
	assert_true(seen.is_attached);
	assert_true(seen.creation_count > 0);
	assert_int_equal(seen.end.how, OBSERVE_RUNNING);
	for (size_t i = 0; i < seen.creations.count; i++)
		assert_int_equal(seen.creations.items[i].tid, pid);
	observation_free(&seen);
	assert_int_equal(waitpid(pid, &status, WNOHANG), 0); /* it goes on */
	kill(pid, SIGTERM);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
}

static void a_process_that_is_not_there_is_refused(void **state)
{
	struct observation seen;
	struct error error = {0};
	struct observe_request request = {.pid = 4194304}; /* above what any kernel assigns */

	(void)state;
	assert_int_equal(observe_run(&request, &seen, &error), -ESRCH);
	assert_string_equal(error.text, "there is no process 4194304");
	observation_free(&seen);
}

/* The tracer takes the signals by which a test that hangs would be ended. */
static void end_after(unsigned seconds)
{
	pid_t test = getpid(), child = fork();

	if (child == 0) {
		if (fork() > 0)
			_exit(0);
		while (seconds-- > 0 && kill(test, 0) == 0)
			sleep(1); /* polls, until the test has ended */
		kill(test, SIGKILL);
		_exit(0);
	}
	waitpid(child, NULL, 0);
}

static void the_emulator_has_no_ptrace(void **state)
{
	(void)state;
	skip();
}

int main(void)
{
	const struct CMUnitTest emulated[] = {
		cmocka_unit_test(the_emulator_has_no_ptrace),
	};
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_call_is_seen_as_it_was_made),
		cmocka_unit_test(the_state_is_read_at_the_first_creation_by_each_call),
		cmocka_unit_test(kinds_follow_from_memory_and_stack),
		cmocka_unit_test(a_refused_call_and_what_follows_are_told_apart),
		cmocka_unit_test(calls_of_other_abis_are_named),
		cmocka_unit_test(execs_and_calls_before_them_are_recorded),
		cmocka_unit_test(untraced_children_are_followed_and_not_disturbed),
		cmocka_unit_test(without_a_filter_only_failures_are_missing),
		cmocka_unit_test(no_creation_is_missed_or_given_to_another_thread),
		cmocka_unit_test(ends_and_signals_are_those_of_the_command),
		cmocka_unit_test(stops_are_passed_on),
		cmocka_unit_test(the_command_starts_as_it_would_otherwise),
		cmocka_unit_test(what_cannot_be_executed_is_told),
		cmocka_unit_test(a_running_process_is_followed_and_let_go),
		cmocka_unit_test(a_process_that_is_not_there_is_refused),
	};
	int fd, failures;

	if (getenv("PROCBENCH_TEST_EMULATED"))
		return cmocka_run_group_tests(emulated, NULL, NULL);
	fd = mkstemp(output);
	if (fd < 0)
		return 1;
	close(fd);
	end_after(1000);
	failures = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(output);
	return failures;
}
