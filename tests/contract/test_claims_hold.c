/*
 * The contract of the claims: each statement about what happens holds on this machine, and where
 * something else is put in the place of what it is about, it is found not to hold.
 *
 * method_find(), sys_execve() and trace_creations() are replaced here (--wrap).
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/claims/isolated.h"

#include "procbench/methods/method.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/host.h"
#include "procbench/sys/trace.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- what is replaced, and by what ---- */

static const char *replaced, *replacement;
static bool exec_fails;

enum tracing { TRACE_TRULY, TRACE_FORBIDDEN, TRACE_NOTHING, TRACE_CLONES } tracing;

const struct method *__real_method_find(const char *name, size_t length, struct error *error);
const struct method *__wrap_method_find(const char *name, size_t length, struct error *error);
long __real_sys_execve(const char *path, char *const *argv, char *const *envp);
long __wrap_sys_execve(const char *path, char *const *argv, char *const *envp);
int __real_trace_creations(void (*work)(void), struct trace_call *calls, size_t max, size_t *count,
			   struct error *error);
int __wrap_trace_creations(void (*work)(void), struct trace_call *calls, size_t max, size_t *count,
			   struct error *error);

const struct method *__wrap_method_find(const char *name, size_t length, struct error *error)
{
	if (replaced && strcmp(name, replaced) == 0)
		return __real_method_find(replacement, strlen(replacement), error);
	return __real_method_find(name, length, error);
}

long __wrap_sys_execve(const char *path, char *const *argv, char *const *envp)
{
	return exec_fails ? -ENOENT : __real_sys_execve(path, argv, envp);
}

int __wrap_trace_creations(void (*work)(void), struct trace_call *calls, size_t max, size_t *count,
			   struct error *error)
{
	*count = tracing == TRACE_CLONES;
	if (tracing == TRACE_FORBIDDEN)
		return error_set(error, EPERM, "ptrace is forbidden here");
	if (tracing == TRACE_CLONES)
		calls[0] = (struct trace_call){"clone", 0};
	if (tracing != TRACE_TRULY)
		return 0;
	return __real_trace_creations(work, calls, max, count, error);
}

/* ---- trying ---- */

static enum claim_verdict verdict_of(const char *name)
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

/* An emulator makes vfork a fork, and a sanitizer uses memory and signals of its own. */
static void skip_where_nothing_is_real(void)
{
	if (getenv("PROCBENCH_TEST_EMULATED") || host_sanitized())
		skip();
}

static int reset(void **state)
{
	(void)state;
	replaced = replacement = NULL;
	exec_fails = false;
	tracing = TRACE_TRULY;
	return 0;
}

static void own_memory_holds(void **state)
{
	(void)state;
	assert_int_equal(verdict_of("own-memory"), CLAIM_HOLDS);
}

static void vfork_claims_hold(void **state)
{
	(void)state;
	skip_where_nothing_is_real();
	assert_int_equal(verdict_of("vfork-shares"), CLAIM_HOLDS);
	assert_int_equal(verdict_of("vfork-freezes"), CLAIM_HOLDS);
	assert_int_equal(verdict_of("vfork-tables"), CLAIM_HOLDS);
}

static void clone_and_exec_claims_hold(void **state)
{
	(void)state;
	skip_where_nothing_is_real();
	assert_int_equal(verdict_of("clone-shares"), CLAIM_HOLDS);
	assert_int_equal(verdict_of("exec-replaces"), CLAIM_HOLDS);
}

/* glibc's vfork is clone on one architecture, and a call of its own on another. */
static void clone_beneath_is_seen(void **state)
{
	enum claim_verdict verdict;

	(void)state;
	skip_where_nothing_is_real();
	verdict = verdict_of("clone-beneath");
	if (verdict == CLAIM_UNKNOWN) /* where tracing is forbidden, which it said */
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
	assert_int_equal(verdict_of("own-memory"), CLAIM_FAILS);
}

static void a_vfork_that_copies_is_found_out(void **state)
{
	(void)state;
	with("vfork", "fork");
	assert_int_equal(verdict_of("vfork-shares"), CLAIM_FAILS);
	assert_int_equal(verdict_of("vfork-freezes"), CLAIM_FAILS);
	assert_int_equal(verdict_of("vfork-tables"), CLAIM_FAILS);
}

static void a_clone_without_flags_is_found_out(void **state)
{
	(void)state;
	skip_where_nothing_is_real();
	with("clone", "fork");
	assert_int_equal(verdict_of("clone-shares"), CLAIM_FAILS);
}

static void an_exec_that_returns_is_found_out(void **state)
{
	(void)state;
	exec_fails = true;
	assert_int_equal(verdict_of("exec-replaces"), CLAIM_FAILS);
}

static void tracing_decides(void **state)
{
	(void)state;
	tracing = TRACE_FORBIDDEN;
	assert_int_equal(verdict_of("clone-beneath"), CLAIM_UNKNOWN);
	tracing = TRACE_NOTHING;
	assert_int_equal(verdict_of("clone-beneath"), CLAIM_FAILS);
	tracing = TRACE_CLONES;
	assert_int_equal(verdict_of("clone-beneath"), CLAIM_HOLDS);
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

static void a_crash_is_told(void **state)
{
	const struct claim_bench bench = {.signal_fd = -1};
	struct claim_metric metrics[CLAIM_METRICS_MAX] = {0};
	struct error error = {0};

	(void)state;
	assert_int_equal(run_isolated(&bench, crash, metrics, &error), -EIO);
	assert_non_null(strstr(error.text, "ended by signal 9"));
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(own_memory_holds, reset),
		cmocka_unit_test_setup(vfork_claims_hold, reset),
		cmocka_unit_test_setup(clone_and_exec_claims_hold, reset),
		cmocka_unit_test_setup(clone_beneath_is_seen, reset),
		cmocka_unit_test_setup(a_fork_that_shares_memory_is_found_out, reset),
		cmocka_unit_test_setup(a_vfork_that_copies_is_found_out, reset),
		cmocka_unit_test_setup(a_clone_without_flags_is_found_out, reset),
		cmocka_unit_test_setup(an_exec_that_returns_is_found_out, reset),
		cmocka_unit_test_setup(tracing_decides, reset),
		cmocka_unit_test_setup(a_crash_is_told, reset),
		cmocka_unit_test_setup(nothing_is_left, reset),
		cmocka_unit_test_setup(an_interruption_ends_it, reset),
	};

	clock_open(getauxval(AT_SYSINFO_EHDR));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
