/* runner: functions shared by the parts of a run. */
#include "runner.h"

#include "procbench/stats/order.h"
#include "procbench/sys/clock.h"

#include <math.h>

double runner_elapsed_ns(const struct runner *runner)
{
	return (double)(clock_now_ns() - runner->start_ns);
}

/* The maximum before the end: a full bar means done. */
#define ALMOST 0.99

/* The fraction that is done, unless the precision is reached earlier; see stop.c. */
static double fraction_done(const struct runner *runner, double rounds)
{
	const struct run_settings *settings = runner->settings;
	double elapsed = runner_elapsed_ns(runner);
	double by_rounds = rounds / (double)runner->rounds_max;
	double most = (double)settings->time_most_ns;
	double intervals = fmax(rounds / ORDER_INTERVAL_LEAST, most > 0 ? elapsed / most : 1);

	if (settings->iters)
		return by_rounds;
	return fmax(by_rounds, fmin(elapsed / (double)settings->time_ns, intervals));
}

void runner_show_progress(struct runner *runner, size_t place, const char *spec)
{
	double begun = (double)place / (double)runner->slot_count;
	double rounds = runner->run->rounds ? (double)runner->run->rounds - 1 + begun : 0;

	if (runner->progress)
		runner->progress->show(runner->progress->context,
				       fmin(fraction_done(runner, rounds), ALMOST),
				       runner->run->rounds, spec);
}

struct launch runner_launch(const struct runner *runner, const struct slot *slot, uint64_t samples)
{
	return (struct launch){
		.item = &runner->plan->cases[slot->number],
		.stamped = slot->stamped,
		.samples = samples,
		.warmup = slot->warmup,
	};
}
