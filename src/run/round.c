/* round: one launch of every case, in the order of the schedule. */
#include "runner.h"

#include "procbench/sys/marks.h"

static uint64_t samples_in(const struct runner *runner, const struct slot *slot, uint64_t round)
{
	if (!runner->settings->iters)
		return slot->samples;
	return round < slot->rounds ? schedule_share(slot->samples, slot->rounds, round) : 0;
}

/*
 * The number by which a profile knows the case, 0: its samples are not profiled. Total comes from
 * unstamped launches, and samples that overlap cannot be told apart.
 */
static uint32_t case_number(const struct runner *runner, const struct slot *slot)
{
	const struct keys *keys = &runner->plan->cases[slot->number].keys;
	bool overlaps = keys->number[KEY_PARALLEL] > 1 || keys->number[KEY_SPAWNERS] > 1;

	if (slot->stamped || overlaps || slot->number >= MARK_CASES_MAX)
		return 0;
	return (uint32_t)slot->number + 1;
}

static int launch_slot(struct runner *runner, const struct slot *slot, size_t place,
		       struct error *error)
{
	uint64_t round = runner->run->rounds - 1;
	uint64_t samples = samples_in(runner, slot, round);
	struct launch launch = runner_launch(runner, slot, samples);
	struct run_launch record = {
		.round = round, .order = place, .warmup = slot->warmup, .stamped = slot->stamped};
	int status;

	launch.case_number = case_number(runner, slot);
	if (samples == 0 || runner->run->cases[slot->number].given_up)
		return 0;
	status = hooks_launch(runner, &launch, error);
	if (status == 0)
		status = settle_launch(runner, &launch, slot->number, &record, error);
	launch_close(&launch);
	return status;
}

int round_run(struct runner *runner, struct schedule_random *random, struct error *error)
{
	uint64_t round = runner->run->rounds++;
	double start_ns = runner_elapsed_ns(runner);
	int status = 0;

	schedule_order(random, round, runner->order, runner->slot_count);
	for (size_t place = 0; place < runner->slot_count && status == 0; place++) {
		const struct slot *slot = &runner->slots[runner->order[place]];

		if (launcher_interrupted(&runner->launcher)) {
			runner->run->stop = RUN_STOP_SIGNAL;
			runner->has_ended = true;
		}
		if (runner->has_ended)
			break;
		runner_show_progress(runner, place, runner->plan->cases[slot->number].spec);
		status = launch_slot(runner, slot, place, error);
	}
	runner->round_ns = runner_elapsed_ns(runner) - start_ns;
	return status;
}
