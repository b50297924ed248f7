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

enum freezing_figure { FORK_CALL, VFORK_EXIT_CALL, VFORK_EXEC_CALL, LIVES_ON };

static const char *const freezing_names[] = {"fork_call_ns", "vfork_call_until_exit_ns",
					     "vfork_call_until_exec_ns",
					     "child_lives_on_after_exec", NULL};

static void rest(const struct creation *creation)
{
	(void)creation;
	sys_sleep_ms(REST_MS);
}

static int time_call(const char *method, struct claim_figure *figure, struct error *error)
{
	static creation_step *const steps[] = {rest, NULL};
	struct created created;
	int status = creating_run(&created, method, NULL, steps, error);

	figure->number = (double)created.call_ns;
	return status;
}

/* The program that is executed stays, so whether it still lives once vfork has returned tells
 * whether vfork waited for its end. */
static int time_call_until_exec(struct claim_figure *figures, struct error *error)
{
	static creation_step *const steps[] = {rest, blocking_target_execute, NULL};
	struct created created;
	int status = blocking_target_prepare(error);

	if (status == 0)
		status = creating_start(&created, "vfork", NULL, steps, error);
	if (status < 0)
		return status;
	figures[VFORK_EXEC_CALL].number = (double)created.call_ns;
	figures[LIVES_ON].number = blocking_target_lives(created.pid);
	blocking_target_end();
	return creating_reap(&created, error);
}

static int time_calls(struct claim_figure *figures, struct error *error)
{
	int status = time_call("fork", &figures[FORK_CALL], error);

	if (status == 0)
		status = time_call("vfork", &figures[VFORK_EXIT_CALL], error);
	return status == 0 ? time_call_until_exec(figures, error) : status;
}

static int try_vfork_freezes(const struct claim_bench *bench, struct claim_figure *figures,
			     struct error *error)
{
	return run_isolated(bench, time_calls, figures, error);
}

static enum claim_verdict judge_vfork_freezes(const struct claim_figure *figures,
					      struct text *explanation)
{
	bool until_exit = figures[VFORK_EXIT_CALL].number >= REST_NS;
	bool until_exec = figures[VFORK_EXEC_CALL].number >= REST_NS;
	bool lives_on = figures[LIVES_ON].number == 1;

	text_printf(explanation,
		    "The child rested for %d ms. vfork returned after %.1f ms when the child then "
		    "exited, after %.1f ms when it then executed a program, which %s. fork "
		    "returned after %.1f ms.",
		    REST_MS, figures[VFORK_EXIT_CALL].number / 1e6,
		    figures[VFORK_EXEC_CALL].number / 1e6,
		    lives_on ? "was still running" : "had ended by then",
		    figures[FORK_CALL].number / 1e6);
	return until_exit && until_exec && lives_on ? CLAIM_HOLDS : CLAIM_FAILS;
}

const struct claim claim_vfork_freezes = {
	.name = "vfork-freezes",
	.statement = "the parent that calls vfork is frozen until its child calls exec or _exit",
	.kind = CLAIM_SEMANTIC,
	.figures = freezing_names,
	.experiment = try_vfork_freezes,
	.judge = judge_vfork_freezes,
};
