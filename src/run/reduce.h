/*
 * reduce: the samples of a launch, read once from the arena, into tallies and the samples file.
 */
#ifndef PROCBENCH_RUN_REDUCE_H
#define PROCBENCH_RUN_REDUCE_H

#include "procbench/run/launch.h"
#include "procbench/run/run.h"

struct reducer {
	struct tally spans[SPAN_COUNT]; /* of one launch */
	struct outfile *samples;        /* or NULL */
	bool counter;                   /* child stamps are the bare counter */
	bool unreadable;                /* what failed was reading this launch: the run can go on */
};

void reducer_free(struct reducer *reducer);

/* Appends the header line to the samples file. */
int reduce_begin(struct reducer *reducer, struct error *error);

/*
 * Adds a finished launch to its case; `record` has round, order and stamped filled in and gets the
 * rest. After a failure the case has the samples that were read before it.
 */
int reduce_launch(struct reducer *reducer, const struct launch *launch, struct run_case *into,
		  struct run_launch *record, struct error *error);

#endif
