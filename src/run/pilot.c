/* pilot: a discarded first launch of each case, to estimate the time per creation. */
#include "runner.h"

#include "concurrency.h"

#include "procbench/stats/order.h"
#include "procbench/sys/clock.h"

#include <errno.h>
#include <math.h>
#include <unistd.h>

/* Creations of the pilot, per creator: few at first, and more where these were fast. */
#define PROBE_SAMPLES 1
#define PROBE_WARMUP  0
#define PILOT_SAMPLES 5

/* Mean time of a creation; a launch that cannot be read is lost. */
static double read_median(struct launch *launch, size_t count)
{
	struct arena_sample samples[PILOT_SAMPLES];
	ssize_t bytes = (ssize_t)(count * sizeof(*samples));
	double totals[PILOT_SAMPLES];

	if (launch->end != LAUNCH_DONE)
		return NAN;
	if (pread(launch->subjects[0].arena_fd, samples, (size_t)bytes, ARENA_SAMPLES_AT) !=
	    bytes) {
		launch->end = LAUNCH_LOST;
		error_set(&launch->why, EIO, "cannot read the samples of the pilot launch");
		return NAN;
	}
	for (size_t i = 0; i < count; i++)
		totals[i] = (double)(samples[i].reaped_ns - samples[i].start_ns);
	order_sort(totals, count);
	return order_quantile(totals, count, 0.5);
}

/*
 * Default duration of a launch's samples: at least as long as building the shape takes, so that
 * sampling is the larger part of a launch.
 */
static uint64_t launch_ns(const struct runner *runner, double rest_ns)
{
	if (runner->settings->launch_ns)
		return runner->settings->launch_ns;
	return (uint64_t)fmax(rest_ns, SCHEDULE_LAUNCH_NS);
}

/* What a pilot launch has shown; `sample_ns` is NAN where it was lost. */
struct pilot {
	double sample_ns; /* of a creation, with its pause */
	double rest_ns;   /* of the launch, beside its creations */
	double total_ns;
};

static int fly(struct runner *runner, const struct slot *slot, uint64_t samples, uint64_t warmup,
	       struct pilot *pilot, struct error *error)
{
	const struct keys *keys = &runner->plan->cases[slot->number].keys;
	struct launch launch = runner_launch(runner, slot, samples * concurrency_creators(keys));
	double start_ns = runner_elapsed_ns(runner);
	int status;

	launch.warmup = warmup < slot->warmup ? warmup : slot->warmup;
	status = hooks_launch(runner, &launch, error);
	if (launch.end == LAUNCH_OVERDUE)
		error_set(&launch.why, ETIME,
			  "the first launch took longer than %.1f s: use a larger "
			  "'--time'",
			  (runner_elapsed_ns(runner) - start_ns) / 1e9);
	if (status < 0) {
		launch_close(&launch);
		return status;
	}
	pilot->sample_ns = read_median(&launch, samples) + (double)keys->number[KEY_PAUSE] * 1e6;
	status = settle_launch(runner, &launch, slot->number, NULL, error);
	if (launch.end != LAUNCH_DONE)
		pilot->sample_ns = NAN;
	pilot->total_ns = runner_elapsed_ns(runner) - start_ns;
	pilot->rest_ns = pilot->total_ns - pilot->sample_ns * (double)(samples + launch.warmup);
	launch_close(&launch);
	return status;
}

static void plan_slot(struct runner *runner, struct slot *slot, const struct pilot *pilot)
{
	uint64_t creators = concurrency_creators(&runner->plan->cases[slot->number].keys);
	uint64_t samples = isnan(pilot->sample_ns)
				   ? PILOT_SAMPLES
				   : schedule_launch_samples(pilot->sample_ns,
							     launch_ns(runner, pilot->rest_ns));

	if (creators > 1 && samples < SCHEDULE_SHARED_LEAST)
		samples = SCHEDULE_SHARED_LEAST;
	slot->samples = creators * samples;
	slot->sample_ns = pilot->sample_ns;
	slot->rest_ns = pilot->rest_ns;
	if (!runner->settings->warmup_fixed && !isnan(pilot->sample_ns))
		slot->warmup = schedule_warmup(pilot->sample_ns, slot->warmup);
}

static bool is_last_asked_for(const struct runner *runner, const struct slot *slot)
{
	if (runner->plan->cases[slot->number].implied)
		return false;
	for (size_t i = 0; i < runner->slot_count; i++)
		if (&runner->slots[i] > slot &&
		    !runner->plan->cases[runner->slots[i].number].implied)
			return false;
	return true;
}

/*
 * A case whose first launch takes longer cannot be measured in this time; some is left to the
 * others, and half of it to those that were asked for.
 */
static uint64_t pilot_deadline_ns(const struct runner *runner, const struct slot *slot)
{
	uint64_t end_ns = runner->start_ns + runner->settings->hard_ns, now_ns = clock_now_ns();
	uint64_t left_ns = end_ns > now_ns ? end_ns - now_ns : 0;

	if (runner->settings->hard_ns == 0)
		return 0;
	return now_ns + left_ns / 2 + (is_last_asked_for(runner, slot) ? left_ns * 3 / 8 : 0);
}

/* What took long, to build or to create, is known well enough by one creation. */
static int pilot_slot(struct runner *runner, struct slot *slot, struct error *error)
{
	struct pilot pilot;
	int status;

	if (runner->run->cases[slot->number].given_up)
		return 0;
	runner_show_progress(runner, 0, runner->plan->cases[slot->number].spec);
	runner->launcher.deadline_ns = pilot_deadline_ns(runner, slot);
	status = fly(runner, slot, PROBE_SAMPLES, PROBE_WARMUP, &pilot, error);
	if (status == 0 && pilot.total_ns < SCHEDULE_SLOW_NS && !isnan(pilot.sample_ns))
		status = fly(runner, slot, PILOT_SAMPLES, slot->warmup, &pilot, error);
	if (status == 0)
		plan_slot(runner, slot, &pilot);
	return status;
}

int pilot_run(struct runner *runner, struct error *error)
{
	int status = 0;

	for (size_t i = 0; i < runner->slot_count && status == 0; i++)
		if (!runner->has_ended)
			status = pilot_slot(runner, &runner->slots[i], error);
	return status;
}
