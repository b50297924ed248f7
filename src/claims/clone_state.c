/* clone_state: the stack and the processor state that a child of clone starts with. */
#define _GNU_SOURCE
#include "creating.h"
#include "isolated.h"

#include "procbench/claims/claims.h"

#include <errno.h>
#include <fenv.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#define STACK_BYTES 65536

enum state_metric { ON_GIVEN_STACK, ROUNDING_SET, ROUNDING_IN_CHILD, SAME_THREAD_POINTER };

static const char *const state_names[] = {"child_runs_on_given_stack", "rounding_mode_in_parent",
					  "rounding_mode_in_child", "same_thread_pointer", NULL};

static struct report {
	uintptr_t frame;
	int rounding;
	uintptr_t thread;
	bool has_run;
} * report; /* shared */

__attribute__((noreturn)) static void look_at_state(void *argument)
{
	(void)argument;
	report->frame = (uintptr_t)__builtin_frame_address(0);
	report->rounding = fegetround();
	report->thread = (uintptr_t)pthread_self(); /* read through the thread pointer */
	report->has_run = true;
	sys_exit_group(0);
}

static int clone_and_wait(void *stack_top, struct error *error)
{
	long pid = sys_clone(SIGCHLD, stack_top, NULL, look_at_state, NULL);
	int status;

	if (pid < 0)
		return error_set(error, (int)-pid, "clone failed: %s", strerror((int)-pid));
	while (waitpid((pid_t)pid, &status, 0) < 0 && errno == EINTR)
		;
	if (!report->has_run)
		return error_set(error, EIO, "the child of clone ended early");
	return 0;
}

static int look(struct claim_metric *metrics, struct error *error)
{
	char *stack = creating_share(STACK_BYTES, error);
	int status;

	report = creating_share(sizeof(*report), error);
	if (!stack || !report)
		return -error->code;
	if (fesetround(FE_UPWARD) != 0) /* other than what a program starts with */
		return error_set(error, ENOTSUP, "the rounding mode cannot be set");
	metrics[ROUNDING_SET].number = fegetround();
	status = clone_and_wait(stack + STACK_BYTES, error);
	fesetround(FE_TONEAREST);
	metrics[ON_GIVEN_STACK].number =
		report->frame > (uintptr_t)stack && report->frame < (uintptr_t)stack + STACK_BYTES;
	metrics[ROUNDING_IN_CHILD].number = report->rounding;
	metrics[SAME_THREAD_POINTER].number = report->thread == (uintptr_t)pthread_self();
	return status;
}

static int try_clone_state(const struct claim_bench *bench, struct claim_metric *metrics,
			   struct error *error)
{
	return run_isolated(bench, look, metrics, error);
}

static enum claim_verdict judge_clone_state(const struct claim_metric *metrics,
					    struct text *explanation)
{
	bool on_stack = metrics[ON_GIVEN_STACK].number == 1;
	bool rounding = metrics[ROUNDING_IN_CHILD].number == metrics[ROUNDING_SET].number;
	bool thread = metrics[SAME_THREAD_POINTER].number == 1;

	text_printf(explanation,
		    "The child runs %s the stack that was passed to clone. It has %s rounding mode "
		    "and %s thread pointer.",
		    on_stack ? "on" : "not on", rounding ? "its parent's" : "another",
		    thread ? "its parent's" : "another");
	return on_stack && rounding && thread ? CLAIM_HOLDS : CLAIM_FAILS;
}

const struct claim claim_clone_state = {
	.name = "clone-state",
	.statement = "the child of clone runs on the stack that its parent passes, with a copy of "
		     "its parent's processor state",
	.kind = CLAIM_SEMANTIC,
	.metrics = state_names,
	.experiment = try_clone_state,
	.judge = judge_clone_state,
};
