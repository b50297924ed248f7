/*
 * The contract of the claims: each statement about what happens holds on this machine; it is
 * refuted where a wrapper (--wrap) breaks it; and without a descriptor, /proc or a signal the
 * experiment is inconclusive.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/claims/isolated.h"
#include "../../src/claims/measuring.h"

#include "procbench/methods/method.h"
#include "procbench/subject/arena.h"
#include "procbench/subject/subject.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/cpus.h"
#include "procbench/sys/host.h"
#include "procbench/sys/trace.h"

#include <errno.h>
#include <fenv.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- what is replaced, and by what ---- */

static const char *replaced, *replacement;

enum executing { EXEC_TRULY, EXEC_FAILS, EXEC_RETURNS, EXEC_REPLACES_NOTHING } executing;
enum cloning { CLONE_TRULY, CLONE_WITHOUT_STACK, CLONE_RESETS_STATE } cloning;

static bool wipes_on_fork;

/* The refused calls, by name. */
static const char *refused;

enum tracing { TRACE_TRULY, TRACE_FORBIDDEN, TRACE_NOTHING, TRACE_CLONES } tracing;

const struct method *__real_method_find(const char *name, size_t length, struct error *error);
const struct method *__wrap_method_find(const char *name, size_t length, struct error *error);
long __real_sys_execve(const char *path, char *const *argv, char *const *envp);
long __wrap_sys_execve(const char *path, char *const *argv, char *const *envp);
int __real_trace_creations(void (*work)(void), struct trace_call *calls, size_t max, size_t *count,
			   struct error *error);
int __wrap_trace_creations(void (*work)(void), struct trace_call *calls, size_t max, size_t *count,
			   struct error *error);

void *__real_mmap(void *place, size_t size, int protection, int flags, int fd, off_t offset);
void *__wrap_mmap(void *place, size_t size, int protection, int flags, int fd, off_t offset);
long __real_sys_clone(unsigned long flags, void *stack_top, int *tid, sys_child_function *function,
		      void *argument);
long __wrap_sys_clone(unsigned long flags, void *stack_top, int *tid, sys_child_function *function,
		      void *argument);
long __real_sys_open(const char *path, int flags);
long __wrap_sys_open(const char *path, int flags);
long __real_sys_dup3(int of, int fd);
long __wrap_sys_dup3(int of, int fd);
long __real_sys_chdir(const char *path);
long __wrap_sys_chdir(const char *path);
long __real_sys_sigaction(int signal, void (*handler)(int));
long __wrap_sys_sigaction(int signal, void (*handler)(int));
void __real_sys_sleep_ms(int milliseconds);
void __wrap_sys_sleep_ms(int milliseconds);

static bool is_refused(const char *call)
{
	return refused && strcmp(refused, call) == 0;
}

long __wrap_sys_open(const char *path, int flags)
{
	if (is_refused("proc") && strncmp(path, "/proc/", 6) == 0)
		return -ENOENT;
	return __real_sys_open(path, flags);
}

long __wrap_sys_dup3(int of, int fd)
{
	return is_refused("dup3") ? -EMFILE : __real_sys_dup3(of, fd);
}

long __wrap_sys_chdir(const char *path)
{
	return is_refused("chdir") ? -EACCES : __real_sys_chdir(path);
}

long __wrap_sys_sigaction(int signal, void (*handler)(int))
{
	return is_refused("sigaction") ? -EPERM : __real_sys_sigaction(signal, handler);
}

void __wrap_sys_sleep_ms(int milliseconds)
{
	if (!is_refused("sleep"))
		__real_sys_sleep_ms(milliseconds);
}

/* A fork that leaves out part of the memory. */
void *__wrap_mmap(void *place, size_t size, int protection, int flags, int fd, off_t offset)
{
	void *memory = __real_mmap(place, size, protection, flags, fd, offset);

	if (wipes_on_fork && memory != MAP_FAILED && flags & MAP_PRIVATE && flags & MAP_ANONYMOUS)
		madvise(memory, size, MADV_WIPEONFORK);
	return memory;
}

static sys_child_function *wrapped_function;

__attribute__((noreturn)) static void reset_state(void *argument)
{
	fesetround(FE_TONEAREST);
	wrapped_function(argument);
	_exit(1);
}

long __wrap_sys_clone(unsigned long flags, void *stack_top, int *tid, sys_child_function *function,
		      void *argument)
{
	if (cloning == CLONE_WITHOUT_STACK)
		stack_top = NULL;
	if (cloning == CLONE_RESETS_STATE) {
		wrapped_function = function;
		function = reset_state;
	}
	return __real_sys_clone(flags, stack_top, tid, function, argument);
}

/* The old program, up to the end of its standard input. */
__attribute__((noreturn)) static void go_on_with_old_program(void)
{
	char byte;

	sys_close_from(3);
	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
	_exit(0);
}

