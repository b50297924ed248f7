/* stop: decides when a run ends. */
#include "runner.h"

#include "procbench/stats/order.h"

#include <stdlib.h>

/* Only total counts; a case without any success never reaches the precision. */
static bool case_is_precise(struct runner *runner, const struct run_case *item)
{
	size_t n = 0;

	if (item->given_up)
		return true;
	for (size_t i = 0; i < item->launch_count; i++)
		if (!item->launches[i].stamped && item->launches[i].samples > 0)
			runner->scratch[n++] = item->launches[i].span_ns[SPAN_TOTAL];
	if (n == 0)
		return item->launch_count >= SCHEDULE_LAUNCHES_MIN;
	order_sort(runner->scratch, n);
	return schedule_precise(runner->scratch, n, runner->settings->precision);
}

static int all_precise(struct runner *runner, bool *precise, struct error *error)
{
	double *scratch = realloc(runner->scratch, runner->run->rounds * sizeof(*scratch));

	if (!scratch)
		return error_no_memory(error);
	runner->scratch = scratch;
	*precise = true;
	for (size_t i = 0; i < runner->run->case_count && *precise; i++)
		*precise = case_is_precise(runner, &runner->run->cases[i]);
	return 0;
}

/*
 * Whether another round would take longer than there is time. Without --time the run goes on until
 * there are intervals.
 */
static bool time_is_up(const struct runner *runner)
{
	const struct run_settings *settings = runner->settings;
	double next_end = runner_elapsed_ns(runner) + runner->round_ns;

	if (next_end < (double)settings->time_ns)
		return false;
	return runner->run->rounds >= ORDER_INTERVAL_LEAST ||
	       next_end >= (double)settings->time_most_ns;
}

static bool any_can_go_on(const struct runner *runner)
{
	for (size_t i = 0; i < runner->slot_count; i++)
		if (!runner->run->cases[runner->slots[i].number].given_up)
			return true;
	return false;
}

int stop_reached(struct runner *runner, bool *reached, struct error *error)
{
	struct run *run = runner->run;
	int status = 0;

	*reached = true;
	if (runner->has_ended)
		return 0;
	run->stop = RUN_STOP_FAILURE;
	if (!any_can_go_on(runner))
		return 0;
	run->stop = runner->settings->iters ? RUN_STOP_ITERS : RUN_STOP_LAUNCHES;
	if (run->rounds >= runner->rounds_max)
		return 0;
	if (runner->settings->iters || run->rounds == 0) {
		*reached = false;
		return 0;
	}
	if (runner->settings->rule)
		*reached = runner->settings->rule->enough(runner->settings->rule->context, run);
	else
		status = all_precise(runner, reached, error);
	run->stop = RUN_STOP_PRECISION;
	if (!*reached && time_is_up(runner)) {
		run->stop = RUN_STOP_TIME;
		*reached = true;
	}
	return status;
}
