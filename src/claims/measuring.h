/*
 * measuring: a question of speed, answered by procbench's own way of measuring: fresh subjects,
 * interleaved in rounds.
 */
#ifndef PROCBENCH_SRC_CLAIMS_MEASURING_H
#define PROCBENCH_SRC_CLAIMS_MEASURING_H

#include "procbench/claims/claims.h"
#include "procbench/result/result.h"

/* How much a question may cost: rounds, and the time after which no new one begins. */
struct measuring_effort {
	uint64_t rounds;
	uint64_t time_ns;
};

/*
 * Measures these cases (up to NULL), without a floor beside them. 0 when each of them was measured;
 * -EINTR; or -errno and why one could not be. End with result_free() either way.
 */
int measuring_run(const struct claim_bench *bench, const char *const *specs,
		  struct measuring_effort effort, struct result *result, struct error *error);

/* The same, and what cannot be measured stays so: 0 all the same. */
int measuring_run_some(const struct claim_bench *bench, const char *const *specs,
		       struct measuring_effort effort, struct result *result, struct error *error);

/* One question: how much longer does it take with fork than with vfork? */
struct measuring_pair {
	const char *vfork_spec;
	const char *fork_spec;
	const char *words;              /* of the parent, for a sentence: "a parent of 1 MiB" */
	uint64_t needs_bytes;           /* of memory; with less the pair is left out, .. */
	struct measuring_effort effort; /* .. and so it is with less than this time */
};

/* What is measured of a pair, in this order. */
enum measuring_metric { PAIR_VFORK, PAIR_FORK, PAIR_RATIO, PAIR_LOW, PAIR_HIGH, PAIR_METRICS };

/* Names of metrics for a pair, from the ending that tells it from others: "_1m". */
#define MEASURING_PAIR_NAMES(ending)                                                      \
	"vfork" ending "_ns", "fork" ending "_ns", "ratio" ending, "ratio" ending "_low", \
		"ratio" ending "_high"

/* Measures them, each into PAIR_METRICS metrics; what is left out stays NAN. */
int measuring_pairs(const struct claim_bench *bench, const struct measuring_pair *pairs,
		    size_t count, struct claim_metric *metrics, struct error *error);

/* One sentence about each pair. */
void measuring_tell_pairs(const struct measuring_pair *pairs, size_t count,
			  const struct claim_metric *metrics, struct text *out);

#endif
