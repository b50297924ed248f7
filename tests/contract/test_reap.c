/*
 * The contract of every way of reaping: it waits for that child and no other, tells how it ended,
 * and leaves no descriptor, zombie or signal-mask change, whatever else dies or signals meanwhile.
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

#include "../../src/subject/measure.h"

#include "procbench/methods/reap.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/host.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

#define SAMPLES 3
#define WORK_NS 3000000L
#define STRAYS  3 /* children that the method did not create */

/* The findings of such a process. */
struct findings {
	bool finished;
	struct error error;
	struct arena_sample samples[SAMPLES];
	int fds[2]; /* before and after */
	sigset_t masks[2];
	int strays; /* that were still there to be reaped afterwards */
	long left;  /* the result of waiting for one more child */
};

struct contract {
	const char *method;
	const char *flags; /* or NULL */
	enum key_reap reap;
	creation_step *work;   /* of the child, or NULL */
	void (*disturb)(void); /* before each sample, or NULL */
	const char *program;   /* or NULL */
	bool no_descriptors;   /* none may be opened any more */
};

static int count_fds(void)
{
	DIR *folder = opendir("/proc/self/fd");
	int count = 0;

	while (folder && readdir(folder))
		count++;
	if (folder)
		closedir(folder);
	return count;
}

static void look(struct findings *findings, int when)
{
	findings->fds[when] = count_fds();
	sigprocmask(SIG_SETMASK, NULL, &findings->masks[when]);
}

static void forbid_descriptors(void)
{
	struct rlimit limit;

	getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_cur = 0;
	setrlimit(RLIMIT_NOFILE, &limit);
}

static int prepare(const struct contract *contract, struct creation *creation,
		   struct findings *findings)
{
	struct error *error = &findings->error;
	const struct method *method =
		method_find(contract->method, strlen(contract->method), error);
	static struct keys keys;

	if (!method || keys_init(&keys, error) < 0 ||
	    keys_set(&keys, KEY_REAP, reap_table[contract->reap].name, error) < 0 ||
	    (contract->flags && keys_set(&keys, KEY_FLAGS, contract->flags, error) < 0) ||
	    (method->check && method->check(&keys, error) < 0) ||
	    reap_begin(method, &keys, error) < 0)
		return -error->code;
	method_attach(method, creation, calloc(1, method_state_bytes(method)));
	return method_prepare(method, creation, &keys, error);
}

/* The life of the process that tries a contract. */
static void try_contract(const struct contract *contract, struct findings *findings)
{
	static char *argv[] = {(char *)"target", NULL};
	static struct arena_spawner spawner;
	struct creation creation = {.environment = environ, .argv = argv, .child_cpu = -1};

	alarm(300);
	clock_open(getauxval(AT_SYSINFO_EHDR));
	creation.steps[0] = contract->work;
	creation.program = creation.file = contract->program;
	if (prepare(contract, &creation, findings) < 0)
		_exit(1);
	measure_sample(&creation, &spawner, &findings->samples[0]); /* what comes up lazily */
	look(findings, 0);
	if (contract->no_descriptors)
		forbid_descriptors();
	for (int i = 0; i < SAMPLES; i++) {
		if (contract->disturb)
			contract->disturb();
		measure_sample(&creation, &spawner, &findings->samples[i]);
	}
	look(findings, 1);
	while ((findings->left = sys_wait4(-1, NULL, __WALL, NULL)) > 0)
		findings->strays++;
	findings->finished = true;
	_exit(0);
}

static struct findings *run_contract(const struct contract *contract)
{
	struct findings *findings = mmap(NULL, sizeof(*findings), PROT_READ | PROT_WRITE,
					 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t pid = fork();
	int status = 0;

	if (pid == 0)
		try_contract(contract, findings);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (!findings->finished)
		print_message("%s, reap=%s: status 0x%x: %s\n", contract->method,
			      reap_table[contract->reap].name, (unsigned)status,
			      findings->error.text);
	assert_true(findings->finished);
	return findings;
}

/* Why a contract cannot be tried in this build or on this machine; NULL when it can. */
static const char *obstacle(const struct contract *contract)
{
	static struct error error;
	const struct method *method =
		method_find(contract->method, strlen(contract->method), &error);
	bool shares = method->shares_memory || method->only_executes;
	bool emulated = getenv("PROCBENCH_TEST_EMULATED") != NULL;

	if (host_sanitized() && shares)
		return "sanitizers take a child in its parent's memory for its parent";
	if (emulated && (contract->flags || contract->program))
		return "the emulator knows clone as fork only, and executes no foreign program";
	if (method->probe && method->probe(&error) < 0)
		return error.text;
	if (reap_table[contract->reap].probe && reap_table[contract->reap].probe(&error) < 0)
		return error.text;
	return NULL;
}

/* Its findings, or NULL where it cannot be tried; the caller unmaps them. */
static struct findings *findings_of(const struct contract *contract)
{
	const char *why = obstacle(contract);

