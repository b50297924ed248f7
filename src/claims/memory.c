/* memory: who sees what parent and child write after fork and vfork. */
#include "creating.h"
#include "isolated.h"

#include "procbench/claims/claims.h"

#include <errno.h>
#include <math.h>
#include <stddef.h>

#define BEFORE 1
#define AFTER  2

/* How long a child waits for its parent to write, which other load may keep off its CPU. */
#define WAIT_MS 20000

/* Shared with the child. */
static struct report {
	volatile int *stack_word; /* in the frame of the function that creates the child */
	int child_reads;
	int child_reads_stack;
	uintptr_t child_frame; /* address of a frame of the child */
	volatile int parent_has_written;
	struct child_failure failure;
} * report;

static volatile int word; /* in the program's data segment */

static void write_both(const struct creation *creation)
{
	(void)creation;
	word = AFTER;
	*report->stack_word = AFTER;
	report->child_reads = word;
	report->child_reads_stack = *report->stack_word;
	report->child_frame = (uintptr_t)__builtin_frame_address(0);
}

enum memory_metric {
	CHILD_READS,
	PARENT_READS,
	CHILD_READS_STACK,
	PARENT_READS_STACK,
	STACK_BYTES /* of vfork-stack only: how far the child's frame lies below its parent's */
};

static const char *const memory_names[] = {"child_reads", "parent_reads", "child_reads_on_stack",
					   "parent_reads_on_stack", NULL};

static int set_up(volatile int *stack_word, struct error *error)
{
	report = creating_share(sizeof(*report), error);
	if (!report)
		return -error->code;
	word = BEFORE;
	report->stack_word = stack_word;
	return 0;
}

static int write_in_child_of(const char *method, struct claim_metric *metrics, struct error *error)
{
	static creation_step *const steps[] = {write_both, NULL};
	volatile int stack_word = BEFORE;
	struct created created;
	int status = set_up(&stack_word, error);

	if (status == 0)
		status = creating_run(&created, method, NULL, steps, error);
	if (status < 0)
		return status;
	metrics[CHILD_READS].number = report->child_reads;
	metrics[PARENT_READS].number = word;
	metrics[CHILD_READS_STACK].number = report->child_reads_stack;
	metrics[PARENT_READS_STACK].number = stack_word;
	metrics[STACK_BYTES].number = (double)(uintptr_t)&stack_word - (double)report->child_frame;
	return 0;
}

static void add_readings(struct text *out, const struct claim_metric *metrics)
{
	text_printf(out,
		    "The child replaced %d by %d and then reads %.0f; its parent reads %.0f. On "
		    "the stack, the child reads %.0f and its parent %.0f.",
		    BEFORE, AFTER, metrics[CHILD_READS].number, metrics[PARENT_READS].number,
		    metrics[CHILD_READS_STACK].number, metrics[PARENT_READS_STACK].number);
}

static bool child_wrote(const struct claim_metric *metrics)
{
	return metrics[CHILD_READS].number == AFTER && metrics[CHILD_READS_STACK].number == AFTER;
}

/* ---- fork ---- */

static int write_after_fork(struct claim_metric *metrics, struct error *error)
{
	return write_in_child_of("fork", metrics, error);
}

static int try_own_memory(const struct claim_bench *bench, struct claim_metric *metrics,
			  struct error *error)
{
	return run_isolated(bench, write_after_fork, metrics, error);
}

static enum claim_verdict judge_own_memory(const struct claim_metric *metrics,
					   struct text *explanation)
{
	add_readings(explanation, metrics);
	if (!child_wrote(metrics))
		return CLAIM_UNKNOWN; /* a child that did not write shows nothing */
	return metrics[PARENT_READS].number == BEFORE &&
			       metrics[PARENT_READS_STACK].number == BEFORE
		       ? CLAIM_HOLDS
		       : CLAIM_FAILS;
}

const struct claim claim_own_memory = {
	.name = "own-memory",
	.statement = "fork gives the child its own address space: the parent does not see "
		     "what the child writes",
	.kind = CLAIM_SEMANTIC,
	.metrics = memory_names,
	.experiment = try_own_memory,
	.judge = judge_own_memory,
};

/* ---- fork, and the parent writes ---- */

static void read_both_later(const struct creation *creation)
{
	(void)creation;
	for (int i = 0; i < WAIT_MS && !report->parent_has_written; i++)
		sys_sleep_ms(1);
	creating_note(&report->failure, "wait until its parent has written",
		      report->parent_has_written ? 0 : -ETIMEDOUT);
	report->child_reads = word;
	report->child_reads_stack = *report->stack_word;
}

