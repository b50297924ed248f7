/* count: launches that count events, after all timed ones, so that they disturb none of them. */
#include "runner.h"

#include "concurrency.h"

#include <errno.h>
#include <math.h>

/* More than one, because a parent's memory differs from launch to launch. */
#define LAUNCHES 3

#define SAMPLES_MAX 1000

/* Where events share a counter, it counted for a part of the time. */
static double extrapolate(uint64_t count, const struct counter_reading *reading)
{
	if (reading->running_ns == 0)
		return 0;
	return (double)count * (double)reading->enabled_ns / (double)reading->running_ns;
}

static void take_readings(struct run_counters *counters, const struct launch *launch)
{
	const struct counter_reading *readings = launch->subjects[0].header->counters;

	counters->samples += launch->samples;
	for (int i = 0; i < COUNTER_COUNT; i++) {
		counters->of[i].parent += extrapolate(readings[i].parent, &readings[i]);
		counters->of[i].both += extrapolate(readings[i].both, &readings[i]);
		counters->of[i].enabled_ns += (double)readings[i].enabled_ns;
		counters->of[i].running_ns += (double)readings[i].running_ns;
		if (readings[i].error)
			counters->of[i].error = readings[i].error;
	}
}

static uint64_t samples_of(const struct runner *runner, const struct slot *slot)
{
	uint64_t samples = slot->samples;

	if (runner->settings->iters)
		samples = slot->rounds > 0 ? samples / slot->rounds + 1 : samples;
	return samples < SAMPLES_MAX ? samples : SAMPLES_MAX;
}

static int count_slot(struct runner *runner, const struct slot *slot, struct error *error)
{
	struct launch launch = runner_launch(runner, slot, samples_of(runner, slot));
	struct run_counters *counters = &runner->run->cases[slot->number].counters;

	int status;

	launch.counting = true;
	status = hooks_launch(runner, &launch, error);
	if (status == 0 && launch.end == LAUNCH_DONE && launch.subjects[0].header->drift_text[0])
		error_set(&counters->why, EAGAIN, "the parent changed");
	else if (status == 0 && launch.end == LAUNCH_DONE)
		take_readings(counters, &launch);
	else if (launch.end == LAUNCH_INTERRUPTED || launch.end == LAUNCH_OVERDUE)
		runner->has_ended = true;
	else
		counters->why = launch.why;
	if (launch.end == LAUNCH_INTERRUPTED)
		runner->run->stop = RUN_STOP_SIGNAL;
	launch_close(&launch);
	return status;
}

/* Each of several creators would need its own events. */
static bool is_countable(const struct runner *runner, const struct slot *slot)
{
	return !slot->stamped && !runner->run->cases[slot->number].given_up &&
	       concurrency_creators(&runner->plan->cases[slot->number].keys) == 1;
}

static bool has_time(const struct runner *runner, uint64_t time_ns)
{
	return !runner->has_ended &&
	       (!runner->settings->hard_ns || runner_elapsed_ns(runner) < (double)time_ns);
}

int count_run(struct runner *runner, uint64_t time_ns, struct error *error)
{
	int status = 0;

	for (size_t i = 0; i < runner->run->case_count; i++)
		error_set(&runner->run->cases[i].counters.why, ETIME,
			  "no time was left (use a larger '--time')");
	for (size_t i = 0; i < runner->slot_count; i++)
		if (!is_countable(runner, &runner->slots[i]) && !runner->slots[i].stamped)
			error_set(&runner->run->cases[runner->slots[i].number].counters.why, EINVAL,
				  "not counted with several creators (parallel=, spawners=)");
	for (size_t k = 0; k < LAUNCHES * runner->slot_count && status == 0; k++) {
		const struct slot *slot = &runner->slots[k % runner->slot_count];

		if (has_time(runner, time_ns) && is_countable(runner, slot))
			status = count_slot(runner, slot, error);
	}
	return status;
}
