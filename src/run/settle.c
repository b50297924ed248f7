/* settle: updates a case after a launch. */
#include "runner.h"

#include "procbench/methods/method.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Consecutive launches without a record after which a case is given up. */
#define LOSSES_MAX 3

/* What was measured before stays. */
int settle_give_up(struct run_case *item, const struct error *why, struct error *error)
{
	item->given_up = true;
	if (item->launch_count > 0)
		return 0;
	item->skipped = strdup(why->text);
	return item->skipped ? 0 : error_no_memory(error);
}

static void note_loss(struct run_case *item, const struct error *why)
{
	item->lost++;
	item->without_record++;
	item->last_loss = *why;
}

static int lose(struct run_case *item, const struct error *why, struct error *error)
{
	note_loss(item, why);
	return item->without_record < LOSSES_MAX ? 0 : settle_give_up(item, why, error);
}

static int refuse(struct run_case *item, const struct error *why, struct error *error)
{
	if (item->launch_count > 0)
		note_loss(item, why);
	return settle_give_up(item, why, error);
}

/* An errno that no other process may be the cause of, or what a shell says instead. */
static bool will_recur(const struct run_failure *failure, bool by_shell)
{
	enum { NOT_EXECUTABLE = 126, NOT_FOUND = 127 };

	if (failure->outcome == ARENA_EXIT)
		return by_shell &&
		       (failure->value == NOT_EXECUTABLE || failure->value == NOT_FOUND);
	return failure->outcome == ARENA_ERRNO && failure->value != EAGAIN &&
	       failure->value != ENOMEM;
}

/* Every sample has failed in one way, so the next launch would, too. */
static bool is_hopeless(const struct run_case *item, bool by_shell)
{
	return item->samples == 0 && item->failure_count == 1 &&
	       will_recur(item->failures, by_shell);
}

/* The header is written by another process, so its text may lack a NUL. */
static bool has_drifted(const struct launch *launch, struct error *why)
{
	for (size_t i = 0; i < launch->subject_count; i++) {
		const struct arena_header *header = launch->subjects[i].header;

		if (header->drift_text[0])
			return error_set(why, EAGAIN, "%.*s", (int)sizeof(header->drift_text),
					 header->drift_text) < 0;
	}
	return false;
}

/*
 * What was measured while the parent changed, or after it, is not what the case states: the launch
 * leaves no record.
 */
static int drift(struct run_case *item, const struct error *why, struct error *error)
{
	item->drifted++;
	item->without_record++;
	item->last_drift = *why;
	return item->without_record < LOSSES_MAX ? 0 : settle_give_up(item, why, error);
}

static void note_remark(const struct launch *launch, struct run_case *item)
{
	for (size_t i = 0; i < launch->subject_count; i++) {
		const struct arena_header *header = launch->subjects[i].header;

		if (header->remark_text[0])
			error_set(&item->remark, EAGAIN, "%.*s", (int)sizeof(header->remark_text),
				  header->remark_text);
	}
}

static int keep(struct runner *runner, const struct launch *launch, struct run_case *item,
		struct run_launch *record, struct error *error)
{
	struct error change;
	int status;

	if (has_drifted(launch, &change))
		return drift(item, &change, error);
	note_remark(launch, item);
	status = reduce_launch(&runner->reducer, launch, item, record, error);
	if (status < 0 && runner->reducer.unreadable) {
		struct error why = *error;

		return lose(item, &why, error);
	}
	item->without_record = 0;
	item->given_up = is_hopeless(item, launch->item->method->by_shell);
	return status;
}

int settle_launch(struct runner *runner, const struct launch *launch, size_t number,
		  struct run_launch *record, struct error *error)
{
	struct run_case *item = &runner->run->cases[number];

	switch (launch->end) {
	case LAUNCH_DONE:
		return record ? keep(runner, launch, item, record, error) : 0;
	case LAUNCH_REFUSED:
		return refuse(item, &launch->why, error);
	case LAUNCH_LOST:
		return lose(item, &launch->why, error);
	case LAUNCH_OVERDUE:
		if (!record)
			return refuse(item, &launch->why, error);
		runner->run->stop = RUN_STOP_TIME;
		runner->has_ended = true;
		return 0;
	case LAUNCH_INTERRUPTED:
		runner->run->stop = RUN_STOP_SIGNAL;
		runner->has_ended = true;
		return 0;
	}
	return 0;
}
