/* test_proc_shape: what the texts of /proc/PID say, whatever stands in them. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/sys/proc_shape.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#define KIB(n)        (UINT64_C(1024) * (n))

typedef void add_line(struct proc_shape *shape, void *state, const char *line);

static void add_smaps(struct proc_shape *shape, void *state, const char *line)
{
	proc_shape_add_smaps(shape, state, line);
}

static void add_status(struct proc_shape *shape, void *state, const char *line)
{
	(void)state;
	proc_shape_add_status(shape, line);
}

static void add_lines(struct proc_shape *shape, void *state, const char *text, size_t length,
		      add_line *add)
{
	const char *end = text + length;

	while (text < end) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		char *line;

		stop = stop ? stop + 1 : end;
		line = strndup(text, (size_t)(stop - text));
		assert_non_null(line);
		add(shape, state, line);
		free(line);
		text = stop;
	}
}

static struct proc_shape read_cut_smaps(const char *text, size_t length)
{
	struct proc_shape_smaps smaps = {0};
	struct proc_shape shape = {0};

	add_lines(&shape, &smaps, text, length, add_smaps);
	proc_shape_end_smaps(&shape, &smaps);
	return shape;
}

static struct proc_shape read_smaps(const char *text)
{
	return read_cut_smaps(text, strlen(text));
}

static struct proc_shape read_status(const char *text)
{
	struct proc_shape shape = {0};

	add_lines(&shape, NULL, text, strlen(text), add_status);
	return shape;
}

/* A server: its text, its written data, a heap, a file, memory that is not copied, the gate. */
static const char server[] =
	"55658b142000-55658b1a1000 r-xp 00000000 fe:00 10977357   /usr/bin/a b-c [vsyscall.so]\n"
	"Size:                380 kB\nRss:                 300 kB\nAnonymous:             0 kB\n"
	"VmFlags: rd ex mr mw me sd\n"
	"55658b330000-55658b38a000 rw-p 001ed000 fe:00 10977357   /usr/bin/a\n"
	"Size:                360 kB\nRss:                 360 kB\nPrivate_Dirty:       340 kB\n"
	"Anonymous:           340 kB\nVmFlags: rd wr mr mw me sd\n"
	"7faf7b000000-7faf80600000 rw-p 00000000 00:00 0 \n"
	"Size:              88064 kB\nRss:               71220 kB\nAnonymous:         71220 kB\n"
	"AnonHugePages:      4096 kB\nSwap:                 12 kB\nSwapPss:              10 kB\n"
	"Locked:                8 kB\nVmFlags: rd wr mr mw me ac sd\n"
	"7faf80600000-7faf80700000 rw-s 00000000 00:01 1 /memfd:x (deleted)\n"
	"Rss:                 512 kB\nAnonymous:             0 kB\nVmFlags: rd wr sh mr mw\n"
	"7faf90600000-7faf90700000 rw-p 00000000 00:00 0 \n"
	"Rss:                 128 kB\nAnonymous:           128 kB\nVmFlags: rd wr mr mw dc\n"
	"7faf98000000-7faf98400000 rw-p 00000000 00:0f 1 /anon_hugepage (deleted)\n"
	"Rss:                   0 kB\nPrivate_Hugetlb:    4096 kB\nVmFlags: rd wr mr mw ht\n"
	"ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]\n"
	"Rss:                   4 kB\nVmFlags: ex\n";

static void test_server(void **state)
{
	struct proc_shape shape = read_smaps(server);

	(void)state;
	assert_int_equal(shape.mappings, 5);
	assert_int_equal(shape.areas, 2);
	assert_int_equal(shape.private_bytes, KIB(340 + 71220));
	assert_int_equal(shape.thp_bytes, KIB(4096));
	assert_int_equal(shape.swap_bytes, KIB(12));
	assert_int_equal(shape.locked_bytes, KIB(8));
	assert_int_equal(shape.hugetlb_bytes, KIB(4096));
	assert_int_equal(shape.common_bytes, KIB(300 + 20 + 512));
	assert_int_equal(shape.dontfork_bytes, KIB(128));
	/* 71220 KiB less 4096 in huge pages need 33 regions, the program's data one */
	assert_int_equal(shape.tables, 34);
}

