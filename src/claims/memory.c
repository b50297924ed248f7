/* memory: whose memory a child of fork and of vfork writes to. */
#include "creating.h"
#include "isolated.h"

#include "procbench/claims/claims.h"

#include <math.h>
#include <stddef.h>

#define BEFORE 1
#define AFTER  2

/* Where the child is to write, and what it reads there afterwards; shared with it. */
struct told {
	volatile int *stack_word; /* in the frame of the function that creates the child */
	int child_reads;
	int child_reads_stack;
};

static struct told *told;
static volatile int word; /* the program's own memory */

static void write_both(const struct creation *creation)
{
	(void)creation;
	word = AFTER;
	*told->stack_word = AFTER;
	told->child_reads = word;
	told->child_reads_stack = *told->stack_word;
}

enum memory_metric { CHILD_READS, PARENT_READS, CHILD_READS_STACK, PARENT_READS_STACK };

static const char *const memory_names[] = {"child_reads", "parent_reads", "child_reads_on_stack",
					   "parent_reads_on_stack", NULL};

static int write_in_child_of(const char *method, struct claim_metric *metrics, struct error *error)
{
	static creation_step *const steps[] = {write_both, NULL};
	volatile int stack_word = BEFORE;
	struct created created;
	int status;

	told = creating_share(sizeof(*told), error);
	if (!told)
		return -error->code;
	word = BEFORE;
	told->stack_word = &stack_word;
	status = creating_run(&created, method, NULL, steps, error);
	metrics[CHILD_READS].number = told->child_reads;
	metrics[PARENT_READS].number = word;
	metrics[CHILD_READS_STACK].number = told->child_reads_stack;
	metrics[PARENT_READS_STACK].number = stack_word;
	return status;
}

static void add_sightings(struct text *out, const struct claim_metric *metrics)
{
	text_printf(out,
		    "The child wrote %d where %d stood and reads %.0f; its parent reads %.0f. On "
		    "the stack the child reads %.0f, its parent %.0f.",
		    AFTER, BEFORE, metrics[CHILD_READS].number, metrics[PARENT_READS].number,
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
	add_sightings(explanation, metrics);
	if (child_wrote(metrics) && metrics[PARENT_READS].number == BEFORE &&
	    metrics[PARENT_READS_STACK].number == BEFORE)
		return CLAIM_HOLDS;
	return CLAIM_FAILS;
}

const struct claim claim_own_memory = {
	.name = "own-memory",
	.statement = "fork gives the child an address space of its own: what the child writes, its "
		     "parent does not see",
	.kind = CLAIM_SEMANTIC,
	.metrics = memory_names,
	.experiment = try_own_memory,
	.judge = judge_own_memory,
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

	add_sightings(explanation, metrics);
	if (child_wrote(metrics) && memory && stack) {
		text_add(explanation, " So a child of vfork must change nothing that its parent "
				      "still needs.");
		return CLAIM_HOLDS;
	}
	return CLAIM_FAILS;
}

const struct claim claim_vfork_shares = {
	.name = "vfork-shares",
	.statement = "vfork lends the child its parent's memory and stack: what the child writes, "
		     "its parent sees",
	.kind = CLAIM_SEMANTIC,
	.metrics = memory_names,
	.experiment = try_vfork_shares,
	.judge = judge_vfork_shares,
};