	if (!why)
		return run_contract(contract);
	print_message("          skipped: %s, reap=%s: %s\n", contract->method,
		      reap_table[contract->reap].name, why);
	return NULL;
}

static void check(const struct contract *contract, enum arena_outcome outcome, int value,
		  int strays)
{
	struct findings *findings = findings_of(contract);

	if (!findings)
		return;
	for (int i = 0; i < SAMPLES; i++) {
		if (findings->samples[i].outcome != outcome || findings->samples[i].value != value)
			fail_msg("%s, reap=%s: sample %d: outcome %d value %d", contract->method,
				 reap_table[contract->reap].name, i, findings->samples[i].outcome,
				 findings->samples[i].value);
		assert_true(findings->samples[i].returned_ns <= findings->samples[i].reaped_ns);
	}
	assert_int_equal(findings->fds[0], findings->fds[1]);
	assert_memory_equal(&findings->masks[0], &findings->masks[1], sizeof(sigset_t));
	assert_int_equal(findings->left, -ECHILD);
	assert_int_equal(findings->strays, strays);
	munmap(findings, sizeof(*findings));
}

/* One method of each kind: a copy, borrowed memory, libc's, one with its own pidfd. */
static const struct contract kinds[] = {
	{.method = "fork"},
	{.method = "vfork"},
	{.method = "clone"},
	{.method = "clone", .flags = "pidfd"},
	{.method = "clone3", .flags = "vm+pidfd"},
};

static void check_all(creation_step *work, void (*disturb)(void), enum arena_outcome outcome,
		      int value, int strays)
{
	for (size_t kind = 0; kind < LENGTH(kinds); kind++)
		for (int reap = 0; reap < KEY_REAP_COUNT; reap++) {
			struct contract contract = kinds[kind];

			contract.reap = (enum key_reap)reap;
			contract.work = work;
			contract.disturb = disturb;
			check(&contract, outcome, value, strays);
		}
}

/* ---- children ---- */

static void rest(long ns)
{
	struct timespec time = {0, ns};

	nanosleep(&time, NULL); /* not a wait: the work of the child */
}

static void work_for_long(const struct creation *creation)
{
	(void)creation;
	rest(WORK_NS);
}

static void exit_3(const struct creation *creation)
{
	(void)creation;
	sys_exit_group(3);
}

static void die_of_a_signal(const struct creation *creation)
{
	(void)creation;
	sys_kill((pid_t)sys_getpid(), SIGKILL);
}

/* ---- tests ---- */

static void every_way_reaps_its_child(void **state)
{
	(void)state;
	check_all(NULL, NULL, ARENA_OK, 0, 0);
}

static void every_way_waits_for_the_end(void **state)
{
	struct contract contract = {.method = "fork", .work = work_for_long};

	(void)state;
	for (int reap = 0; reap < KEY_REAP_COUNT; reap++) {
		struct findings *findings;

		contract.reap = (enum key_reap)reap;
		findings = findings_of(&contract);
		if (!findings)
			continue;
		for (int i = 0; i < SAMPLES; i++)
			assert_true(findings->samples[i].reaped_ns -
					    findings->samples[i].start_ns >=
				    WORK_NS);
		munmap(findings, sizeof(*findings));
	}
}

static void every_way_tells_how_it_ended(void **state)
{
	(void)state;
	check_all(exit_3, NULL, ARENA_EXIT, 3, 0);
	check_all(die_of_a_signal, NULL, ARENA_SIGNAL, SIGKILL, 0);
}

static void failures_of_the_call_come_back(void **state)
{
	struct contract contract = {.method = "posix_spawn", .program = "/nonexistent/target"};

	(void)state;
	for (int reap = 0; reap < KEY_REAP_COUNT; reap++) {
		contract.reap = (enum key_reap)reap;
		check(&contract, ARENA_ERRNO, ENOENT, 0);
	}
}

/* The first call dies at once, the others some time into the samples. */
static void make_strays(void)
{
	static int made;

	if (made == STRAYS)
		return;
	if (fork() == 0) {
		rest(WORK_NS / 2 * made);
		_exit(0);
	}
	made++;
}

static void strays_are_left_alone(void **state)
{
	(void)state;
	check_all(work_for_long, make_strays, ARENA_OK, 0, STRAYS);
}

/* Pending where it is blocked, ignored where it is not. */
static void signal_oneself(void)
{
	kill(getpid(), SIGCHLD);
}

static void stray_signals_prove_nothing(void **state)
{
	(void)state;
	check_all(work_for_long, signal_oneself, ARENA_OK, 0, 0);
}

static void do_nothing(int signal_number)
{
	(void)signal_number;
}

/* Once per sample, because a system call that is interrupted early, as fork, is restarted. */
static void interrupt_soon(void)
{
	struct sigaction action = {.sa_handler = do_nothing};
	struct itimerval timer = {{0, 0}, {0, WORK_NS / 2000}};

	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &timer, NULL);
}

