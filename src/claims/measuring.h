/*
 * measuring: measures the cases of a claim or reproduction as procbench measures any case: fresh
 * subjects, interleaved in rounds.
 */
#ifndef PROCBENCH_SRC_CLAIMS_MEASURING_H
#define PROCBENCH_SRC_CLAIMS_MEASURING_H

#include "procbench/claims/claims.h"
#include "procbench/result/result.h"

/* The number of rounds, and the time after which no new one begins. */
struct measuring_effort {
	uint64_t rounds;
	uint64_t time_ns;
};

/*
 * Measures these cases (up to NULL), without a floor. 0 if each of them was measured; -EINTR; or
 * -errno and why one could not be. Call result_free() either way.
 */
int measuring_run(const struct claim_bench *bench, const char *const *specs,
		  struct measuring_effort effort, struct result *result, struct error *error);

/* The same, but 0 even if some could not be measured. */
int measuring_run_some(const struct claim_bench *bench, const char *const *specs,
		       struct measuring_effort effort, struct result *result, struct error *error);

/* The same case with fork and with vfork. */
struct measuring_pair {
	const char *vfork_spec;
	const char *fork_spec;
	const char *words;              /* the parent: "a parent of 1 MiB" */
	uint64_t needs_bytes;           /* memory; the pair is left out if less is available, .. */
	struct measuring_effort effort; /* .. or less time than this */
};

/* The metrics of a pair. */
enum measuring_metric { PAIR_VFORK, PAIR_FORK, PAIR_RATIO, PAIR_LOW, PAIR_HIGH, PAIR_METRICS };

/* The names of a pair's metrics with its suffix, such as "_1m". */
#define MEASURING_PAIR_NAMES(ending)                                                      \
	"vfork" ending "_ns", "fork" ending "_ns", "ratio" ending, "ratio" ending "_low", \
		"ratio" ending "_high"

/* Measures each pair into PAIR_METRICS metrics, which stay NAN if it is left out. */
int measuring_pairs(const struct claim_bench *bench, const struct measuring_pair *pairs,
		    size_t count, struct claim_metric *metrics, struct error *error);

/* Adds one sentence per pair. */
void measuring_explain_pairs(const struct measuring_pair *pairs, size_t count,
			     const struct claim_metric *metrics, struct text *out);

#endif
