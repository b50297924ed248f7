/*
 * The contract of what a child does with what it inherits: it closes its own descriptors and
 * writes its own pages, in a method of each kind, and its parent's stay as they were.
 *
 * Each is tried in its own process, which reports its findings through shared memory; only the test
 * process asserts.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/subject/child.h"
#include "../../src/subject/measure.h"
#include "../../src/subject/work.h"

#include "procbench/methods/closing.h"
#include "procbench/methods/reap.h"
#include "procbench/shapes/shape.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/host.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* Descriptors are numbered below this; those from FIRST on are the child's to close. */
#define NUMBERS 64
#define FIRST   ARENA_FD_FREE

/* The findings of such a process. */
struct findings {
	bool finished;
	struct error error;
	struct arena_sample sample;
	/* one letter per descriptor: '-' closed, 'o' open, 'x' close-on-exec */
	char child[NUMBERS + 1];
	char before[NUMBERS + 1]; /* in the parent */
	char after[NUMBERS + 1];
	pid_t subject; /* the process that tries */
	int works;     /* children that came to their work */
	pid_t worker;  /* the last of them, and the one that created it */
	pid_t creator;
	mode_t modes[3]; /* of its standard streams */
	int written;     /* pages of rss= that it wrote, and the last of them */
	int last_written;
	/* pages of rss= that are as they were built, and those that were written later */
	int old_pages, new_pages;
	uint64_t parent_faults;
};

static struct findings *findings; /* shared */

#define RSS_PAGES 400

static void look(char *letters)
{
	for (int fd = 0; fd < NUMBERS; fd++) {
		int flags = fcntl(fd, F_GETFD);

		letters[fd] = (char)(flags < 0 ? '-' : flags & FD_CLOEXEC ? 'x' : 'o');
	}
}

static void look_at_pages(const volatile char *memory, size_t page_bytes)
{
	findings->written = 0;
	for (int i = 0; i < RSS_PAGES; i++)
		if (memory[(size_t)i * page_bytes] == 2) {
			findings->written++;
			findings->last_written = i;
		}
}

static void look_in_child(const struct creation *creation)
{
	struct stat seen;

	look(findings->child);
	look_at_pages(creation->memory, creation->page_bytes);
	findings->works++;
	findings->worker = (pid_t)sys_getpid();
	findings->creator = (pid_t)sys_getppid();
	for (int stream = 0; stream < 3; stream++)
		findings->modes[stream] = fstat(stream, &seen) == 0 ? seen.st_mode & S_IFMT : 0;
}

/* As a program leaves them that knows nothing of exec: some inherited, with holes between. */
static void open_some(void)
{
	struct rlimit limit = {NUMBERS, NUMBERS};

	for (int fd = 3; fd < NUMBERS; fd++)
		close(fd);
	for (int fd = 0; fd < NUMBERS; fd++)
		if (fd <= FIRST + 2 || fd % 7 == 0 || fd == NUMBERS - 1)
			dup2(STDERR_FILENO, fd);
	setrlimit(RLIMIT_NOFILE, &limit);
}

struct contract {
	const char *method;
	const char *flags; /* or NULL */
	enum key_close close;
	enum key_reap reap;
	const char *touch, *touch_parent; /* or NULL */
	const char *stride, *depth, *stdio;
};

static int set_keys(const struct contract *contract, struct keys *keys, struct error *error)
{
	keys_init(keys, error);
	keys->number[KEY_RSS] = RSS_PAGES * (uint64_t)sysconf(_SC_PAGESIZE);
	if ((contract->stride && keys_set(keys, KEY_STRIDE, contract->stride, error) < 0) ||
	    (contract->depth && keys_set(keys, KEY_DEPTH, contract->depth, error) < 0) ||
	    (contract->stdio && keys_set(keys, KEY_STDIO, contract->stdio, error) < 0))
		return -error->code;
	if (keys_set(keys, KEY_CLOSE, closing_table[contract->close].name, error) < 0 ||
	    keys_set(keys, KEY_REAP, reap_table[contract->reap].name, error) < 0 ||
	    (contract->flags && keys_set(keys, KEY_FLAGS, contract->flags, error) < 0) ||
	    (contract->touch && keys_set(keys, KEY_TOUCH, contract->touch, error) < 0) ||
	    (contract->touch_parent &&
	     keys_set(keys, KEY_TOUCH_PARENT, contract->touch_parent, error) < 0))
		return -error->code;
	return 0;
}

