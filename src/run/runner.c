/* runner: functions shared by the parts of a run. */
#include "runner.h"

#include "procbench/sys/clock.h"

#include <math.h>

double runner_elapsed_ns(const struct runner *runner)
{
	return (double)(clock_now_ns() - runner->start_ns);
}

void runner_show_progress(struct runner *runner, size_t place, const char *spec)
{
	double by_time = runner_elapsed_ns(runner) / (double)runner->settings->time_ns;
	double by_rounds =
		((double)runner->run->rounds - 1 + (double)place / (double)runner->slot_count) /
		(double)runner->rounds_max;
	double fraction = runner->settings->iters ? by_rounds : fmax(by_time, by_rounds);

	if (runner->progress)
		runner->progress->show(runner->progress->context, fmin(fmax(fraction, 0), 1),
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