const struct method *__wrap_method_find(const char *name, size_t length, struct error *error)
{
	if (replaced && strcmp(name, replaced) == 0)
		return __real_method_find(replacement, strlen(replacement), error);
	return __real_method_find(name, length, error);
}

long __wrap_sys_execve(const char *path, char *const *argv, char *const *envp)
{
	bool exists = strncmp(path, "/proc/self/fd/", 14) == 0;

	if (executing == EXEC_FAILS)
		return -ENOENT;
	if (executing == EXEC_RETURNS && exists)
		return 0;
	if (executing == EXEC_REPLACES_NOTHING && exists)
		go_on_with_old_program();
	return __real_sys_execve(path, argv, envp);
}

int __wrap_trace_creations(void (*work)(void), struct trace_call *calls, size_t max, size_t *count,
			   struct error *error)
{
	*count = tracing == TRACE_CLONES;
	if (tracing == TRACE_FORBIDDEN)
		return error_set(error, EPERM, "ptrace is forbidden here");
	if (tracing == TRACE_CLONES)
		calls[0] = (struct trace_call){"clone", 0};
	if (tracing != TRACE_TRULY) {
		work(); /* which has to succeed for its calls to mean something */
		return 0;
	}
	return __real_trace_creations(work, calls, max, count, error);
}

/* ---- trying ---- */

static enum claim_verdict answer_of(const char *name)
{
	const struct claim_bench bench = {.signal_fd = -1, .available_bytes = UINT64_MAX};
	struct claim_answer answer;
	struct error error = {0};
	const struct claim *claim = claims_find(name, &error);

	assert_non_null(claim);
	assert_int_equal(claims_try(claim, &bench, &answer, &error), 0);
	print_message("# %s: %s: %s\n", name, claim_verdict_names[answer.verdict],
		      text_string(&answer.explanation));
	text_free(&answer.explanation);
	return answer.verdict;
}

/* An emulator turns vfork into fork, and a sanitizer uses memory and signals of its own. */
static void skip_where_nothing_is_real(void)
{
	if (getenv("PROCBENCH_TEST_EMULATED") || host_sanitized())
		skip();
}

static int reset(void **state)
{
	(void)state;
	replaced = replacement = NULL;
	executing = EXEC_TRULY;
	cloning = CLONE_TRULY;
	tracing = TRACE_TRULY;
	wipes_on_fork = false;
	refused = NULL;
	return 0;
}

static void fork_claims_hold(void **state)
{
	(void)state;
	assert_int_equal(answer_of("own-memory"), CLAIM_HOLDS);
	assert_int_equal(answer_of("parent-writes"), CLAIM_HOLDS);
	skip_where_nothing_is_real();
	assert_int_equal(answer_of("fork-copies"), CLAIM_HOLDS);
}

static void shared_pages_are_seen(void **state)
{
	enum claim_verdict verdict;

	(void)state;
	skip_where_nothing_is_real();
	verdict = answer_of("fork-pages");
	if (verdict == CLAIM_UNKNOWN && geteuid() != 0) /* frame numbers need CAP_SYS_ADMIN */
		skip();
	assert_int_equal(verdict, CLAIM_HOLDS);
}

static void vfork_claims_hold(void **state)
{
	(void)state;
	skip_where_nothing_is_real();
	assert_int_equal(answer_of("vfork-shares"), CLAIM_HOLDS);
	assert_int_equal(answer_of("vfork-stack"), CLAIM_HOLDS);
	assert_int_equal(answer_of("vfork-freezes"), CLAIM_HOLDS);
	assert_int_equal(answer_of("vfork-tables"), CLAIM_HOLDS);
}

static void clone_and_exec_claims_hold(void **state)
{
	(void)state;
	skip_where_nothing_is_real();
	assert_int_equal(answer_of("clone-shares"), CLAIM_HOLDS);
	assert_int_equal(answer_of("clone-state"), CLAIM_HOLDS);
	assert_int_equal(answer_of("exec-replaces"), CLAIM_HOLDS);
	assert_int_equal(answer_of("exec-entry"), CLAIM_HOLDS);
}

/* glibc's vfork is clone on one architecture, and a call of its own on another. */
static void clone_beneath_is_seen(void **state)
{
	enum claim_verdict verdict;

	(void)state;
	skip_where_nothing_is_real();
	verdict = answer_of("clone-beneath");
	if (verdict == CLAIM_UNKNOWN) /* tracing is forbidden here */
		skip();
	assert_true(verdict == CLAIM_HOLDS || verdict == CLAIM_DEPENDS);
}

/* ---- broken on purpose ---- */

static void with(const char *method, const char *instead)
{
	replaced = method;
	replacement = instead;
}

