/*
 * The contract of like=PID: a process of known shape gives the matching spec, and the subject that
 * is built from it has that shape in total, including its own mappings and descriptors.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/base/keys.h"
#include "procbench/shapes/shape.h"
#include "procbench/sys/host.h"
#include "procbench/sys/proc_shape.h"
#include "procbench/sys/process.h"
#include "procbench/sys/raw.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#define MIB(n)        (UINT64_C(1048576) * (n))

/* Runs it with its output in a pipe, which is returned; it ends with this process. */
static pid_t start(const char *const *argv, FILE **output)
{
	int fds[2];
	pid_t pid;

	assert_int_equal(pipe2(fds, 0), 0);
	pid = fork();
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		dup2(fds[1], STDOUT_FILENO);
		sys_close_from(STDERR_FILENO + 1); /* also what the caller of the tests left open */
		execv(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	assert_true(pid > 0);
	close(fds[1]);
	*output = fdopen(fds[0], "r");
	assert_non_null(*output);
	return pid;
}

static void end(pid_t pid)
{
	kill(pid, SIGTERM);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
}

/* A `known` of that shape, once it is ready. */
static pid_t start_known(const char *pieces, const char *kib, const char *untouched,
			 const char *fds, const char *threads)
{
	char path[512], line[16] = "";
	const char *argv[] = {path, pieces, kib, untouched, fds, threads, NULL};
	FILE *output;
	pid_t pid;

	snprintf(path, sizeof(path), "%s/known", getenv("TOOLS"));
	pid = start(argv, &output);
	assert_non_null(fgets(line, sizeof(line), output));
	assert_string_equal(line, "ready\n");
	fclose(output);
	return pid;
}

static bool cannot_run(void)
{
	return getenv("PROCBENCH_TEST_EMULATED") || !getenv("PROCBENCH") || !getenv("TOOLS");
}

/* The number of "NAME=" in a spec, with K and M; 0 where it is not there. */
static uint64_t spoken(const char *spec, const char *name)
{
	char phrase[32], *unit;
	const char *at;
	uint64_t number;

	snprintf(phrase, sizeof(phrase), "%s=", name);
	at = strstr(spec, phrase);
	if (!at)
		return 0;
	number = strtoull(at + strlen(phrase), &unit, 10);
	return *unit == 'K' ? number << 10 : *unit == 'M' ? number << 20 : number;
}

static bool near(uint64_t a, uint64_t b, uint64_t tolerance)
{
	return a + tolerance >= b && b + tolerance >= a;
}

#define assert_near(a, b, tolerance)                                                     \
	do {                                                                             \
		if (!near(a, b, tolerance))                                              \
			fail_msg(#a " is %ju, not %ju", (uintmax_t)(a), (uintmax_t)(b)); \
	} while (0)

/* 20 pieces of 3 MiB take two page tables each. */
static void test_spec(void **state)
{
	char like[32], line[2048] = ""; /* the names of the columns are long */
	const char *argv[] = {getenv("PROCBENCH"), "fork",         like, "--no-floor", "--iters=1",
			      "--launches=1",      "--format=csv", "-q", NULL};
	FILE *output;
	pid_t known, pid;

	(void)state;
	if (cannot_run() || host_sanitized())
		skip();
	known = start_known("20", "3072", "200", "50", "2");
	snprintf(like, sizeof(like), "--like=%d", (int)known);
	pid = start(argv, &output);
	assert_non_null(fgets(line, sizeof(line), output)); /* the names of the columns */
	assert_non_null(fgets(line, sizeof(line), output));
	fclose(output);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	assert_null(strstr(line, "like="));
	assert_near(spoken(line, "rss"), MIB(60), MIB(1));
	assert_near(spoken(line, "chunks"), 20, 12);
	/* plus its libc and the rest of the mappings that the pieces were cut from */
	assert_near(spoken(line, "vmas"), 230, 30);
	assert_near(spoken(line, "fds"), 50, 3);
	assert_int_equal(spoken(line, "threads"), 2);
	end(known);
}

/* A child of that process, or 0. */
static pid_t child_of(pid_t parent)
{
	DIR *processes = opendir("/proc");
	struct dirent *entry;
	pid_t found_pid = 0;

	while (processes && !found_pid && (entry = readdir(processes))) {
		pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);

		if (pid > 0 && process_is_child(pid, parent))
			found_pid = pid;
	}
	if (processes)
		closedir(processes);
	return found_pid;
}

static bool is_named(pid_t pid, const char *name)
{
	char path[32], line[32] = "";
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/comm", (int)pid);
	file = fopen(path, "re");
	if (file && !fgets(line, sizeof(line), file))
		line[0] = '\0';
	if (file)
		fclose(file);
	line[strcspn(line, "\n")] = '\0';
	return strcmp(line, name) == 0;
}

/* The subject of a run, once its child executes `target`, which is when its shape stands. */
static pid_t wait_for_subject(pid_t controller, const char *target)
{
	for (int i = 0; i < 20000; i++) {
		pid_t parent = controller, child;

		while ((child = child_of(parent)) && !is_named(child, target))
			parent = child;
		if (child)
			return parent;
		usleep(10000); /* polls: no event tells of a descendant */
	}
	fail_msg("there was no subject in time");
	return 0;
}

static void test_subject(void **state)
{
	char like[32];
	const char *argv[] = {getenv("PROCBENCH"),
			      "fork",
			      like,
			      "--exec=/bin/sleep 1000",
			      "--no-floor",
			      "--iters=1",
			      "--launches=1",
			      "--warmup=0",
			      "--timeout=1000s",
			      "-q",
			      NULL};
	struct proc_shape wanted, built;
	struct error error = {0};
	FILE *output;
	pid_t known, pid;

	(void)state;
	if (cannot_run() || host_sanitized() || access("/bin/sleep", X_OK) != 0)
		skip();
	known = start_known("20", "3072", "200", "50", "2");
	assert_int_equal(proc_shape_read(&wanted, known, &error), 0);
	snprintf(like, sizeof(like), "--like=%d", (int)known);
	pid = start(argv, &output);
	assert_int_equal(proc_shape_read(&built, wait_for_subject(pid, "sleep"), &error), 0);
	end(pid);
	fclose(output);
	end(known);
	assert_near(built.private_bytes, wanted.private_bytes, MIB(1));
	assert_near(built.tables, wanted.tables, 4);
	assert_near(built.areas, wanted.areas, 4);
	assert_near(built.mappings, wanted.mappings, 8);
	assert_near(built.fds, wanted.fds, 2);
	assert_int_equal(built.threads, wanted.threads);
	assert_near(built.handlers, wanted.handlers, 1);
}

/* ---- chunks= and dirty= ---- */

static struct proc_shape *found; /* shared: before and after it was built */

struct layout {
	uint64_t bytes, chunks, vmas, dirty; /* keys */
	uint64_t mappings, areas, tables;    /* what they add */
};

static int build_layout(const struct layout *layout)
{
	struct error error = {0};
	struct keys keys;

	if (keys_init(&keys, &error) < 0)
		return 2;
	keys.number[KEY_RSS] = layout->bytes;
	keys.number[KEY_CHUNKS] = layout->chunks;
	keys.number[KEY_VMAS] = layout->vmas;
	keys.number[KEY_DIRTY] = layout->dirty;
	if (proc_shape_read(&found[0], getpid(), &error) < 0 || shape_build(&keys, &error) < 0 ||
	    proc_shape_read(&found[1], getpid(), &error) < 0)
		return 1;
	keys_free(&keys);
	return 0;
}

static void test_layout(void **state)
{
	static const struct layout layouts[] = {
		{MIB(8), 0, 0, 0, 1, 1, 4},     {MIB(8), 1, 0, 0, 1, 1, 4},
		{MIB(8), 4, 0, 0, 4, 4, 4},     {MIB(8), 64, 0, 0, 64, 64, 64},
		{MIB(9), 3, 0, 0, 3, 3, 6},     {10 * 4096, 7, 0, 0, 7, 7, 7},
		{MIB(1) + 1, 2, 0, 0, 2, 2, 2}, {MIB(32), 2000, 0, 0, 2000, 2000, 2000},
		{0, 0, 200, 0, 200, 0, 0},      {0, 0, 200, 90, 200, 90, 1},
		{0, 0, 200, 200, 200, 200, 1},  {0, 0, 201, 201, 201, 201, 1},
	};

	uint64_t slack = host_sanitized() ? 16 : 0; /* what a sanitizer maps meanwhile */

	(void)state;
	if (getenv("PROCBENCH_TEST_EMULATED"))
		skip();
	found = mmap(NULL, 2 * sizeof(*found), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
		     -1, 0);
	assert_true(found != MAP_FAILED);
	for (size_t i = 0; i < LENGTH(layouts); i++) {
		const struct layout *layout = &layouts[i];
		uint64_t pages = (layout->bytes + 4095) / 4096 + layout->dirty;
		pid_t pid = fork();
		int status;

		if (pid == 0)
			_exit(build_layout(layout));
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_int_equal(status, 0);
		assert_near(found[1].private_bytes - found[0].private_bytes, pages * 4096,
			    65536 + MIB(slack));
		assert_near(found[1].tables - found[0].tables, layout->tables, 2 + slack);
		assert_near(found[1].areas - found[0].areas, layout->areas, 1 + slack);
		assert_near(found[1].mappings - found[0].mappings, layout->mappings, 1 + slack);
	}
	munmap(found, 2 * sizeof(*found));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spec),
		cmocka_unit_test(test_subject),
		cmocka_unit_test(test_layout),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
