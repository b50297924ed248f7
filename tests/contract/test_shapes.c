/*
 * Contract: what single shapes build exists, by another source of the kernel than the one that
 * verifies them. test_each_shape.c tests the properties of every shape.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "huge_witness.h"

#include "procbench/shapes/shape_busy.h"

#include "procbench/methods/method.h"
#include "procbench/shapes/shape.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/host.h"
#include "procbench/sys/rseq.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A number of a file of /proc, "NAME: number"; 0 where it is not there. */
static uint64_t seen(const char *path, const char *name)
{
	char line[256];
	uint64_t value = 0;
	FILE *file = fopen(path, "r");
	size_t length = strlen(name);

	while (file && fgets(line, sizeof(line), file))
		if (strncmp(line, name, length) == 0 && line[length] == ':')
			value = strtoull(line + length + 1, NULL,
					 strcmp(name, "SigCgt") == 0 ? 16 : 10);
	if (file)
		fclose(file);
	return value;
}

static uint64_t lines_of_maps(void)
{
	FILE *file = fopen("/proc/self/maps", "r");
	uint64_t lines = 0;
	int c;

	while (file && (c = getc(file)) != EOF)
		lines += c == '\n';
	if (file)
		fclose(file);
	return lines;
}

#define ROLLUP "/proc/self/smaps_rollup"
#define STATUS "/proc/self/status"
#define MIB    1024u /* in KiB */

/* What the test itself has before a shape is built: with AddressSanitizer that are many MiB. */
static struct {
	uint64_t anonymous, huge;
} own;

static bool is_resident(void)
{
	return seen(ROLLUP, "Anonymous") >= 8 * MIB && seen(ROLLUP, "AnonHugePages") <= own.huge;
}
static bool is_huge(void)
{
	return seen(ROLLUP, "AnonHugePages") >= 8 * MIB;
}
static bool is_of_the_pool(void)
{
	return seen(ROLLUP, "Private_Hugetlb") >= 8 * MIB;
}
static bool is_shared(void)
{
	return seen(ROLLUP, "Rss") >= 8 * MIB &&
	       seen(ROLLUP, "Anonymous") < own.anonymous + 4 * MIB;
}
static bool is_locked(void)
{
	return seen(ROLLUP, "Locked") >= 1 * MIB && seen(STATUS, "VmLck") >= 1 * MIB;
}
static bool has_threads(void)
{
	return seen(STATUS, "Threads") == 1 + 5;
}
static bool has_mappings(void)
{
	return lines_of_maps() >= 2000;
}
static bool has_filter(void)
{
	return seen(STATUS, "Seccomp") == 2 && seen(STATUS, "NoNewPrivs") == 1;
}
static bool has_handlers(void)
{
	uint64_t caught = seen(STATUS, "SigCgt");
	struct sigaction action;

	sigaction(SIGTERM, NULL, &action);
	return __builtin_popcountll(caught) >= KEY_HANDLERS_MAX && action.sa_handler == SIG_DFL;
}
static bool has_no_rseq(void)
{
	return !rseq_is_on();
}
static bool is_nice(void)
{
	return getpriority(PRIO_PROCESS, 0) == 7;
}
static bool is_batch(void)
{
	return sched_getscheduler(0) == SCHED_BATCH;
}
static bool is_fifo(void)
{
	return sched_getscheduler(0) == SCHED_FIFO;
}

/* In a child the memory is not there; a look at it is a fault. */
static bool is_not_inherited(void)
{
	pid_t child = fork();
	int status;

	if (child == 0)
		_exit(seen(ROLLUP, "Anonymous") < own.anonymous + 4 * MIB ? 0 : 1);
	waitpid(child, &status, 0);
	return seen(ROLLUP, "Anonymous") >= 8 * MIB && status == 0;
}

static const struct contract {
	const char *spec; /* "key=value,key=value" */
	bool (*holds)(void);
} contracts[] = {
	{"rss=8M", is_resident},
	{"rss=8M,backing=thp", is_huge},
	{"rss=8M,backing=thp,folio=64K", is_resident},
	{"rss=8M,backing=hugetlb", is_of_the_pool},
	{"rss=8M,backing=shared", is_shared},
	{"rss=8M,backing=file", is_shared},
	{"thp=8M,rss=8M", is_huge},
	{"dontfork=8M", is_not_inherited},
	{"locked=1M", is_locked},
	{"threads=5", has_threads},
	{"vmas=2k", has_mappings},
	{"handlers=58", has_handlers},
	{"rseq=off", has_no_rseq},
	{"seccomp=4096", has_filter},
	{"nice=7", is_nice},
	{"sched=batch", is_batch},
	{"sched=fifo", is_fifo},
};

enum { HELD = 0, SKIPPED, NOT_BUILT, NOT_THERE };

static int set_keys(struct keys *keys, const char *spec, struct error *error)
{
	int status = keys_init(keys, error);
	char *part;

	while (status == 0 && spec && (part = keys_next_part(&spec))) {
		char *value = strchr(part, '=');
		int key = keys_find(part, (size_t)(value - part), error);

		status = key < 0 ? key : keys_set(keys, (enum key)key, value + 1, error);
		free(part);
	}
	return status;
}