/* Mappings side by side share a region; one that begins in it needs fewer of its own. */
static void test_tables(void **state)
{
	static const struct {
		const char *text;
		unsigned tables;
	} cases[] = {
		{"200000-201000 rw-p\nAnonymous: 4 kB\n", 1},
		{"200000-201000 rw-p\nAnonymous: 0 kB\n", 0},
		{"200000-201000 rw-p\nAnonymous: 4 kB\n201000-202000 r--p\nAnonymous: 4 kB\n", 1},
		{"200000-201000 rw-p\nAnonymous: 4 kB\n401000-402000 r--p\nAnonymous: 4 kB\n", 2},
		{"200000-400000 rw-p\nAnonymous: 2048 kB\n400000-600000 r--p\nAnonymous: 8 kB\n",
		 2},
		{"200000-a00000 rw-p\nAnonymous: 4 kB\n", 1},
		{"200000-a00000 rw-p\nAnonymous: 8192 kB\n", 4},
		{"3ff000-401000 rw-p\nAnonymous: 8 kB\n", 1}, /* at least */
		/* more than the mapping has room for */
		{"200000-400000 rw-p\nAnonymous: 99999999 kB\n", 1},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		if (read_smaps(cases[i].text).tables != cases[i].tables)
			fail_msg("%s: %ju", cases[i].text,
				 (uintmax_t)read_smaps(cases[i].text).tables);
}

/* However much of the text there is: what is told is never more than of all of it. */
static void test_truncated(void **state)
{
	struct proc_shape whole = read_smaps(server);

	(void)state;
	for (size_t length = 0; length < sizeof(server); length++) {
		struct proc_shape shape = read_cut_smaps(server, length);

		assert_true(shape.mappings <= whole.mappings + 1); /* before its flags come */
		assert_true(shape.private_bytes <= whole.private_bytes + KIB(128));
		/* whose huge pages may have been cut off */
		assert_true(shape.tables <= whole.tables + 1 + whole.thp_bytes / KIB(2048));
	}
	assert_int_equal(read_smaps("").mappings, 0);
}

static void test_hostile(void **state)
{
	static const char *const nothing[] = {
		"\n",
		"-\n",
		"1-\n",
		"-1 rw-p\n",
		"12-34",
		"xy-zz rw-p\n",
		"Anonymous: 4 kB\n",
		"7f00-7fzz rw-p\n",
		"VmFlags: dc\n",
		"Anonymous",
		"Anonymous:",
		":",
		" 10-20 rw-p\n",
	};
	struct proc_shape shape;

	(void)state;
	for (size_t i = 0; i < LENGTH(nothing); i++) {
		struct proc_shape none = {0};

		shape = read_smaps(nothing[i]);
		assert_memory_equal(&shape, &none, sizeof(shape));
	}
	shape = read_smaps("10-20 rw-p\nAnonymous: 99999999999999999999999 kB\nRss: -5 kB\n"
			   "20-30 rw-p\nAnonymous: 18014398509481984 kB\nRss: kB\n");
	assert_int_equal(shape.mappings, 2);
	assert_true(shape.private_bytes == UINT64_MAX);
	assert_int_equal(shape.common_bytes, 0);
	/* upside down, and at the end of all addresses */
	shape = read_smaps("30-20 rw-p\nAnonymous: 4 kB\n"
			   "fffffffffffff000-ffffffffffffffff rw-p\nAnonymous: 4 kB\n"
			   "ffffffffffffffffffff-ffffffffffffffffffffff rw-p\nAnonymous: 4 kB\n");
	assert_int_equal(shape.mappings, 3);
	assert_true(shape.tables <= 2);
}

static void test_status(void **state)
{
	struct proc_shape shape = read_status("Name:\tredis: a\\nb\nState:\tS (sleeping)\n"
					      "VmSize:\t   60824 kB\nThreads:\t5\n"
					      "SigCgt:\t0000000180004ae8\nSigIgn:\tffff\n");

	(void)state;
	assert_string_equal(shape.name, "redis: a\\nb");
	assert_int_equal(shape.state, 'S');
	assert_true(shape.has_memory);
	assert_int_equal(shape.threads, 5);
	assert_int_equal(shape.handlers, 9);
	shape = read_status("Name:\tkthreadd\nState:\tS (sleeping)\nThreads:\t1\n");
	assert_false(shape.has_memory);
	shape = read_status("Name:\nState:\nThreads:\nSigCgt:\nVmSizes:\t1 kB\n");
	assert_string_equal(shape.name, "");
	assert_int_equal(shape.state, 0);
	assert_false(shape.has_memory);
	assert_int_equal(shape.threads, 0);
	/* longer than there is room for */
	shape = read_status(
		"Name:\t0123456789012345678901234567890123456789012345678901234567890123456789\n");
	assert_int_equal(strlen(shape.name), sizeof(shape.name) - 1);
}

/* ---- live processes ---- */

static void test_own(void **state)
{
	struct proc_shape shape;
	struct error error = {0};

	(void)state;
	assert_int_equal(proc_shape_read(&shape, getpid(), &error), 0);
	assert_true(shape.has_memory && shape.fds_known);
	assert_true(shape.mappings > 3 && shape.areas > 1 && shape.tables > 0);
	assert_true(shape.private_bytes > KIB(16) && shape.fds >= 3 && shape.threads >= 1);
	if (!getenv("PROCBENCH_TEST_EMULATED")) /* which is the emulator's name */
		assert_string_equal(shape.name, "test_proc_shape");
}

static void test_ended(void **state)
{
	struct proc_shape shape;
	struct error error = {0};
	siginfo_t info;
	pid_t pid = fork();

	(void)state;
	if (pid == 0)
		_exit(0);
	assert_int_equal(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT), 0);
	assert_int_equal(proc_shape_read(&shape, pid, &error), -EINVAL);
	assert_non_null(strstr(error.text, "has exited and is not reaped"));
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	assert_int_equal(proc_shape_read(&shape, pid, &error), -ESRCH);
	assert_non_null(strstr(error.text, "no process"));
}