static void interrupted_waits_go_on(void **state)
{
	(void)state;
	check_all(work_for_long, interrupt_soon, ARENA_OK, 0, 0);
}

/* No descriptor for the child's end: the errno is the sample's, and the child is reaped. */
static void a_pidfd_that_cannot_be_had_leaves_no_child(void **state)
{
	struct contract contract = {
		.method = "fork", .reap = KEY_REAP_PIDFD, .no_descriptors = true};
	struct findings *findings = findings_of(&contract);

	(void)state;
	if (!findings)
		return;
	for (int i = 0; i < SAMPLES; i++) {
		assert_int_equal(findings->samples[i].outcome, ARENA_WAIT);
		assert_int_equal(findings->samples[i].value, EMFILE);
	}
	assert_int_equal(findings->strays, 0);
	assert_int_equal(findings->left, -ECHILD);
	munmap(findings, sizeof(*findings));
}

static void only_wait4_knows_the_faults(void **state)
{
	(void)state;
	for (int reap = 0; reap < KEY_REAP_COUNT; reap++) {
		struct contract contract = {.method = "fork", .reap = (enum key_reap)reap};
		struct findings *findings = findings_of(&contract);

		if (!findings)
			continue;
		for (int i = 0; i < SAMPLES; i++)
			if (reap == KEY_REAP_WAIT4)
				assert_true(findings->samples[i].minor_faults !=
					    ARENA_FAULTS_UNKNOWN);
			else
				assert_true(findings->samples[i].minor_faults ==
					    ARENA_FAULTS_UNKNOWN);
		munmap(findings, sizeof(*findings));
	}
}

static void names_are_the_keys_choices(void **state)
{
	struct text names = {0};

	(void)state;
	for (int reap = 0; reap < KEY_REAP_COUNT; reap++)
		text_printf(&names, "%s%s", reap ? "|" : "", reap_table[reap].name);
	assert_string_equal(text_string(&names), key_table[KEY_REAP].value);
	text_free(&names);
}

static void status_is_what_wait4_says(void **state)
{
	static const struct {
		int code, status, expected;
	} rows[] = {
		{CLD_EXITED, 0, 0},          {CLD_EXITED, 1, 0x100},
		{CLD_EXITED, 255, 0xff00},   {CLD_EXITED, 256 + 3, 0x300},
		{CLD_KILLED, SIGKILL, 9},    {CLD_KILLED, SIGSEGV, 11},
		{CLD_DUMPED, SIGSEGV, 0x8b}, {CLD_DUMPED, SIGQUIT, 0x83},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		siginfo_t info = {0};

		info.si_code = rows[i].code;
		info.si_status = rows[i].status;
		assert_int_equal(sys_wait_status(&info), rows[i].expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_way_reaps_its_child),
		cmocka_unit_test(every_way_waits_for_the_end),
		cmocka_unit_test(every_way_tells_how_it_ended),
		cmocka_unit_test(failures_of_the_call_come_back),
		cmocka_unit_test(strays_are_left_alone),
		cmocka_unit_test(stray_signals_prove_nothing),
		cmocka_unit_test(interrupted_waits_go_on),
		cmocka_unit_test(a_pidfd_that_cannot_be_had_leaves_no_child),
		cmocka_unit_test(only_wait4_knows_the_faults),
		cmocka_unit_test(names_are_the_keys_choices),
		cmocka_unit_test(status_is_what_wait4_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