static uint64_t own_faults(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (uint64_t)usage.ru_minflt;
}

static void count_pages(void)
{
	const char *memory = shape_rss();

	for (int i = 0; i < RSS_PAGES; i++) {
		findings->old_pages += memory[i * sysconf(_SC_PAGESIZE)] != 2;
		findings->new_pages += memory[i * sysconf(_SC_PAGESIZE)] == 2;
	}
}

/* The life of the process that tries a contract. */
static void try_contract(const struct contract *contract)
{
	static struct arena_spawner spawner;
	struct creation creation = {.child_cpu = -1};
	struct error *error = &findings->error;
	const struct method *method =
		method_find(contract->method, strlen(contract->method), error);
	static struct keys keys;

	alarm(300);
	clock_open(getauxval(AT_SYSINFO_EHDR));
	open_some();
	if (!method || set_keys(contract, &keys, error) < 0 ||
	    (method->check && method->check(&keys, error) < 0) ||
	    shape_check(method, &keys, error) < 0 || reap_begin(method, &keys, error) < 0 ||
	    shape_build(&keys, error) < 0)
		_exit(1);
	child_plan(&creation, ARENA_STAMP_NONE);
	if (work_plan(method, &creation, &keys, error) < 0)
		_exit(1);
	child_add_step(&creation, look_in_child);
	method_attach(method, &creation, calloc(1, method_state_bytes(method)));
	if (method_prepare(method, &creation, &keys, error) < 0)
		_exit(1);
	measure_sample(&creation, &spawner, &findings->sample); /* what comes up lazily */
	look(findings->before);
	findings->subject = getpid();
	findings->works = 0;
	findings->parent_faults = own_faults();
	measure_sample(&creation, &spawner, &findings->sample);
	findings->parent_faults = own_faults() - findings->parent_faults;
	look(findings->after);
	count_pages();
	findings->finished = true;
	_exit(0);
}

/* What it found, until the next one. */
static void run_contract(const struct contract *contract)
{
	int status = 0;
	pid_t pid;

	memset(findings, 0, sizeof(*findings));
	pid = fork();
	if (pid == 0)
		try_contract(contract);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (!findings->finished)
		print_message("%s: status 0x%x: %s\n", contract->method, (unsigned)status,
			      findings->error.text);
	assert_true(findings->finished);
}

static const char *obstacle(const struct contract *contract)
{
	bool shares = strcmp(contract->method, "vfork") == 0 || contract->flags;
	static struct error error;

	if (host_sanitized() && shares)
		return "sanitizers take a child in its parent's memory for its parent";
	if (getenv("PROCBENCH_TEST_EMULATED"))
		return "the emulator has descriptors and page faults of its own";
	if (closing_table[contract->close].probe &&
	    closing_table[contract->close].probe(&error) < 0)
		return error.text;
	return NULL;
}

static bool can_try(const struct contract *contract)
{
	const char *why = obstacle(contract);

	if (why)
		print_message("          skipped: %s, close=%s: %s\n", contract->method,
			      closing_table[contract->close].name, why);
	return !why;
}

/* ---- descriptors ---- */

/* What the child has to see, by what its parent had. */
static char expected(enum key_close close, int fd)
{
	char before = findings->before[fd];

	if (close == KEY_CLOSE_NONE || fd < FIRST || before == '-')
		return before;
	return close == KEY_CLOSE_CLOEXEC ? 'x' : '-';
}

static void check_closing(const struct contract *contract)
{
	char letters[NUMBERS + 1] = "";

	if (!can_try(contract))
		return;
	run_contract(contract);
	assert_int_equal(findings->sample.outcome, ARENA_OK);
	for (int fd = 0; fd < NUMBERS; fd++)
		letters[fd] = expected(contract->close, fd);
	assert_string_equal(findings->child, letters);
	assert_string_equal(findings->before, findings->after);
	assert_int_equal(findings->before[NUMBERS - 1], 'o'); /* there was something to do */
}

