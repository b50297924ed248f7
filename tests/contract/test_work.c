/*
 * The contract of what a child does with what it inherits: it closes its own descriptors and
 * writes its own pages, in a method of each kind, and its parent's stay as they were.
 *
 * Each is tried in a process of its own, which tells its findings through shared memory and asserts
 * nothing; the test process does.
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
#include "procbench/sys/clock.h"
#include "procbench/sys/host.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* Descriptors are numbered below this; those from FIRST on are the child's to close. */
#define NUMBERS 64
#define FIRST   ARENA_FD_FREE

/* What a process of its own found out. */
struct findings {
	bool finished;
	struct error error;
	struct arena_sample sample;
	/* a letter a descriptor: '-' closed, 'o' open, 'x' close-on-exec */
	char child[NUMBERS + 1];
	char before[NUMBERS + 1]; /* in the parent */
	char after[NUMBERS + 1];
};

static struct findings *findings; /* shared */

static void look(char *letters)
{
	for (int fd = 0; fd < NUMBERS; fd++) {
		int flags = fcntl(fd, F_GETFD);

		letters[fd] = (char)(flags < 0 ? '-' : flags & FD_CLOEXEC ? 'x' : 'o');
	}
}

static void look_in_child(const struct creation *creation)
{
	(void)creation;
	look(findings->child);
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
};

/* The life of the process that tries a contract. */
static void try_contract(const struct contract *contract)
{
	static struct arena_header header;
	struct creation creation = {.child_cpu = -1};
	struct error *error = &findings->error;
	const struct method *method =
		method_find(contract->method, strlen(contract->method), error);
	static struct keys keys;

	alarm(20);
	clock_open(getauxval(AT_SYSINFO_EHDR));
	open_some();
	if (!method || keys_init(&keys, error) < 0 ||
	    keys_set(&keys, KEY_CLOSE, closing_table[contract->close].name, error) < 0 ||
	    (contract->flags && keys_set(&keys, KEY_FLAGS, contract->flags, error) < 0) ||
	    (method->check && method->check(&keys, error) < 0) ||
	    method_check_keys(method, &keys, error) < 0)
		_exit(1);
	child_plan(&creation, ARENA_STAMP_NONE);
	work_plan(method, &creation, &keys);
	child_add_step(&creation, look_in_child);
	if (method->prepare && method->prepare(&creation, &keys, error) < 0)
		_exit(1);
	look(findings->before);
	measure_sample(&method->calls, &creation, &header, &findings->sample);
	look(findings->after);
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
		return "the emulator has descriptors of its own, and lists others in /proc";
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
		cmocka_unit_test(steps_come_before_the_one_that_executes),
	};

	return cmocka_run_group_tests(tests, map_findings, NULL);
}
