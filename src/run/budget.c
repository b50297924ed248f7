/* budget: launches that fit into the time of the run. */
#include "runner.h"

#include "concurrency.h"

#include "procbench/base/text.h"
#include "procbench/stats/order.h"

#include <errno.h>
#include <math.h>

/* The part of a round that samples get even where building the parents takes all of it. */
#define SAMPLES_PART 0.1

/* Launches per case that should fit; without --time it is extended until there are intervals. */
static uint64_t launches_wanted(const struct runner *runner)
{
	uint64_t wanted = runner->settings->hard_ns ? SCHEDULE_LAUNCHES_MIN : ORDER_INTERVAL_LEAST;

	return wanted < runner->rounds_max ? wanted : runner->rounds_max;
}

static uint64_t creators_of(const struct runner *runner, const struct slot *slot)
{
	return concurrency_creators(&runner->plan->cases[slot->number].keys);
}

/* What the creations of a launch take. */
static double creations_ns(const struct runner *runner, const struct slot *slot)
{
	return slot->sample_ns * (double)(slot->warmup + slot->samples / creators_of(runner, slot));
}

static double launch_ns(const struct runner *runner, const struct slot *slot)
{
	return slot->rest_ns + creations_ns(runner, slot);
}

static bool is_known(const struct runner *runner, const struct slot *slot)
{
	return !runner->run->cases[slot->number].given_up && !isnan(slot->sample_ns);
}

static double round_ns(const struct runner *runner)
{
	double sum = 0;

	for (size_t i = 0; i < runner->slot_count; i++)
		if (is_known(runner, &runner->slots[i]))
			sum += launch_ns(runner, &runner->slots[i]);
	return sum;
}

/* At least one sample per creator, or as many as these need to overlap. */
static void shorten(const struct runner *runner, struct slot *slot, double allowed_ns)
{
	uint64_t creators = creators_of(runner, slot);
	uint64_t least = creators > 1 ? SCHEDULE_SHARED_LEAST : 1;
	double part = allowed_ns / creations_ns(runner, slot);
	double samples = part * (double)(slot->samples / creators);

	if (part >= 1)
		return;
	slot->samples = creators * (uint64_t)fmax(samples, (double)least);
	if (!runner->settings->warmup_fixed)
		slot->warmup = (uint64_t)(part * (double)slot->warmup);
}

/* Equal shares of what building the parents leaves of a round; fast cases need less than theirs. */
static void shorten_all(struct runner *runner, double allowed_ns)
{
	double build_ns = 0, share_ns;

	for (size_t i = 0; i < runner->slot_count; i++)
		if (is_known(runner, &runner->slots[i]))
			build_ns += runner->slots[i].rest_ns;
	share_ns =
		fmax(allowed_ns - build_ns, SAMPLES_PART * allowed_ns) / (double)runner->slot_count;
	for (size_t i = 0; i < runner->slot_count; i++)
		if (is_known(runner, &runner->slots[i]))
			shorten(runner, &runner->slots[i], share_ns);
}

/* The duration of the run that intervals would take. */
static void warn_of_short_time(const struct runner *runner, double limit_ns)
{
	const struct run_notice *notice = runner->notice;
	double elapsed_ns = runner_elapsed_ns(runner), one_ns = round_ns(runner);
	double needed_ns = elapsed_ns + ORDER_INTERVAL_LEAST * one_ns;
	struct text message = {0};

	if (!notice || runner->settings->rule || runner->rounds_max < ORDER_INTERVAL_LEAST ||
	    needed_ns <= limit_ns)
		return;
	text_printf(&message,
		    "a 95%% CI needs %d launches per case, about %.0f s here; %.3g s "
		    "allow about %.0f: use '--time %.0fs'",
		    ORDER_INTERVAL_LEAST, ceil(needed_ns / 1e9), limit_ns / 1e9,
		    fmax(0, floor((limit_ns - elapsed_ns) / one_ns)), ceil(1.2 * needed_ns / 1e9));
	notice->tell(notice->context, text_string(&message));
	text_free(&message);
}

/* A launch that would be killed before its end only takes time from the others. */
static int give_up_hopeless(struct runner *runner, struct error *error)
{
	double left_ns = (double)runner->settings->hard_ns - runner_elapsed_ns(runner);
	int status = 0;

	for (size_t i = 0; i < runner->slot_count && status == 0; i++) {
		const struct slot *slot = &runner->slots[i];
		struct error why;

		if (!is_known(runner, slot) || launch_ns(runner, slot) <= left_ns)
			continue;
		error_set(&why, ETIME, "a launch takes about %.1f s: use a larger '--time'",
			  launch_ns(runner, slot) / 1e9);
		status = settle_give_up(&runner->run->cases[slot->number], &why, error);
	}
	return status;
}

int budget_fit(struct runner *runner, struct error *error)
{
	const struct run_settings *settings = runner->settings;
	double limit_ns = (double)settings->time_ns;
	double left_ns = limit_ns - runner_elapsed_ns(runner);
	double allowed_ns = fmax(left_ns, 0) / (double)launches_wanted(runner);

	if (!settings->hard_ns && !settings->time_most_ns)
		return 0; /* a round is measured in any time */
	if (round_ns(runner) > allowed_ns)
		shorten_all(runner, allowed_ns);
	if (settings->time_most_ns > settings->time_ns)
		limit_ns = (double)settings->time_most_ns;
	warn_of_short_time(runner, limit_ns);
	return settings->hard_ns ? give_up_hopeless(runner, error) : 0;
}

static void rescale(struct runner *runner, double factor)
{
	for (size_t i = 0; i < runner->slot_count; i++) {
		runner->slots[i].sample_ns *= factor;
		runner->slots[i].rest_ns *= factor;
	}
}

void budget_refit(struct runner *runner)
{
	uint64_t done = runner->run->rounds, wanted = launches_wanted(runner);
	double expected_ns = round_ns(runner), allowed_ns;

	if (!runner->settings->hard_ns && !runner->settings->time_most_ns)
		return;
	if (runner->settings->iters || done >= wanted || !(expected_ns > 0))
		return;
	allowed_ns = ((double)runner->settings->time_ns - runner_elapsed_ns(runner)) /
		     (double)(wanted - done);
	rescale(runner, runner->round_ns / expected_ns);
	if (runner->round_ns <= allowed_ns)
		return;
	shorten_all(runner, fmax(allowed_ns, 0));
	runner->round_ns = round_ns(runner);
}

/* How much longer a run without --time may take than its limit, or than one round was to take. */
#define HARD_FACTOR 10

/* With --iters all samples are taken, however long that takes. */
uint64_t budget_deadline_ns(const struct runner *runner)
{
	const struct run_settings *settings = runner->settings;
	double limit_ns = fmax((double)settings->time_ns, (double)settings->time_most_ns);
	double expected_ns = runner_elapsed_ns(runner) + round_ns(runner);

	if (settings->iters)
		return 0;
	if (settings->hard_ns)
		return runner->start_ns + settings->hard_ns;
	return runner->start_ns + (uint64_t)(HARD_FACTOR * fmax(limit_ns, expected_ns));
}
