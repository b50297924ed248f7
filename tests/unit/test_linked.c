/* test_linked: the query of the loader has a time limit, and failures have a reason. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/subject/linked.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LIMIT_NS  UINT64_C(300000000)
#define SECOND_NS UINT64_C(1000000000)

static char folder[64];
static char loader[96], program[96];
static struct linked linked;

static void write_file(const char *path, const void *bytes, size_t count)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0700);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, count), (ssize_t)count);
	close(fd);
}

/* A program whose loader is the script: only its headers, as it is never executed. */
static void write_program(const char *script)
{
	struct {
		Elf64_Ehdr file;
		Elf64_Phdr segment;
		char path[sizeof(loader)];
	} bytes = {
		.file = {.e_ident = {ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64},
			 .e_phnum = 1,
			 .e_phoff = sizeof(Elf64_Ehdr)},
		.segment = {.p_type = PT_INTERP,
			    .p_offset = sizeof(Elf64_Ehdr) + sizeof(Elf64_Phdr),
			    .p_filesz = strlen(loader) + 1},
	};

	memcpy(bytes.path, loader, sizeof(loader));
	write_file(loader, script, strlen(script));
	write_file(program, &bytes, sizeof(bytes));
}

/* qemu-user refuses the clone that executes the loader. */
static void skip_where_emulated(void)
{
	if (getenv("PROCBENCH_TEST_EMULATED"))
		skip();
}

static int find(uint64_t limit_ns, struct error *error)
{
	memset(&linked, 0, sizeof(linked));
	return linked_find(&linked, program, environ, limit_ns, error);
}

/* It is refused with that reason, and no child is left. */
static void expect_refused(const char *script, uint64_t limit_ns, const char *reason)
{
	struct error error = {0};

	write_program(script);
	assert_true(find(limit_ns, &error) < 0);
	if (!strstr(error.text, reason))
		print_error("%s\n", error.text);
	assert_non_null(strstr(error.text, reason));
	assert_int_equal(waitpid(-1, NULL, __WALL | WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
}

static void a_loader_that_does_not_end_is_ended(void **state)
{
	struct timespec begin, end;

	(void)state;
	skip_where_emulated();
	clock_gettime(CLOCK_MONOTONIC, &begin);
	expect_refused("#!/bin/sh\nexec sleep 1000\n", LIMIT_NS, "no answer within 0.3 seconds");
	expect_refused("#!/bin/sh\nexec yes\n", LIMIT_NS, "no answer within 0.3 seconds");
	expect_refused("#!/bin/sh\nexec >&-\nexec sleep 1000\n", LIMIT_NS,
		       "no answer within 0.3 seconds");
	clock_gettime(CLOCK_MONOTONIC, &end);
	assert_true(end.tv_sec - begin.tv_sec < 300);
}

static void a_loader_that_fails_is_told_with_its_reason(void **state)
{
	(void)state;
	skip_where_emulated();
	expect_refused("#!/bin/sh\nexit 3\n", 60 * SECOND_NS, "exit status 3");
	expect_refused("#!/bin/sh\nkill -SEGV $$\n", 60 * SECOND_NS, "killed by signal 11");
	expect_refused("#!/nonexistent\n", 60 * SECOND_NS, "it cannot be executed");
}

static void libraries_are_those_that_the_loader_names(void **state)
{
	struct error error = {0};

	(void)state;
	skip_where_emulated();
	write_program("#!/bin/sh\nprintf '\\ta => /lib/a.so (0x1)\\n\\tb => not found\\n"
		      "/(\\nrubbish\\n\\t/lib/b.so (0x2)\\n'\n");
	assert_int_equal(find(60 * SECOND_NS, &error), 0);
	assert_int_equal(linked.count, 3);
	assert_string_equal(linked.path[0], loader);
	assert_string_equal(linked.path[1], "/lib/a.so");
	assert_string_equal(linked.path[2], "/lib/b.so");
}

/* The kernel executes no script without an interpreter. */
static void a_script_without_an_interpreter_is_unknown(void **state)
{
	static const char *const scripts[] = {"#!", "#!\n", "#! \t\nexit\n"};
	struct error error = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		write_file(program, scripts[i], strlen(scripts[i]));
		assert_int_equal(find(LIMIT_NS, &error), 0);
		assert_int_equal(linked.count, 0);
		assert_true(linked.is_unknown);
	}
}

static int set_up(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/test_linked-XXXXXX");
	if (!mkdtemp(folder))
		return -1;
	snprintf(loader, sizeof(loader), "%s/loader", folder);
	snprintf(program, sizeof(program), "%s/program", folder);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	unlink(loader);
	unlink(program);
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_loader_that_does_not_end_is_ended),
		cmocka_unit_test(a_loader_that_fails_is_told_with_its_reason),
		cmocka_unit_test(libraries_are_those_that_the_loader_names),
		cmocka_unit_test(a_script_without_an_interpreter_is_unknown),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
