/* tracer_start: the filter stops at each call that creates or executes and at no other, and a
 * command is found as by execvp. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/sys/tracer_calls.h"
#include "../../src/sys/tracer_program.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the kernel does with a call. */
static uint32_t run(const struct sock_filter *steps, uint32_t arch, uint32_t number)
{
	uint32_t value = 0;

	for (size_t at = 0;; at++) {
		const struct sock_filter *step = &steps[at];
		bool holds = false;

		assert_true(at < TRACER_STEPS_MAX);
		switch (step->code) {
		case BPF_LD | BPF_W | BPF_ABS:
			value = step->k == offsetof(struct seccomp_data, arch) ? arch : number;
			continue;
		case BPF_RET | BPF_K:
			return step->k;
		case BPF_JMP | BPF_JEQ | BPF_K:
			holds = value == step->k;
			break;
		case BPF_JMP | BPF_JGE | BPF_K:
			holds = value >= step->k;
			break;
		case BPF_JMP | BPF_JGT | BPF_K:
			holds = value > step->k;
			break;
		default:
			fail_msg("unknown step 0x%x", step->code);
		}
		at += holds ? step->jt : step->jf;
	}
}

static bool is_row(uint32_t arch, uint32_t number)
{
	for (size_t i = 0; i < tracer_row_count; i++)
		if (tracer_rows[i].arch == arch && tracer_rows[i].number == number)
			return true;
	return false;
}

static void check(const struct sock_filter *steps, uint32_t arch, uint32_t number)
{
	uint32_t action = run(steps, arch, number);

	if (action != (is_row(arch, number) ? SECCOMP_RET_TRACE : SECCOMP_RET_ALLOW))
		fail_msg("call %u of 0x%x: 0x%x", number, arch, action);
}

static void the_filter_stops_at_exactly_the_rows(void **state)
{
	struct sock_filter steps[TRACER_STEPS_MAX];
	unsigned short count = tracer_filter_make(steps);

	(void)state;
	assert_in_range(count, 1, TRACER_STEPS_MAX);
	for (size_t i = 0; i < tracer_row_count; i++) {
		uint32_t arch = tracer_rows[i].arch;

		for (uint32_t number = 0; number < 600; number++) {
			check(steps, arch, number);
			check(steps, arch, number | 0x40000000u); /* x32 */
			check(steps, arch, ~number);
			check(steps, arch + 1, number);
		}
	}
}

/* ---- the search of execvp ---- */

static char folder[] = "/tmp/procbench-tracer-XXXXXX";

static void make(const char *name, const char *text, mode_t mode)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	fchmod(fd, mode);
	close(fd);
}

static int set_up(void **state)
{
	(void)state;
	if (!mkdtemp(folder) || chdir(folder) < 0 || mkdir("first", 0700) < 0 ||
	    mkdir("second", 0700) < 0)
		return -1;
	make("first/denied", "#!/bin/sh\nexit 3\n", 0600);
	make("second/found", "#!/bin/sh\nexit $1\n", 0700);
	make("second/bare", "exit $1\n", 0700);
	make("here", "exit 9\n", 0700);
	return setenv("PATH", "absent:first:second:", 1);
}

static int tear_down(void **state)
{
	static const char *const names[] = {"first/denied", "second/found", "second/bare", "here",
					    "first",        "second",       folder};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (remove(names[i]) < 0)
			return -1;
	return 0;
}

/* The exit status of a child that executes it, or -errno. */
static int execute(const char *name, const char *word)
{
	char *argv[] = {(char *)(uintptr_t)name, (char *)(uintptr_t)word, NULL};
	struct tracer_program program;
	int ends[2], status;
	long error = 0;

	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	assert_int_equal(tracer_program_find(&program, argv), 0);
	if (fork() == 0) {
		error = tracer_program_execute(&program);
		_exit(write(ends[1], &error, sizeof(error)) < 0);
	}
	close(ends[1]);
	wait(&status);
	if (read(ends[0], &error, sizeof(error)) != (ssize_t)sizeof(error))
		error = WEXITSTATUS(status);
	close(ends[0]);
	tracer_program_free(&program);
	return (int)error;
}

static void commands_are_found_as_by_execvp(void **state)
{
	char longest[300];

	(void)state;
	memset(longest, 'x', sizeof(longest));
	longest[sizeof(longest) - 1] = '\0';
	assert_int_equal(execute("found", "5"), 5);
	assert_int_equal(execute("bare", "6"), 6); /* a script of the shell without #! */
	assert_int_equal(execute("here", NULL), 9);
	assert_int_equal(execute("second/found", "7"), 7);
	assert_int_equal(execute("missing", NULL), -ENOENT);
	assert_int_equal(execute("second/missing", NULL), -ENOENT);
	assert_int_equal(execute("", NULL), -ENOENT);
	assert_int_equal(execute(longest, NULL), -ENAMETOOLONG);
	assert_int_equal(execute("first", NULL), -EACCES);
	assert_int_equal(execute("denied", NULL), -EACCES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_filter_stops_at_exactly_the_rows),
		cmocka_unit_test(commands_are_found_as_by_execvp),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
