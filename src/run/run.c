/* run: all launches of one invocation, round by round, reduced as they end. */
#define _GNU_SOURCE
#include "procbench/run/run.h"

#include "concurrency.h"
#include "reduce.h"

#include "procbench/run/launch.h"
#include "procbench/run/schedule.h"
#include "procbench/stats/order.h"
#include "procbench/sys/clock.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Subjects of a case that may be lost in a row before it is given up. */
#define LOSSES_MAX 3

/* Creations of the first, discarded launch that tells how long one takes: of each that creates. */
#define PILOT_SAMPLES 5

/* What a round launches once: a case, with or without stamps. */
struct slot {
	size_t number; /* of the case */
	bool stamped;
	uint64_t samples; /* with iters: over the whole run, else: a launch */
	uint64_t rounds;  /* with iters: how many these are spread over */
};

struct runner {
	struct run *run;
	const struct plan *plan;
	const struct run_settings *settings;
	const struct run_progress *progress;
	struct launcher launcher;
	struct reducer reducer;
	struct slot *slots;
	size_t *order;
	size_t slot_count;
	uint64_t rounds_max;
	uint64_t start_ns;
	double *scratch; /* launch medians, for the stop rule */
};

static void run_case_free(struct run_case *item)
{
	for (int span = 0; span < SPAN_COUNT; span++)
		tally_free(&item->spans[span]);
	free(item->launches);
	free(item->failures);
	free(item->skipped);
}

void run_free(struct run *run)
{
	for (size_t i = 0; i < run->case_count; i++)
		run_case_free(&run->cases[i]);
	free(run->cases);
	*run = (struct run){0};
}

/* ---- what is to be done ---- */

static uint64_t creators_of(const struct runner *runner, size_t number)
{
	return concurrency_creators(&runner->plan->cases[number].keys);
}

/* Several that create at once need some samples each in a launch, or none of theirs overlap. */
static void add_slot(struct runner *runner, size_t number, bool stamped, uint64_t samples)
{
	uint64_t rounds = runner->rounds_max;

	if (!runner->settings->launches)
		rounds = schedule_rounds(samples, rounds, creators_of(runner, number));
	runner->slots[runner->slot_count++] = (struct slot){number, stamped, samples, rounds};
}

/* With iters, the stamped samples are a half of the N, not N more. */
static void add_slots(struct runner *runner, size_t number)
{
	const struct run_settings *settings = runner->settings;
	bool stamped = settings->phases && plan_can_stamp(&runner->plan->cases[number]);
	uint64_t with = stamped ? settings->iters / 2 : 0;

	add_slot(runner, number, false, settings->iters - with);
	if (stamped)
		add_slot(runner, number, true, with);
}

static int prepare(struct runner *runner, struct error *error)
{
	size_t count = runner->plan->count;
	struct run *run = runner->run;

	run->cases = calloc(count, sizeof(*run->cases));
	runner->slots = calloc(2 * count, sizeof(*runner->slots));
	runner->order = calloc(2 * count, sizeof(*runner->order));
	if (!run->cases || !runner->slots || !runner->order)
		return error_no_memory(error);
	run->case_count = count;
	for (size_t i = 0; i < count; i++) {
		const char *skipped = runner->plan->cases[i].skipped;

		if (!skipped)
			add_slots(runner, i);
		else if (!(run->cases[i].skipped = strdup(skipped)))
			return error_no_memory(error);
	}
	return 0;
}

static uint64_t rounds_max(const struct run_settings *settings)
{
	if (!settings->iters)
		return settings->launches ? settings->launches : UINT64_MAX;
	if (!settings->launches)
		return schedule_launches(settings->iters);
	return settings->launches < settings->iters ? settings->launches : settings->iters;
}

static double elapsed_ns(const struct runner *runner)
{
	return (double)(clock_now_ns() - runner->start_ns);
}

