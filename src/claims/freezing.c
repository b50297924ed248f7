/* freezing: how long vfork blocks the parent that called it. */
#define _GNU_SOURCE
#include "blocking_target.h"
#include "creating.h"
#include "isolated.h"

#include "procbench/claims/claims.h"

#include <errno.h>
#include <math.h>
#include <stddef.h>

/* How long the child sleeps before it exits or executes. */
#define SLEEP_MS 50
#define SLEEP_NS (SLEEP_MS * 1e6)

enum freezing_metric { FORK_CALL, VFORK_EXIT_CALL, VFORK_EXEC_CALL, IS_RUNNING };

static const char *const freezing_names[] = {"fork_call_ns", "vfork_call_until_exit_ns",
					     "vfork_call_until_exec_ns",
					     "child_lives_on_after_exec", NULL};

static struct child_failure *failure; /* shared with the child */

static void sleep_in_child(const struct creation *creation)
{
	struct timespec start, end;

	(void)creation;
	sys_clock_gettime(CLOCK_MONOTONIC, &start);
	sys_sleep_ms(SLEEP_MS);
	sys_clock_gettime(CLOCK_MONOTONIC, &end);
	if ((double)(end.tv_sec - start.tv_sec) * 1e9 + (double)(end.tv_nsec - start.tv_nsec) <
	    SLEEP_NS)
		creating_note(failure, "sleep", -ECANCELED);
}

static int time_call(const char *method, struct claim_metric *metric, struct error *error)
{
	static creation_step *const steps[] = {sleep_in_child, NULL};
	struct created created;
	int status = creating_run(&created, method, NULL, steps, error);

	metric->number = (double)created.call_ns;
	return status == 0 ? creating_check(failure, error) : status;
}

/* The executed program blocks: if it is still running when vfork returns, vfork did not wait for
 * its end. */
static int time_call_until_exec(struct claim_metric *metrics, struct error *error)
{
	static creation_step *const steps[] = {sleep_in_child, blocking_target_execute, NULL};
	struct created created;
	int status = blocking_target_prepare(failure, error);

	if (status == 0)
		status = creating_start(&created, "vfork", NULL, steps, error);
	if (status < 0)
		return status;
	metrics[VFORK_EXEC_CALL].number = (double)created.call_ns;
	metrics[IS_RUNNING].number = blocking_target_is_running(created.pid);
	blocking_target_release();
	status = creating_reap(&created, error);
	return failure->action ? creating_check(failure, error) : status;
}

static int time_calls(struct claim_metric *metrics, struct error *error)
{
	int status;

	failure = creating_share(sizeof(*failure), error);
	if (!failure)
		return -error->code;
	status = time_call("fork", &metrics[FORK_CALL], error);
	if (status == 0)
		status = time_call("vfork", &metrics[VFORK_EXIT_CALL], error);
	return status == 0 ? time_call_until_exec(metrics, error) : status;
}

static int try_vfork_freezes(const struct claim_bench *bench, struct claim_metric *metrics,
			     struct error *error)
{
	return run_isolated(bench, time_calls, metrics, error);
}

static enum claim_verdict judge_vfork_freezes(const struct claim_metric *metrics,
					      struct text *explanation)
{
	bool until_exit = metrics[VFORK_EXIT_CALL].number >= SLEEP_NS;
	bool until_exec = metrics[VFORK_EXEC_CALL].number >= SLEEP_NS;
	bool is_running = metrics[IS_RUNNING].number == 1;

	text_printf(explanation,
		    "The child slept for %d ms. vfork returned after %.1f ms when the child then "
		    "exited, and after %.1f ms when it executed a program, which %s. fork "
		    "returned after %.1f ms.",
		    SLEEP_MS, metrics[VFORK_EXIT_CALL].number / 1e6,
		    metrics[VFORK_EXEC_CALL].number / 1e6,
		    is_running ? "was still running" : "had exited by then",
		    metrics[FORK_CALL].number / 1e6);
	return until_exit && until_exec && is_running ? CLAIM_HOLDS : CLAIM_FAILS;
}

const struct claim claim_vfork_freezes = {
	.name = "vfork-freezes",
	.statement = "the parent that calls vfork is blocked until its child calls exec or _exit",
	.kind = CLAIM_SEMANTIC,
	.metrics = freezing_names,
	.experiment = try_vfork_freezes,
	.judge = judge_vfork_freezes,
};
