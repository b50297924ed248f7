/* pilot: a first launch of each case, thrown away, that shows how long a creation takes. */
#include "runner.h"

#include "concurrency.h"

#include "procbench/stats/order.h"

#include <errno.h>
#include <math.h>
#include <unistd.h>

/* Creations of the pilot, per creator. */
#define PILOT_SAMPLES 5

/* Of a creation; a launch that cannot be read is lost. */
static double read_median(struct launch *launch)
{
	struct arena_sample samples[PILOT_SAMPLES];
	double totals[PILOT_SAMPLES];

	if (launch->end != LAUNCH_DONE)
		return NAN;
	if (pread(launch->subjects[0].arena_fd, samples, sizeof(samples), ARENA_SAMPLES_AT) !=
	    (ssize_t)sizeof(samples)) {
		launch->end = LAUNCH_LOST;
		error_set(&launch->why, EIO, "cannot read the samples of the pilot launch");
		return NAN;
	}
	for (int i = 0; i < PILOT_SAMPLES; i++)
		totals[i] = (double)(samples[i].reaped_ns - samples[i].start_ns);
	order_sort(totals, PILOT_SAMPLES);
	return order_quantile(totals, PILOT_SAMPLES, 0.5);
}

/*
 * How long the samples of a launch shall take, unless the settings say: where building the shape
 * takes longer than usual, as long as the rest of the launch, or they would be the smaller part.
 */
static uint64_t launch_ns(const struct runner *runner, double rest_ns)
{
	if (runner->settings->launch_ns)
		return runner->settings->launch_ns;
	return (uint64_t)fmax(rest_ns, SCHEDULE_LAUNCH_NS);
}

static int pilot_slot(struct runner *runner, struct slot *slot, struct error *error)
{
	uint64_t creators = concurrency_creators(&runner->plan->cases[slot->number].keys);
	struct launch launch = runner_launch(runner, slot, PILOT_SAMPLES * creators);
	double start_ns = runner_elapsed_ns(runner), median_ns;
	int status;

	if (runner->run->cases[slot->number].given_up)
		return 0;
	runner_show_progress(runner, 0, launch.item->spec);
	launch_run(&runner->launcher, &launch);
	median_ns = read_median(&launch);
	status = settle_launch(runner, &launch, slot->number, NULL, error);
	slot->samples = PILOT_SAMPLES * creators;
	if (launch.end == LAUNCH_DONE) {
		double pause_ns = (double)launch.item->keys.number[KEY_PAUSE] * 1e6;
		double sample_ns = median_ns + pause_ns;
		double pilot_ns = sample_ns * (double)(PILOT_SAMPLES + launch.warmup);
		double rest_ns = runner_elapsed_ns(runner) - start_ns - pilot_ns;

		slot->samples =
			creators * schedule_launch_samples(sample_ns, launch_ns(runner, rest_ns));
	}
	launch_close(&launch);
	return status;
}

int pilot_run(struct runner *runner, struct error *error)
{
	int status = 0;

	for (size_t i = 0; i < runner->slot_count && status == 0; i++)
		if (runner->run->stop != RUN_STOP_SIGNAL)
			status = pilot_slot(runner, &runner->slots[i], error);
	return status;
}