/* AddressSanitizer maps as it likes, and makes mlock do nothing. */
static bool is_beyond_sanitizers(const struct contract *contract)
{
	return host_sanitized() && strncmp(contract->spec, "locked", 6) == 0;
}

static int try(const struct contract *contract)
{
	static struct keys keys;
	struct error error = {0};

	for (int i = 1; i < NSIG; i++) /* cmocka's own */
		signal(i, SIG_DFL);
	if (set_keys(&keys, contract->spec, &error) < 0)
		return NOT_BUILT;
	if (is_beyond_sanitizers(contract))
		return SKIPPED;
	if (shape_probe(method_find("fork", 4, &error), &keys, &error) < 0) {
		print_message("%s: skipped: %s\n", contract->spec, error.text);
		return SKIPPED;
	}
	own.anonymous = seen(ROLLUP, "Anonymous");
	own.huge = seen(ROLLUP, "AnonHugePages");
	if (shape_build(&keys, &error) < 0) {
		print_message("%s: %s\n", contract->spec, error.text);
		if (strstr(error.text, "transparent huge pages") && !huge_witness())
			return SKIPPED; /* the kernel has none for this test either */
		return error.code == EPERM || error.code == ENOMEM ? SKIPPED : NOT_BUILT;
	}
	return contract->holds() ? HELD : NOT_THERE;
}

static void what_is_built_is_there(void **state)
{
	size_t failed = 0;

	(void)state;
	if (getenv("PROCBENCH_TEST_EMULATED"))
		skip(); /* the kernel tells of the emulator's memory and handlers, not of its
			   guest's */
	for (size_t i = 0; i < sizeof(contracts) / sizeof(contracts[0]); i++) {
		pid_t child = fork();
		int status = 0;

		if (child == 0) { /* no assertion in a child */
			int outcome = try(&contracts[i]);

			fflush(NULL);
			_exit(outcome);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		if (status == 0 || WEXITSTATUS(status) == SKIPPED)
			continue;
		print_error("%s: status %#x\n", contracts[i].spec, (unsigned)status);
		failed++;
	}
	assert_int_equal(failed, 0);
}

/* A child without a shape has the same pages before and after: looking leaves nothing behind. */
static void looking_leaves_nothing_behind(void **state)
{
	struct keys keys;
	struct error error;
	uint64_t lines;

	(void)state;
	assert_int_equal(set_keys(&keys, "fds=1,vmas=10", &error), 0);
	assert_int_equal(shape_build(&keys, &error), 0);
	lines = lines_of_maps();
	for (int i = 0; i < 10; i++)
		assert_int_equal(shape_verify(&keys, &error), 0);
	assert_int_equal(lines_of_maps(), lines);
	keys_free(&keys);
}

/* ---- busy threads ---- */

static long create_slowly(struct creation *creation)
{
	struct timespec rest = {0, 200000};

	(void)creation;
	nanosleep(&rest, NULL); /* not a wait: the creation takes this long */
	return 1;
}

static long reap_nothing(struct creation *creation, long pid, struct reaped *reaped)
{
	(void)creation;
	(void)pid;
	(void)reaped;
	return 0;
}

/*
 * However late the threads step: what is told began after the last creation had been settled, and
 * is told anew each time.
 */
static int watch_stalls(void)
{
	static const struct creation_calls plain = {create_slowly, reap_nothing,
						    creation_settle_nothing};
	static struct keys keys;
	struct creation creation = {0};
	struct error error;
	const struct creation_calls *calls = shape_busy_watch(&plain);
	uint64_t settled, now, longest = 0;

	clock_open(getauxval(AT_SYSINFO_EHDR));
	if (calls != &plain || set_keys(&keys, "busy=2", &error) < 0 ||
	    shape_build(&keys, &error) < 0)
		return 1;
	calls = shape_busy_watch(&plain);
	settled = clock_now_ns();
	for (int i = 0; i < 200; i++) {
		uint64_t began = settled;

		if (calls->create(&creation) != 1 || calls->reap(&creation, 1, NULL) != 0)
			return 2;
		settled = clock_now_ns(); /* what ends later may have begun here */
		calls->settle(&creation, NULL);
		now = clock_now_ns();
		if (creation.stall_ns == 0 || (i > 0 && creation.stall_ns > now - began))
			return 3;
		longest = creation.stall_ns > longest ? creation.stall_ns : longest;
	}
	return longest > 0 ? 0 : 4;
}

static void a_stall_is_of_its_own_creation(void **state)
{
	pid_t child;
	int status;

	(void)state;
	if (getenv("PROCBENCH_TEST_EMULATED")) /* qemu-user may hold a thread up between two clock
						  reads */
		skip();
	child = fork();
	if (child == 0)
		_exit(watch_stalls());
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_built_is_there),
		cmocka_unit_test(looking_leaves_nothing_behind),
		cmocka_unit_test(a_stall_is_of_its_own_creation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