/* The first one of the kernel has id 2, which is another process or none in a pid namespace. */
static bool has_kernel_thread(void)
{
	char name[32] = "";
	FILE *file = fopen("/proc/2/comm", "re");

	if (file && !fgets(name, sizeof(name), file))
		name[0] = '\0';
	if (file)
		fclose(file);
	return strcmp(name, "kthreadd\n") == 0;
}

static void test_kernel_thread(void **state)
{
	struct proc_shape shape;
	struct error error = {0};

	(void)state;
	if (!has_kernel_thread())
		skip();
	assert_int_equal(proc_shape_read(&shape, 2, &error), -EINVAL);
	assert_string_equal(error.text, "process 2 is a kernel thread, which has no memory");
}

/* Returns an exit status, because the child, now another user, cannot use cmocka. */
static int read_as_nobody(pid_t pid)
{
	struct proc_shape shape;
	struct error error = {0};

	if (setgid(65534) < 0 || setuid(65534) < 0)
		return 2;
	return proc_shape_read(&shape, pid, &error) == -EACCES &&
			       strstr(error.text, "cannot read ") &&
			       strstr(error.text, "CAP_SYS_PTRACE")
		       ? 0
		       : 1;
}

static void test_permission(void **state)
{
	pid_t parent = getpid(), pid;
	int status;

	(void)state;
	if (getuid() != 0)
		skip();
	pid = fork();
	if (pid == 0)
		_exit(read_as_nobody(parent));
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_server),     cmocka_unit_test(test_tables),
		cmocka_unit_test(test_truncated),  cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_status),     cmocka_unit_test(test_own),
		cmocka_unit_test(test_ended),      cmocka_unit_test(test_kernel_thread),
		cmocka_unit_test(test_permission),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