static void each_way_closes_the_childs_own(void **state)
{
	static const struct contract kinds[] = {
		{.method = "fork"},
		{.method = "vfork"},
		{.method = "clone"},
		{.method = "clone", .flags = "vm"},
		{.method = "clone3", .flags = "vm+vfork"},
	};

	(void)state;
	for (size_t kind = 0; kind < LENGTH(kinds); kind++)
		for (int close = 0; close < KEY_CLOSE_COUNT; close++) {
			struct contract contract = kinds[kind];

			contract.close = (enum key_close)close;
			check_closing(&contract);
		}
}

static void names_are_the_keys_choices(void **state)
{
	struct text names = {0};

	(void)state;
	for (int close = 0; close < KEY_CLOSE_COUNT; close++)
		text_printf(&names, "%s%s", close ? "|" : "", closing_table[close].name);
	assert_string_equal(text_string(&names), key_table[KEY_CLOSE].value);
	text_free(&names);
}

/* ---- pages ---- */

/* Counted in the second sample: each pays anew for what is written. */
static void the_child_writes_to_its_own_copy(void **state)
{
	struct contract none = {.method = "fork"}, some = {.method = "fork", .touch = "300"};
	uint32_t without;

	(void)state;
	if (!can_try(&none))
		return;
	run_contract(&none);
	without = findings->sample.minor_faults;
	run_contract(&some);
	assert_int_equal(findings->sample.outcome, ARENA_OK);
	assert_true(findings->sample.minor_faults >= 300);
	assert_true(without < 300);
	assert_true(findings->parent_faults < 300);
	assert_int_equal(findings->old_pages, RSS_PAGES);
	assert_int_equal(findings->new_pages, 0);
}

static void the_parent_writes_before_it_reaps(void **state)
{
	struct contract contract = {.method = "fork", .touch_parent = "300"};

	(void)state;
	if (!can_try(&contract))
		return;
	for (int reap = 0; reap < KEY_REAP_COUNT; reap++) {
		contract.reap = (enum key_reap)reap;
		run_contract(&contract);
		assert_int_equal(findings->sample.outcome, ARENA_OK);
		assert_true(findings->parent_faults >= 300);
		assert_int_equal(findings->new_pages, 300);
		assert_int_equal(findings->old_pages, RSS_PAGES - 300);
		if (reap == KEY_REAP_WAIT4)
			assert_true(findings->sample.minor_faults < 300);
	}
}

/* The whole block and not a page more; with a child that borrows memory nothing is copied. */
static void all_pages_can_be_written(void **state)
{
	struct contract both = {.method = "clone3", .touch = "400", .touch_parent = "400"};
	struct contract borrowed = {.method = "vfork", .touch_parent = "400"};

	(void)state;
	if (can_try(&both)) {
		run_contract(&both);
		assert_int_equal(findings->sample.outcome, ARENA_OK);
		assert_int_equal(findings->new_pages, RSS_PAGES);
		assert_true(findings->sample.minor_faults >= 400);
	}
	if (can_try(&borrowed)) {
		run_contract(&borrowed);
		assert_int_equal(findings->new_pages, RSS_PAGES);
		assert_true(findings->parent_faults < 400);
	}
}

static void a_stride_leaves_pages_out(void **state)
{
	struct contract contract = {.method = "fork", .touch = "100", .stride = "4"};

	(void)state;
	if (!can_try(&contract))
		return;
	run_contract(&contract);
	assert_int_equal(findings->written, 100);
	assert_int_equal(findings->last_written, 99 * 4);
}

/* ---- chains of children ---- */

