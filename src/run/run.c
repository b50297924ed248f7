/* run: all launches of one invocation, round by round. */
#include "runner.h"

#include "concurrency.h"

#include "procbench/sys/clock.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

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

/* Concurrent creators need several samples each per launch, or their samples would not overlap. */
static void add_slot(struct runner *runner, size_t number, bool stamped, uint64_t samples)
{
	uint64_t rounds = runner->rounds_max;

	if (!runner->settings->launches)
		rounds = schedule_rounds(samples, rounds, creators_of(runner, number));
	runner->slots[runner->slot_count++] =
		(struct slot){number, stamped, samples, rounds, runner->settings->warmup, NAN, NAN};
}

/* With iters, half of the N samples are stamped. */
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

		run->cases[i].given_up = skipped;
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

int run_check(const struct run_settings *settings, struct error *error)
{
	uint64_t launches = settings->launches, iters = settings->iters;
	uint64_t needed = iters / SCHEDULE_SAMPLES_MAX + (iters % SCHEDULE_SAMPLES_MAX > 0);

	if (launches == 0 || launches >= needed)
		return 0;
	return error_set(error, EINVAL,
			 "--iters %" PRIu64 " with --launches %" PRIu64
			 ": a launch takes at most %d samples (take --launches %" PRIu64
			 " or more, or omit it)",
			 iters, launches, SCHEDULE_SAMPLES_MAX, needed);
}

/* ---- the whole ---- */

static int run_rounds(struct runner *runner, struct error *error)
{
	struct schedule_random random = {runner->settings->seed};
	bool enough = false;
	int status = reduce_begin(&runner->reducer, error);

	if (status == 0 && !runner->settings->iters)
		status = pilot_run(runner, error);
	if (status == 0 && !runner->settings->iters && !runner->has_ended)
		status = budget_fit(runner, error);
	runner->launcher.deadline_ns = budget_deadline_ns(runner);
	if (status == 0)
		status = stop_reached(runner, &enough, error);
	while (status == 0 && !enough) {
		status = round_run(runner, &random, error);
		budget_refit(runner);
		if (status == 0)
			status = stop_reached(runner, &enough, error);
	}
	return status;
}

/*
 * The scheduler favors a process that has just slept. If some cases wait at the gate, all cases do,
 * so that they remain comparable.
 */
static bool any_create_at_once(const struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		if (concurrency_creators(&plan->cases[i].keys) > 1)
			return true;
	return false;
}

/* Counting gets a part of the time. */
#define COUNT_PARTS 8

static struct run_settings settings_of(const struct run_settings *from)
{
	struct run_settings settings = *from;

	if (settings.counters)
		settings.time_ns -= settings.time_ns / COUNT_PARTS;
	return settings;
}

/* A failure keeps what was measured before. */
static void fail(struct run *run, const struct error *error)
{
	if (run->failure.code)
		return;
	run->stop = RUN_STOP_FAILURE;
	run->failure = *error;
}

static void run_all(struct runner *runner, const struct run_settings *settings, struct error *error)
{
	struct hook setup = HOOK_NONE;
	int status = hooks_begin(runner, &setup, error);

	if (status == 0 && !runner->has_ended)
		status = run_rounds(runner, error);
	if (status == 0 && settings->counters && !runner->has_ended)
		status = count_run(runner, settings->time_ns, error);
	if (status < 0)
		fail(runner->run, error);
	if (hooks_end(runner, &setup, error) < 0)
		runner->run->cleanup = *error;
}

int run_execute(struct run *run, const struct plan *plan, const struct run_settings *settings,
		const struct run_control *control, struct error *error)
{
	const struct run_settings timed = settings_of(settings);
	struct runner runner = {
		.run = run,
		.plan = plan,
		.settings = &timed,
		.progress = control->progress,
		.notice = control->notice,
		.reducer = {.samples = control->samples, .ok_exit = settings->ok_exit},
		.rounds_max = rounds_max(settings),
		.start_ns = clock_now_ns(),
	};
	int status;

	*run = (struct run){0};
	launcher_open(&runner.launcher, control->signal_fd, settings->timeout_ns);
	run->cpu = cpus_pick(&runner.launcher.cpus, 0);
	runner.reducer.counter = runner.launcher.counter_trusted;
	runner.launcher.gated = any_create_at_once(plan);
	status = prepare(&runner, error);
	if (status == 0)
		run_all(&runner, settings, error);
	reducer_free(&runner.reducer);
	launcher_close(&runner.launcher);
	free(runner.slots);
	free(runner.order);
	free(runner.scratch);
	return status;
}