static void a_fork_that_shares_memory_is_found_out(void **state)
{
	(void)state;
	skip_where_nothing_is_real();
	with("fork", "vfork");
	assert_int_equal(answer_of("own-memory"), CLAIM_FAILS);
	if (answer_of("fork-pages") != CLAIM_UNKNOWN)
		assert_int_equal(answer_of("fork-pages"), CLAIM_FAILS);
	with("fork", "thread"); /* which lets its parent continue */
	assert_int_equal(answer_of("parent-writes"), CLAIM_FAILS);
}

static void an_incomplete_copy_is_found_out(void **state)
{
	(void)state;
	skip_where_nothing_is_real();
	wipes_on_fork = true;
	assert_int_equal(answer_of("fork-copies"), CLAIM_FAILS);
	if (answer_of("fork-pages") != CLAIM_UNKNOWN)
		assert_int_equal(answer_of("fork-pages"), CLAIM_FAILS);
}

static void a_vfork_that_copies_is_found_out(void **state)
{
	(void)state;
	with("vfork", "fork");
	assert_int_equal(answer_of("vfork-shares"), CLAIM_FAILS);
	assert_int_equal(answer_of("vfork-stack"), CLAIM_FAILS);
	if (getenv("PROCBENCH_TEST_EMULATED")) /* where no child executes a program of that
						  processor */
		return;
	assert_int_equal(answer_of("vfork-freezes"), CLAIM_FAILS);
	assert_int_equal(answer_of("vfork-tables"), CLAIM_FAILS);
}

static void a_vfork_with_its_own_stack_is_found_out(void **state)
{
	(void)state;
	skip_where_nothing_is_real();
	with("vfork", "thread");
	assert_int_equal(answer_of("vfork-stack"), CLAIM_FAILS);
}

static void a_clone_with_another_state_is_found_out(void **state)
{
	(void)state;
	skip_where_nothing_is_real();
	cloning = CLONE_WITHOUT_STACK;
	assert_int_equal(answer_of("clone-state"), CLAIM_FAILS);
	cloning = CLONE_RESETS_STATE;
	assert_int_equal(answer_of("clone-state"), CLAIM_FAILS);
}

static void a_clone_without_flags_is_found_out(void **state)
{
	(void)state;
	skip_where_nothing_is_real();
	with("clone", "fork");
	assert_int_equal(answer_of("clone-shares"), CLAIM_FAILS);
}

static void an_exec_that_returns_is_found_out(void **state)
{
	(void)state;
	executing = EXEC_RETURNS;
	assert_int_equal(answer_of("exec-replaces"), CLAIM_FAILS);
}

static void an_exec_that_replaces_nothing_is_found_out(void **state)
{
	(void)state;
	skip_where_nothing_is_real();
	executing = EXEC_REPLACES_NOTHING;
	assert_int_equal(answer_of("exec-replaces"), CLAIM_FAILS);
	assert_int_equal(answer_of("exec-entry"), CLAIM_FAILS);
}

static void what_is_lacking_refutes_nothing(void **state)
{
	static const struct {
		const char *refused;
		const char *claim;
	} lacking[] = {
		{"proc", "fork-copies"},       {"proc", "fork-pages"},
		{"proc", "vfork-tables"},      {"proc", "exec-replaces"},
		{"proc", "exec-entry"},        {"dup3", "clone-shares"},
		{"dup3", "exec-replaces"},     {"chdir", "clone-shares"},
		{"sigaction", "clone-shares"}, {"sigaction", "exec-replaces"},
		{"sleep", "vfork-freezes"},
	};

	(void)state;
	skip_where_nothing_is_real();
	for (size_t i = 0; i < sizeof(lacking) / sizeof(lacking[0]); i++) {
		refused = lacking[i].refused;
		assert_int_equal(answer_of(lacking[i].claim), CLAIM_UNKNOWN);
	}
}

static void a_program_that_cannot_be_executed_refutes_nothing(void **state)
{
	(void)state;
	skip_where_nothing_is_real();
	executing = EXEC_FAILS;
	assert_int_equal(answer_of("exec-replaces"), CLAIM_UNKNOWN);
	assert_int_equal(answer_of("exec-entry"), CLAIM_UNKNOWN);
	assert_int_equal(answer_of("vfork-freezes"), CLAIM_UNKNOWN);
}

static void tracing_decides(void **state)
{
	(void)state;
	tracing = TRACE_FORBIDDEN;
	assert_int_equal(answer_of("clone-beneath"), CLAIM_UNKNOWN);
	tracing = TRACE_NOTHING;
	assert_int_equal(answer_of("clone-beneath"), CLAIM_FAILS);
	tracing = TRACE_CLONES;
	assert_int_equal(answer_of("clone-beneath"), CLAIM_HOLDS);
}

/* ---- apart ---- */