static void a_chain_ends_with_one_that_works(void **state)
{
	static const struct contract kinds[] = {
		{.method = "fork", .depth = "7"},
		{.method = "vfork", .depth = "7"},
		{.method = "clone", .flags = "vm+vfork", .depth = "7"},
		{.method = "clone3", .depth = "7"},
	};

	(void)state;
	for (size_t kind = 0; kind < LENGTH(kinds); kind++) {
		struct contract single = kinds[kind];

		if (!can_try(&kinds[kind]))
			continue;
		run_contract(&kinds[kind]);
		assert_int_equal(findings->sample.outcome, ARENA_OK);
		assert_int_equal(findings->works, 1);
		assert_int_not_equal(findings->worker, findings->creator);
		assert_int_not_equal(findings->creator, findings->subject);
		single.depth = "1";
		run_contract(&single);
		assert_int_equal(findings->creator, findings->subject);
	}
}

/* ---- standard streams ---- */

static void streams_are_what_stdio_names(void **state)
{
	static const struct {
		const char *stdio;
		mode_t mode;
	} kinds[] = {{"null", S_IFCHR}, {"pipe", S_IFIFO}};
	static const char *const methods[] = {"fork", "vfork", "clone3"};

	(void)state;
	for (size_t kind = 0; kind < LENGTH(kinds); kind++)
		for (size_t i = 0; i < LENGTH(methods); i++) {
			struct contract contract = {.method = methods[i],
						    .stdio = kinds[kind].stdio};

			if (!can_try(&contract))
				continue;
			run_contract(&contract);
			assert_int_equal(findings->sample.outcome, ARENA_OK);
			for (int stream = 0; stream < 3; stream++)
				assert_int_equal(findings->modes[stream], kinds[kind].mode);
			assert_string_equal(findings->before, findings->after);
		}
}

/* ---- invalid combinations ---- */

static void check_rule(const char *name, const char *const *values, const char *expected_text)
{
	struct error error = {0};
	const struct method *method = method_find(name, strlen(name), &error);
	struct keys keys;

	assert_int_equal(keys_init(&keys, &error), 0);
	for (; *values; values += 2) {
		int key = keys_find(values[0], strlen(values[0]), &error);

		assert_true(key >= 0);
		assert_int_equal(keys_set(&keys, (enum key)key, values[1], &error), 0);
	}
	if (method->check)
		assert_int_equal(method->check(&keys, &error), 0);
	if (shape_check(method, &keys, &error) == 0)
		assert_string_equal("", expected_text);
	else
		assert_string_equal(error.text, expected_text);
	keys_free(&keys);
}