static void show_progress(struct runner *runner, size_t place, const char *spec)
{
	double by_time = elapsed_ns(runner) / (double)runner->settings->time_ns;
	double by_rounds =
		((double)runner->run->rounds - 1 + (double)place / (double)runner->slot_count) /
		(double)runner->rounds_max;
	double fraction = runner->settings->iters ? by_rounds : fmax(by_time, by_rounds);

	if (runner->progress)
		runner->progress->show(runner->progress->context, fmin(fmax(fraction, 0), 1),
				       runner->run->rounds, spec);
}

/* ---- one launch ---- */

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

/* Takes a launch in, by how it ended; a NULL record (the pilot) is not kept. */
static int settle(struct runner *runner, const struct launch *launch, size_t number,
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

static struct launch launch_of(const struct runner *runner, const struct slot *slot,
			       uint64_t samples)
{
	return (struct launch){
		.item = &runner->plan->cases[slot->number],
		.stamped = slot->stamped,
		.samples = samples,
		.warmup = runner->settings->warmup,
	};
}

static uint64_t samples_in(const struct runner *runner, const struct slot *slot, uint64_t round)
{
	if (!runner->settings->iters)
		return slot->samples;
	return round < slot->rounds ? schedule_share(slot->samples, slot->rounds, round) : 0;
}

static int launch_slot(struct runner *runner, const struct slot *slot, size_t place,
		       struct error *error)
{
	uint64_t round = runner->run->rounds - 1;
	uint64_t samples = samples_in(runner, slot, round);
	struct launch launch = launch_of(runner, slot, samples);
	struct run_launch record = {.round = round, .order = place, .stamped = slot->stamped};
	int status;

	if (samples == 0 || runner->run->cases[slot->number].skipped)
		return 0;
	status = launch_run(&runner->launcher, &launch, error);
	if (status == 0)
		status = settle(runner, &launch, slot->number, &record, error);
	launch_close(&launch);
	return status;
}

/* ---- the pilot ---- */

static double median_of_pilot(const struct launch *launch)
{
	struct arena_sample samples[PILOT_SAMPLES];
	double totals[PILOT_SAMPLES];

	if (pread(launch->subjects[0].arena_fd, samples, sizeof(samples), ARENA_SAMPLES_AT) !=
	    (ssize_t)sizeof(samples))
		return NAN;
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

/* A launch that is thrown away tells how many samples the slot's launches shall take. */
static int pilot_slot(struct runner *runner, struct slot *slot, struct error *error)
{
	uint64_t creators = creators_of(runner, slot->number);
	struct launch launch = launch_of(runner, slot, PILOT_SAMPLES * creators);
	double start_ns = elapsed_ns(runner);
	int status;

	if (runner->run->cases[slot->number].skipped)
		return 0;
	show_progress(runner, 0, launch.item->spec);
	status = launch_run(&runner->launcher, &launch, error);
	if (status == 0)
		status = settle(runner, &launch, slot->number, NULL, error);
	slot->samples = PILOT_SAMPLES * creators;
	if (status == 0 && launch.end == LAUNCH_DONE) {
		double pause_ns = (double)launch.item->keys.number[KEY_PAUSE] * 1e6;
		double sample_ns = median_of_pilot(&launch) + pause_ns;
		double pilot_ns = sample_ns * (double)(PILOT_SAMPLES + launch.warmup);
		double rest_ns = elapsed_ns(runner) - start_ns - pilot_ns;

		slot->samples =
			creators * schedule_launch_samples(sample_ns, launch_ns(runner, rest_ns));
	}
	launch_close(&launch);
	return status;
}

static int run_pilots(struct runner *runner, struct error *error)
{
	int status = 0;

	for (size_t i = 0; i < runner->slot_count && status == 0; i++)
		if (runner->run->stop != RUN_STOP_SIGNAL)
			status = pilot_slot(runner, &runner->slots[i], error);
	return status;
}

/* ---- rounds, and when it is enough ---- */

/* A case is known when its total is; one without any success cannot become known. */
static bool case_is_precise(struct runner *runner, const struct run_case *item)
{
	size_t n = 0;

	for (size_t i = 0; i < item->launch_count; i++)
		if (!item->launches[i].stamped && item->launches[i].samples > 0)
			runner->scratch[n++] = item->launches[i].span_ns[SPAN_TOTAL];
	if (n == 0)
		return item->skipped || item->launch_count >= SCHEDULE_LAUNCHES_MIN;
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

/* Nobody who named no time wants figures without intervals, however long a launch takes. */
static bool time_is_up(const struct runner *runner)
{
	const struct run_settings *settings = runner->settings;
	double elapsed = elapsed_ns(runner);

	if (elapsed < (double)settings->time_ns)
		return false;
	return runner->run->rounds >= ORDER_INTERVAL_LEAST ||
	       elapsed >= (double)settings->time_most_ns;
}

/* Between rounds only, so that all cases have had their turn equally often. */
static int is_enough(struct runner *runner, bool *enough, struct error *error)
{
	struct run *run = runner->run;
	int status = 0;

	*enough = true;
	if (run->stop == RUN_STOP_SIGNAL)
		return 0;
	run->stop = RUN_STOP_ITERS;
	if (run->rounds >= runner->rounds_max)
		return 0;
	if (runner->settings->iters || run->rounds == 0) {
		*enough = false;
		return 0;
	}
	if (runner->settings->rule)
		*enough = runner->settings->rule->enough(runner->settings->rule->context, run);
	else
		status = all_precise(runner, enough, error);
	run->stop = RUN_STOP_PRECISION;
	if (!*enough && time_is_up(runner)) {
		run->stop = RUN_STOP_TIME;
		*enough = true;
	}
	return status;
}

static int run_round(struct runner *runner, struct schedule_random *random, struct error *error)
{
	uint64_t round = runner->run->rounds++;
	int status = 0;

	schedule_order(random, round, runner->order, runner->slot_count);
	for (size_t place = 0; place < runner->slot_count && status == 0; place++) {
		const struct slot *slot = &runner->slots[runner->order[place]];

		if (launcher_interrupted(&runner->launcher))
			runner->run->stop = RUN_STOP_SIGNAL;
		if (runner->run->stop == RUN_STOP_SIGNAL)
			break;
		show_progress(runner, place, runner->plan->cases[slot->number].spec);
		status = launch_slot(runner, slot, place, error);
	}
	return status;
}

static int run_rounds(struct runner *runner, struct error *error)
{
	struct schedule_random random = {runner->settings->seed};
	bool enough = runner->slot_count == 0;
	int status = 0;

	if (!runner->settings->iters)
		status = run_pilots(runner, error);
	if (status == 0 && !enough)
		status = is_enough(runner, &enough, error);
	while (status == 0 && !enough) {
		status = run_round(runner, &random, error);
		if (status == 0)
			status = is_enough(runner, &enough, error);
	}
	return status;
}

/*
 * Who has just slept is preempted less by other work; so where several wait for each other, one
 * alone that they are held against waits as long.
 */
static bool any_create_at_once(const struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		if (concurrency_creators(&plan->cases[i].keys) > 1)
			return true;
	return false;
}

int run_execute(struct run *run, const struct plan *plan, const struct run_settings *settings,
		const struct run_control *control, struct error *error)
{
	struct runner runner = {
		.run = run,
		.plan = plan,
		.settings = settings,
		.progress = control->progress,
		.reducer = {.samples = control->samples},
		.rounds_max = rounds_max(settings),
		.start_ns = clock_now_ns(),
	};
	int status;

	*run = (struct run){0};
	launcher_open(&runner.launcher, control->signal_fd, settings->timeout_ns);
	runner.reducer.counter = runner.launcher.counter_trusted;
	runner.launcher.gated = any_create_at_once(plan);
	status = prepare(&runner, error);
	if (status == 0)
		status = reduce_begin(&runner.reducer, error);
	if (status == 0)
		status = run_rounds(&runner, error);
	reducer_free(&runner.reducer);
	launcher_close(&runner.launcher);
	free(runner.slots);
	free(runner.order);
	free(runner.scratch);
	return status;
}
