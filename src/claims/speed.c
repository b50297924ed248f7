/* speed: how much faster vfork is than fork, alone and before exec. */
#include "measuring.h"

#include "procbench/claims/claims.h"

#include <math.h>

#define MIB       ((uint64_t)1 << 20)
#define SECOND_NS UINT64_C(1000000000)
#define SMALL_EFFORT          \
	{                     \
		12, SECOND_NS \
	}

/* The least and the greatest measured ratio; false if there is none. */
static bool find_range(const struct claim_metric *metrics, size_t pairs, double *least,
		       double *greatest)
{
	*least = INFINITY;
	*greatest = -INFINITY;
	for (size_t i = 0; i < pairs; i++) {
		double ratio = metrics[i * PAIR_METRICS + PAIR_RATIO].number;

		*least = fmin(*least, ratio); /* ignores NAN */
		*greatest = fmax(*greatest, ratio);
	}
	return *greatest > 0;
}

/* ---- the child exits at once ---- */

static const struct measuring_pair exit_pairs[] = {
	{"vfork:rss=1M", "fork:rss=1M", "a parent of 1 MiB", 64 * MIB, SMALL_EFFORT},
	{"vfork:rss=16M", "fork:rss=16M", "one of 16 MiB", 128 * MIB, SMALL_EFFORT},
	{"vfork:rss=64M", "fork:rss=64M", "one of 64 MiB", 256 * MIB, SMALL_EFFORT},
};

#define EXIT_PAIRS (sizeof(exit_pairs) / sizeof(exit_pairs[0]))

static const char *const faster_names[] = {MEASURING_PAIR_NAMES("_1m"),
					   MEASURING_PAIR_NAMES("_16m"),
					   MEASURING_PAIR_NAMES("_64m"), NULL};

static int try_vfork_faster(const struct claim_bench *bench, struct claim_metric *metrics,
			    struct error *error)
{
	return measuring_pairs(bench, exit_pairs, EXIT_PAIRS, metrics, error);
}

static enum claim_verdict judge_vfork_faster(const struct claim_metric *metrics,
					     struct text *explanation)
{
	/* "4 to 5", with room for rounding */
	const double low = 3.5, high = 5.5, not_faster = 1.2;
	double least, greatest;

	measuring_explain_pairs(exit_pairs, EXIT_PAIRS, metrics, explanation);
	if (!find_range(metrics, EXIT_PAIRS, &least, &greatest))
		return CLAIM_UNKNOWN;
	if (greatest < not_faster)
		return CLAIM_FAILS;
	if (least >= low && greatest <= high)
		return CLAIM_HOLDS;
	text_add(explanation, " The ratio depends on the parent: vfork copies nothing; fork copies "
			      "page tables, so its time grows with the parent's memory.");
	return CLAIM_DEPENDS;
}

const struct claim claim_vfork_faster = {
	.name = "vfork-faster",
	.statement = "vfork is 4 to 5 times faster than fork",
	.kind = CLAIM_SPEED,
	.metrics = faster_names,
	.experiment = try_vfork_faster,
	.judge = judge_vfork_faster,
};

/* ---- the child executes a program ---- */

static const struct measuring_pair exec_pairs[] = {
	{"vfork:exec=tiny,rss=1M", "fork:exec=tiny,rss=1M", "a parent of 1 MiB", 64 * MIB,
	 SMALL_EFFORT},
	{"vfork:exec=tiny,rss=64M", "fork:exec=tiny,rss=64M", "one of 64 MiB", 256 * MIB,
	 SMALL_EFFORT},
	{"vfork:exec=tiny,rss=1G",
	 "fork:exec=tiny,rss=1G",
	 "one of 1 GiB",
	 1280 * MIB,
	 {6, 9 * SECOND_NS}},
};

#define EXEC_PAIRS (sizeof(exec_pairs) / sizeof(exec_pairs[0]))

static const char *const exec_names[] = {MEASURING_PAIR_NAMES("_1m"), MEASURING_PAIR_NAMES("_64m"),
					 MEASURING_PAIR_NAMES("_1g"), NULL};

static int try_vfork_exec(const struct claim_bench *bench, struct claim_metric *metrics,
			  struct error *error)
{
	return measuring_pairs(bench, exec_pairs, EXEC_PAIRS, metrics, error);
}

static enum claim_verdict judge_vfork_exec(const struct claim_metric *metrics,
					   struct text *explanation)
{
	const double as_efficient = 1.1;
	double least, greatest;

	measuring_explain_pairs(exec_pairs, EXEC_PAIRS, metrics, explanation);
	if (!find_range(metrics, EXEC_PAIRS, &least, &greatest))
		return CLAIM_UNKNOWN;
	if (greatest <= as_efficient)
		return CLAIM_HOLDS;
	text_add(explanation,
		 " exec discards the page tables that fork copied; vfork does not copy "
		 "them.");
	if (least > as_efficient)
		return CLAIM_FAILS;
	text_add(explanation, " The difference depends on the size of the parent.");
	return CLAIM_DEPENDS;
}

const struct claim claim_vfork_exec = {
	.name = "vfork-exec",
	.statement = "thanks to copy-on-write, fork + exec is as efficient as vfork + exec",
	.kind = CLAIM_SPEED,
	.metrics = exec_names,
	.experiment = try_vfork_exec,
	.judge = judge_vfork_exec,
};
