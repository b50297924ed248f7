/* settle: what the end of a launch means for its case. */
#include "runner.h"

#include <stdlib.h>
#include <string.h>

/* Subjects of a case that may be lost in a row before it is given up. */
#define LOSSES_MAX 3

static int give_up(struct runner *runner, size_t number, const struct error *why,
		   struct error *error)
{
	struct run_case *item = &runner->run->cases[number];

	item->skipped = strdup(why->text);
	return item->skipped ? 0 : error_no_memory(error);
}

static int lose(struct runner *runner, const struct launch *launch, size_t number,
		struct error *error)
{
	struct run_case *item = &runner->run->cases[number];

	item->lost++;
	item->last_loss = launch->why;
	if (item->launch_count > 0 || item->lost < LOSSES_MAX)
		return 0;
	return give_up(runner, number, &launch->why, error);
}

int settle_launch(struct runner *runner, const struct launch *launch, size_t number,
		  struct run_launch *record, struct error *error)
{
	switch (launch->end) {
	case LAUNCH_DONE:
		return record ? reduce_launch(&runner->reducer, launch, &runner->run->cases[number],
					      record, error)
			      : 0;
	case LAUNCH_REFUSED:
		return give_up(runner, number, &launch->why, error);
	case LAUNCH_LOST:
		return lose(runner, launch, number, error);
	case LAUNCH_INTERRUPTED:
		runner->run->stop = RUN_STOP_SIGNAL;
		return 0;
	}
	return 0;
}