static int write_in_parent(struct claim_metric *metrics, struct error *error)
{
	static creation_step *const steps[] = {read_both_later, NULL};
	volatile int stack_word = BEFORE;
	struct created created;
	int status = set_up(&stack_word, error);

	if (status == 0)
		status = creating_start(&created, "fork", NULL, steps, error);
	if (status < 0)
		return status;
	word = stack_word = AFTER;
	report->parent_has_written = 1;
	status = creating_reap(&created, error);
	metrics[CHILD_READS].number = report->child_reads;
	metrics[PARENT_READS].number = word;
	metrics[CHILD_READS_STACK].number = report->child_reads_stack;
	metrics[PARENT_READS_STACK].number = stack_word;
	return status == 0 ? creating_check(&report->failure, error) : status;
}

static int try_parent_writes(const struct claim_bench *bench, struct claim_metric *metrics,
			     struct error *error)
{
	return run_isolated(bench, write_in_parent, metrics, error);
}

static enum claim_verdict judge_parent_writes(const struct claim_metric *metrics,
					      struct text *explanation)
{
	text_printf(
		explanation,
		"The parent replaced %d by %d and then reads %.0f; its child reads %.0f. On the "
		"stack, the parent reads %.0f and its child %.0f.",
		BEFORE, AFTER, metrics[PARENT_READS].number, metrics[CHILD_READS].number,
		metrics[PARENT_READS_STACK].number, metrics[CHILD_READS_STACK].number);
	return metrics[CHILD_READS].number == BEFORE && metrics[CHILD_READS_STACK].number == BEFORE
		       ? CLAIM_HOLDS
		       : CLAIM_FAILS;
}

const struct claim claim_parent_writes = {
	.name = "parent-writes",
	.statement = "the child of fork does not see what its parent writes later",
	.kind = CLAIM_SEMANTIC,
	.metrics = memory_names,
	.experiment = try_parent_writes,
	.judge = judge_parent_writes,
};

/* ---- vfork ---- */

static int write_after_vfork(struct claim_metric *metrics, struct error *error)
{
	return write_in_child_of("vfork", metrics, error);
}

static int try_vfork_shares(const struct claim_bench *bench, struct claim_metric *metrics,
			    struct error *error)
{
	return run_isolated(bench, write_after_vfork, metrics, error);
}

static enum claim_verdict judge_vfork_shares(const struct claim_metric *metrics,
					     struct text *explanation)
{
	bool memory = metrics[PARENT_READS].number == AFTER;
	bool stack = metrics[PARENT_READS_STACK].number == AFTER;

	add_readings(explanation, metrics);
	if (!child_wrote(metrics))
		return CLAIM_UNKNOWN;
	if (!memory || !stack)
		return CLAIM_FAILS;
	text_add(explanation, " A child of vfork must therefore not change anything that its "
			      "parent still needs.");
	return CLAIM_HOLDS;
}

const struct claim claim_vfork_shares = {
	.name = "vfork-shares",
	.statement =
		"a child of vfork runs in its parent's memory and on its stack: the parent sees "
		"what the child writes",
	.kind = CLAIM_SEMANTIC,
	.metrics = memory_names,
	.experiment = try_vfork_shares,
	.judge = judge_vfork_shares,
};

/* ---- vfork's stack ---- */

/* The frames of the calls between the two that are compared. */
#define FRAMES_BYTES 4096

static const char *const vfork_stack_names[] = {"child_reads",
						"parent_reads",
						"child_reads_on_stack",
						"parent_reads_on_stack",
						"child_frame_below_parent_bytes",
						NULL};

static enum claim_verdict judge_vfork_stack(const struct claim_metric *metrics,
					    struct text *explanation)
{
	double bytes = metrics[STACK_BYTES].number;
	bool is_below = bytes > 0 && bytes <= FRAMES_BYTES;

	if (is_below)
		text_printf(explanation,
			    "The child's frame lies %.0f bytes below that of the function that "
			    "created it, as if that function had called it.",
			    bytes);
	else
		text_add(explanation, "The child's frame lies elsewhere than below that of the "
				      "function that created it.");
	text_printf(explanation,
		    " After the child wrote %d to the stack, its parent reads %.0f there.", AFTER,
		    metrics[PARENT_READS_STACK].number);
	if (!child_wrote(metrics))
		return CLAIM_UNKNOWN;
	return is_below && metrics[PARENT_READS_STACK].number == AFTER ? CLAIM_HOLDS : CLAIM_FAILS;
}

const struct claim claim_vfork_stack = {
	.name = "vfork-stack",
	.statement =
		"a child of vfork continues with its parent's stack pointer, on the same stack",
	.kind = CLAIM_SEMANTIC,
	.metrics = vfork_stack_names,
	.experiment = try_vfork_shares,
	.judge = judge_vfork_stack,
};
