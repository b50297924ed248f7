/*
 * reduce: reads the samples of a launch from the arena into tallies and the samples file.
 */
#ifndef PROCBENCH_RUN_REDUCE_H
#define PROCBENCH_RUN_REDUCE_H

#include "procbench/run/launch.h"
#include "procbench/run/run.h"

struct reducer {
	struct tally spans[SPAN_COUNT]; /* of one launch */
	struct outfile *samples;        /* or NULL */
	struct exit_set ok_exit;        /* statuses that count as success besides 0 */
	bool counter;                   /* child timestamps are raw counter values */
	bool unreadable; /* only this launch could not be read; the run can continue */
};

void reducer_free(struct reducer *reducer);

/* Appends the header line to the samples file. */
int reduce_begin(struct reducer *reducer, struct error *error);

/*
 * Adds a finished launch to its case; fills in `record` except round, order and stamped, which the
 * caller sets. After a failure the case keeps the samples read so far.
 */
int reduce_launch(struct reducer *reducer, const struct launch *launch, struct run_case *into,
		  struct run_launch *record, struct error *error);

#endif
