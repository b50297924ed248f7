/* freezing: how long vfork keeps the parent that called it. */
#define _GNU_SOURCE
#include "blocking_target.h"
#include "creating.h"
#include "isolated.h"

#include "procbench/claims/claims.h"

#include <errno.h>
#include <math.h>
#include <stddef.h>

/* How long the child rests before it exits or executes. */
#define REST_MS 50
#define REST_NS (REST_MS * 1e6)

enum freezing_metric { FORK_CALL, VFORK_EXIT_CALL, VFORK_EXEC_CALL, LIVES_ON };

static const char *const freezing_names[] = {"fork_call_ns", "vfork_call_until_exit_ns",
					     "vfork_call_until_exec_ns",
					     "child_lives_on_after_exec", NULL};

static void rest(const struct creation *creation)
{
	(void)creation;
	sys_sleep_ms(REST_MS);
}

static int time_call(const char *method, struct claim_metric *metric, struct error *error)
{
	static creation_step *const steps[] = {rest, NULL};
	struct created created;
	int status = creating_run(&created, method, NULL, steps, error);

	metric->number = (double)created.call_ns;
	return status;
}

/* The program that is executed stays, so whether it still lives once vfork has returned tells
 * whether vfork waited for its end. */
static int time_call_until_exec(struct claim_metric *metrics, struct error *error)
{
	static creation_step *const steps[] = {rest, blocking_target_execute, NULL};
	struct created created;
	int status = blocking_target_prepare(error);

	if (status == 0)
		status = creating_start(&created, "vfork", NULL, steps, error);
	if (status < 0)
		return status;
	metrics[VFORK_EXEC_CALL].number = (double)created.call_ns;
	metrics[LIVES_ON].number = blocking_target_lives(created.pid);
	blocking_target_end();
	return creating_reap(&created, error);
}

static int time_calls(struct claim_metric *metrics, struct error *error)
{
	int status = time_call("fork", &metrics[FORK_CALL], error);

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
	bool until_exit = metrics[VFORK_EXIT_CALL].number >= REST_NS;
	bool until_exec = metrics[VFORK_EXEC_CALL].number >= REST_NS;
	bool lives_on = metrics[LIVES_ON].number == 1;

	text_printf(explanation,
		    "The child rested for %d ms. vfork returned after %.1f ms when the child then "
		    "exited, after %.1f ms when it then executed a program, which %s. fork "
		    "returned after %.1f ms.",
		    REST_MS, metrics[VFORK_EXIT_CALL].number / 1e6,
		    metrics[VFORK_EXEC_CALL].number / 1e6,
		    lives_on ? "was still running" : "had ended by then",
		    metrics[FORK_CALL].number / 1e6);
	return until_exit && until_exec && lives_on ? CLAIM_HOLDS : CLAIM_FAILS;
}

const struct claim claim_vfork_freezes = {
	.name = "vfork-freezes",
	.statement = "the parent that calls vfork is frozen until its child calls exec or _exit",
	.kind = CLAIM_SEMANTIC,
	.metrics = freezing_names,
	.experiment = try_vfork_freezes,
	.judge = judge_vfork_freezes,
};