static int crash(struct claim_metric *metrics, struct error *error)
{
	(void)metrics;
	(void)error;
	raise(SIGKILL);
	return 0;
}

static int leave_a_sleeper(struct claim_metric *metrics, struct error *error)
{
	pid_t pid = fork();

	(void)error;
	if (pid == 0) {
		setpgid(0, 0);
		for (;;)
			pause();
	}
	metrics[0].number = pid;
	return 0;
}

static int hang(struct claim_metric *metrics, struct error *error)
{
	(void)metrics;
	(void)error;
	while (pause() < 0)
		;
	return 0;
}

static void assert_no_child(void)
{
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
}

static void a_crash_is_reported(void **state)
{
	const struct claim_bench bench = {.signal_fd = -1};
	struct claim_metric metrics[CLAIM_METRICS_MAX] = {0};
	struct error error = {0};

	(void)state;
	assert_int_equal(run_isolated(&bench, crash, metrics, &error), -EIO);
	assert_non_null(strstr(error.text, "killed by signal 9"));
	assert_no_child();
}

static void nothing_is_left(void **state)
{
	const struct claim_bench bench = {.signal_fd = -1};
	struct claim_metric metrics[CLAIM_METRICS_MAX] = {0};
	struct error error = {0};

	(void)state;
	skip_where_nothing_is_real(); /* an emulator gives orphans to init */
	assert_int_equal(run_isolated(&bench, leave_a_sleeper, metrics, &error), 0);
	assert_true(metrics[0].number > 0);
	assert_int_equal(kill((pid_t)metrics[0].number, 0), -1);
	assert_int_equal(errno, ESRCH);
	assert_no_child();
}

static void an_interruption_ends_it(void **state)
{
	struct claim_metric metrics[CLAIM_METRICS_MAX] = {0};
	struct error error = {0};
	struct claim_bench bench;
	int fds[2];

	(void)state;
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(write(fds[1], "", 1), 1);
	bench = (struct claim_bench){.signal_fd = fds[0]};
	assert_int_equal(run_isolated(&bench, hang, metrics, &error), -EINTR);
	assert_no_child();
	close(fds[0]);
	close(fds[1]);
}

/* ---- what is measured for a claim ---- */

static void its_warnings_are_kept(void **state)
{
	char crowd[64]; /* one creator more than CPUs */
	const char *const specs[] = {crowd, NULL};
	const struct measuring_effort effort = {1, 1000000000};
	struct text_list warnings = {0};
	struct claim_bench bench = {.signal_fd = -1, .name = "fork-copies", .warnings = &warnings};
	struct error error = {0};
	struct result result;

	(void)state;
	skip_where_nothing_is_real();
	snprintf(crowd, sizeof(crowd), "fork:parallel=%d", cpus_count() + 1);
	assert_int_equal(measuring_run(&bench, specs, effort, &result, &error), 0);
	assert_true(warnings.count > 0);
	assert_memory_equal(warnings.items[0], "fork-copies: ", 13);
	result_free(&result);
	text_list_free(&warnings);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(fork_claims_hold, reset),
		cmocka_unit_test_setup(shared_pages_are_seen, reset),
		cmocka_unit_test_setup(vfork_claims_hold, reset),
		cmocka_unit_test_setup(clone_and_exec_claims_hold, reset),
		cmocka_unit_test_setup(clone_beneath_is_seen, reset),
		cmocka_unit_test_setup(a_fork_that_shares_memory_is_found_out, reset),
		cmocka_unit_test_setup(a_vfork_that_copies_is_found_out, reset),
		cmocka_unit_test_setup(a_clone_without_flags_is_found_out, reset),
		cmocka_unit_test_setup(an_incomplete_copy_is_found_out, reset),
		cmocka_unit_test_setup(a_vfork_with_its_own_stack_is_found_out, reset),
		cmocka_unit_test_setup(a_clone_with_another_state_is_found_out, reset),
		cmocka_unit_test_setup(an_exec_that_returns_is_found_out, reset),
		cmocka_unit_test_setup(an_exec_that_replaces_nothing_is_found_out, reset),
		cmocka_unit_test_setup(what_is_lacking_refutes_nothing, reset),
		cmocka_unit_test_setup(a_program_that_cannot_be_executed_refutes_nothing, reset),
		cmocka_unit_test_setup(tracing_decides, reset),
		cmocka_unit_test_setup(a_crash_is_reported, reset),
		cmocka_unit_test_setup(nothing_is_left, reset),
		cmocka_unit_test_setup(an_interruption_ends_it, reset),
		cmocka_unit_test_setup(its_warnings_are_kept, reset),
	};

	/* a launch executes this program again */
	if (argc == 2 && strcmp(argv[1], ARENA_VERB) == 0)
		subject_main();
	clock_open(getauxval(AT_SYSINFO_EHDR));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