static void what_makes_no_sense_is_refused(void **state)
{
	static const struct {
		const char *method;
		const char *values[9];
		const char *text;
	} rows[] = {
		{"fork", {NULL}, ""},
		{"fork", {"rss", "1M", "touch", "16"}, ""},
		{"fork", {"rss", "1M", "touch_parent", "16"}, ""},
		{"vfork", {"rss", "1M", "touch_parent", "16"}, ""},
		{"clone", {"flags", "vm+vfork", "close", "loop"}, ""},
		{"clone", {"flags", "files", "rss", "1M", "touch", "2"}, ""},
		{"fork", {"exec", "tiny", "args", "100M"}, ""},
		{"posix_spawn", {"exec", "/bin/true", "args", "1"}, ""},
		{"null", {"env", "1M"}, ""},
		{"posix_spawnp", {"exec", "true /a", "path", "10k"}, ""},
		{"vfork", {"exec", "true", "path", "10", "via", "execvp"}, ""},
		{"fork", {"rss", "16K", "touch", "2", "stride", "3"}, ""},
		{"fork",
		 {"rss", "16K", "touch", "2", "stride", "4"},
		 "touch=2 with stride=4 exceeds the 4 pages of rss= (use rss=20K)"},
		{"exit",
		 {"depth", "2"},
		 "depth=2 is not possible with 'exit': its child exists before the call"},
		{"clone",
		 {"depth", "2", "flags", "vm"},
		 "depth=2 is not possible with 'clone': a child with flags=vm would run on its "
		 "parent's only spare stack (add vfork)"},
		{"clone3",
		 {"flags", "files", "stdio", "null"},
		 "stdio=null cannot be combined with flags=files: the child would replace its "
		 "parent's streams in the shared table (remove one)"},
		{"fork", {"args", "1K"}, "args=1K requires a program to execute (add exec=tiny)"},
		{"fork", {"env", "6M"}, "env=6M exceeds what exec accepts (less than 6M)"},
		{"posix_spawn",
		 {"exec", "true", "path", "3"},
		 "path=3 requires a method that searches PATH, which 'posix_spawn' does not (use "
		 "posix_spawnp or via=execvp)"},
		{"posix_spawnp",
		 {"exec", "bin/true", "path", "3"},
		 "path=3 requires a program name without a slash, because only such names are "
		 "searched in PATH (remove the directory)"},
		{"posix_spawnp",
		 {"exec", "true", "path", "10001"},
		 "path=10001 makes PATH too long for exec (at most 10000)"},
		{"fork", {"touch", "1k"}, "touch=1000 exceeds the 0 pages of rss= (use rss=4000K)"},
		{"fork",
		 {"rss", "1M", "touch", "257"},
		 "touch=257 exceeds the 256 pages of rss= (use rss=1028K)"},
		{"posix_spawn",
		 {"exec", "tiny", "rss", "8K", "touch_parent", "3"},
		 "touch_parent=3 exceeds the 2 pages of rss= (use rss=12K)"},
		{"vfork",
		 {"rss", "1M", "touch", "1"},
		 "touch=1 requires a child with its own memory, but with 'vfork' the child shares "
		 "its parent's (remove it or use fork)"},
		{"clone3",
		 {"rss", "1M", "touch", "1", "flags", "vm+vfork"},
		 "touch=1 requires a child with its own memory, but with 'clone3' the child shares "
		 "its parent's (remove it or use fork)"},
		{"clone",
		 {"flags", "vm+files", "close", "cloexec"},
		 "close=cloexec cannot be combined with flags=files: the child would close its "
		 "parent's descriptors in the shared table (remove one)"},
	};

	(void)state;
	if (sysconf(_SC_PAGESIZE) != 4096) {
		print_message("          skipped: the numbers are those of 4 KiB pages\n");
		return;
	}
	for (size_t i = 0; i < LENGTH(rows); i++)
		check_rule(rows[i].method, rows[i].values, rows[i].text);
}

/* ---- the order of steps ---- */

static void step_one(const struct creation *creation)
{
	(void)creation;
}

static void step_two(const struct creation *creation)
{
	(void)creation;
}

static void steps_come_before_the_one_that_executes(void **state)
{
	struct creation executing = {.child_cpu = 0, .program = "/bin/true"};
	struct creation exiting = {.child_cpu = -1};
	creation_step *execute;

	(void)state;
	child_plan(&executing, ARENA_STAMP_COUNTER);
	execute = executing.steps[2];
	assert_non_null(execute);
	child_add_step(&executing, step_one);
	child_add_step(&executing, step_two);
	assert_ptr_equal(executing.steps[2], step_one);
	assert_ptr_equal(executing.steps[3], step_two);
	assert_ptr_equal(executing.steps[4], execute);
	assert_null(executing.steps[5]);

	child_plan(&exiting, ARENA_STAMP_NONE);
	child_add_step(&exiting, step_one);
	child_add_step(&exiting, step_two);
	assert_ptr_equal(exiting.steps[0], step_one);
	assert_ptr_equal(exiting.steps[1], step_two);
	assert_null(exiting.steps[2]);
}

static int map_findings(void **state)
{
	(void)state;
	findings = mmap(NULL, sizeof(*findings), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
			-1, 0);
	return findings == MAP_FAILED;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_way_closes_the_childs_own),
		cmocka_unit_test(names_are_the_keys_choices),
		cmocka_unit_test(the_child_writes_to_its_own_copy),
		cmocka_unit_test(a_stride_leaves_pages_out),
		cmocka_unit_test(a_chain_ends_with_one_that_works),
		cmocka_unit_test(streams_are_what_stdio_names),
		cmocka_unit_test(the_parent_writes_before_it_reaps),
		cmocka_unit_test(all_pages_can_be_written),
		cmocka_unit_test(what_makes_no_sense_is_refused),
		cmocka_unit_test(steps_come_before_the_one_that_executes),
	};

	return cmocka_run_group_tests(tests, map_findings, NULL);
}
