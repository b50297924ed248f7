/* collect: converts a run to a result. */
#define _GNU_SOURCE
#include "collect.h"

#include "collect_counters.h"

#include "procbench/base/version.h"
#include "procbench/run/outcome.h"
#include "procbench/session/session.h"
#include "procbench/sys/host.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Maps why a run ended to the result's stop reason. */
static const enum result_stop stops[] = {
	[RUN_STOP_ITERS] = RESULT_STOP_ITERS,         [RUN_STOP_LAUNCHES] = RESULT_STOP_LAUNCHES,
	[RUN_STOP_PRECISION] = RESULT_STOP_PRECISION, [RUN_STOP_TIME] = RESULT_STOP_TIME,
	[RUN_STOP_SIGNAL] = RESULT_STOP_SIGNAL,       [RUN_STOP_FAILURE] = RESULT_STOP_FAILURE,
};

/* Counts rounds that have a launch; an interrupted round may have none. */
static uint64_t count_rounds(const struct run *run)
{
	uint64_t count = 0;

	for (size_t i = 0; i < run->case_count; i++) {
		const struct run_case *item = &run->cases[i];
		uint64_t last =
			item->launch_count ? item->launches[item->launch_count - 1].round + 1 : 0;

		count = last > count ? last : count;
	}
	return count;
}

static int collect_ok_exit(struct result *result, const struct exit_set *set)
{
	struct text text = {0};

	exit_set_add_text(&text, set);
	if (text.length == 0 && !text.failed)
		return 0;
	result->ok_exit = text_take(&text);
	return result->ok_exit ? 0 : -ENOMEM;
}

static int copy(char **to, const char *from)
{
	*to = from ? strdup(from) : NULL;
	return from && !*to ? -ENOMEM : 0;
}

static int collect_hooks(struct result *result, const struct run_hooks *hooks)
{
	int status = copy(&result->setup, hooks->setup);

	status |= copy(&result->prepare, hooks->prepare);
	status |= copy(&result->conclude, hooks->conclude);
	status |= copy(&result->cleanup, hooks->cleanup);
	return status;
}

static void collect_settings(struct result *result, const struct run_settings *settings,
			     const struct run *run)
{
	result->iters = settings->iters;
	result->precision = settings->precision;
	result->time_ns = settings->time_ns;
	result->warmup = settings->warmup;
	result->rounds = count_rounds(run);
	result->timeout_ns = settings->timeout_ns;
	result->seed = settings->seed;
	result->phases = settings->phases;
	result->partial = run->stop == RUN_STOP_SIGNAL || run->failure.code;
}

/* Numbers from the samples; medians and their CIs are derived from the launches. */
static void collect_span(struct result_span *span, struct tally *tally)
{
	span->samples = tally->count;
	span->min_ns = tally->count ? (double)tally->min : NAN;
	span->max_ns = tally->count ? (double)tally->max : NAN;
	span->mean_ns = tally->count ? tally->mean : NAN;
	span->stddev_ns = tally_stddev(tally);
	span->p90_ns = tally_quantile(tally, 0.9);
	span->p99_ns = tally_quantile(tally, 0.99);
	span->p999_ns = tally_quantile(tally, 0.999);
}

static int collect_keys(struct result_case *to, const struct plan_case *from)
{
	to->keys = calloc(KEY_COUNT, sizeof(*to->keys));
	if (!to->keys)
		return -ENOMEM;
	for (int key = 0; key < KEY_COUNT; key++) {
		struct result_key *item = &to->keys[to->key_count];
		enum key_kind kind = key_table[key].kind;

		if (!method_takes(from->method, (enum key)key))
			continue;
		to->key_count++;
		item->is_number = kind == KEY_BYTES || kind == KEY_NUMBER;
		item->number = (double)from->keys.number[key];
		item->name = strdup(key_table[key].name);
		item->string = item->is_number ? NULL : strdup(from->keys.text[key]);
		if (!item->name || (!item->is_number && !item->string))
			return -ENOMEM;
	}
	return 0;
}

static int collect_failures(struct result_case *to, const struct run_case *from)
{
	if (from->failure_count == 0)
		return 0;
	to->failures = calloc(from->failure_count, sizeof(*to->failures));
	if (!to->failures)
		return -ENOMEM;
	for (size_t i = 0; i < from->failure_count; i++) {
		const struct run_failure *failure = &from->failures[i];
		char name[OUTCOME_NAME_BYTES];

		outcome_name(name, (enum arena_outcome)failure->outcome, failure->value);
		to->failures[i].name = strdup(name);
		to->failures[i].count = failure->count;
		if (!to->failures[i].name)
			return -ENOMEM;
		to->failure_count++;
	}
	return 0;
}

static double mean(uint64_t sum, uint64_t count)
{
	return count ? (double)sum / (double)count : NAN;
}

/* The histogram of total. */
static int collect_bins(struct result_case *to, const struct tally *tally)
{
	struct tally_bin *bins = calloc(TALLY_BINS_MAX, sizeof(*bins));
	size_t count = bins ? tally_bins(tally, bins) : 0;

	to->bins = bins ? calloc(count + 1, sizeof(*to->bins)) : NULL;
	for (size_t i = 0; to->bins && i < count; i++)
		to->bins[to->bin_count++] = (struct result_bin){
			(double)bins[i].low, (double)bins[i].high, bins[i].count};
	free(bins);
	return to->bins ? 0 : -ENOMEM;
}

static int collect_launches(struct result_case *to, const struct run_case *from)
{
	if (from->launch_count == 0)
		return 0;
	to->launches = calloc(from->launch_count, sizeof(*to->launches));
	if (!to->launches)
		return -ENOMEM;
	for (size_t i = 0; i < from->launch_count; i++) {
		const struct run_launch *launch = &from->launches[i];

		to->launches[i] = (struct result_launch){
			.round = launch->round,
			.order = launch->order,
			.warmup = (double)launch->warmup,
			.samples = launch->samples,
			.failed = launch->failed,
			.stamped = launch->stamped,
			.median_ns = launch->span_ns[SPAN_TOTAL],
			.first_ns = launch->first_ns > 0 ? launch->first_ns : NAN,
			.per_second = launch->per_second,
			.cpu_ns = 1e3 * mean(launch->cpu_us, launch->cpu_known),
		};
		memcpy(to->launches[i].span_ns, launch->span_ns, sizeof(launch->span_ns));
	}
	to->launch_count = from->launch_count;
	return 0;
}

static const char *why_skipped(const struct run_case *from, const struct run *run,
			       struct error *buffer)
{
	if (from->launch_count == 0 && from->drifted > 0) {
		*buffer = from->last_drift;
		error_prefix(buffer, "the parent changed in every launch");
		return buffer->text;
	}
	if (from->skipped)
		return from->skipped;
	if (from->launch_count == 0 && from->lost > 0)
		return from->last_loss.text;
	if (from->launch_count == 0 && run->failure.code)
		return run->failure.text;
	if (from->launch_count == 0 && run->stop == RUN_STOP_SIGNAL)
		return "interrupted before the first launch ended";
	if (from->launch_count == 0 && run->stop == RUN_STOP_TIME)
		return "no launch was finished in time: use a larger '--time'";
	return NULL;
}

static char *call_of(const struct plan_case *planned)
{
	struct text call = {0};

	method_add_call(&call, planned->method, &planned->keys);
	return text_take(&call);
}

/* As hyperfine counts them, but by the quartiles, which half of the samples do not move. */
#define OUTLIER_SD 10
#define IQR_SD     1.349

static double count_outliers(struct tally *tally)
{
	double median = tally_quantile(tally, 0.5);
	double reach =
		OUTLIER_SD / IQR_SD * (tally_quantile(tally, 0.75) - tally_quantile(tally, 0.25));

	return tally->count > 0 ? (double)tally_count_outside(tally, median - reach, median + reach)
				: NAN;
}

static void collect_usage(struct result_case *to, const struct run_case *from)
{
	uint64_t n = from->faults_known;

	to->minor_faults = mean(from->minor_faults, n);
	to->major_faults = mean(from->major_faults, n);
	to->user_ns = 1e3 * mean(from->user_us, n);
	to->system_ns = 1e3 * mean(from->system_us, n);
	to->max_rss_bytes = 1024 * mean(from->max_rss_kib, n);
	to->voluntary_switches = mean(from->voluntary_switches, n);
	to->involuntary_switches = mean(from->involuntary_switches, n);
	to->parent_faults = mean(from->parent_faults, from->parent_samples);
}

static int collect_case(struct result_case *to, const struct plan_case *planned,
			struct run_case *from, const struct run *run)
{
	struct error buffer;
	const char *skipped = why_skipped(from, run, &buffer);

	result_clear_case(to);
	to->spec = strdup(planned->spec);
	to->method = strdup(planned->method->name);
	to->skipped = skipped ? strdup(skipped) : NULL;
	to->lacks = planned->lacks ? strdup(planned->lacks) : NULL;
	to->drift = from->drifted > 0 ? strdup(from->last_drift.text) : NULL;
	to->full = planned->full;
	to->call = call_of(planned);
	to->floor = strdup(method_floor_name(planned->method, &planned->keys));
	if (!to->spec || !to->method || !to->call || !to->floor || (skipped && !to->skipped) ||
	    (planned->lacks && !to->lacks) || (from->drifted > 0 && !to->drift))
		return -ENOMEM;
	to->implied = planned->implied;
	to->samples = from->samples;
	to->failed = from->failed;
	to->launches_lost = from->lost;
	to->launches_drifted = from->drifted;
	to->stopped_by =
		skipped ? NULL : result_stops[stops[from->given_up ? RUN_STOP_FAILURE : run->stop]];
	for (int span = 0; span < SPAN_COUNT; span++)
		collect_span(&to->spans[span], &from->spans[span]);
	to->outliers = count_outliers(&from->spans[SPAN_TOTAL]);
	collect_usage(to, from);
	if (collect_keys(to, planned) < 0 || collect_failures(to, from) < 0 ||
	    collect_bins(to, &from->spans[SPAN_TOTAL]) < 0)
		return -ENOMEM;
	/* there is a reason as soon as events were to be counted */
	if (from->counters.why.text[0] && !skipped &&
	    collect_counters(&to->counters, &from->counters) < 0)
		return -ENOMEM;
	return collect_launches(to, from);
}

static int collect_cases(struct result *result, const struct plan *plan, struct run *run)
{
	int status = 0;

	result->cases = calloc(plan->count ? plan->count : 1, sizeof(*result->cases));
	if (!result->cases)
		return -ENOMEM;
	result->case_count = plan->count;
	for (size_t i = 0; i < plan->count && status == 0; i++)
		status = collect_case(&result->cases[i], &plan->cases[i], &run->cases[i], run);
	return status;
}

int collect_result(struct result *result, const struct plan *plan, struct run *run,
		   const struct run_settings *settings, struct error *error)
{
	int status;

	result->version = strdup(PROCBENCH_VERSION);
	result->date = session_date();
	collect_settings(result, settings, run);
	status = collect_ok_exit(result, &settings->ok_exit);
	if (status == 0)
		status = collect_hooks(result, &settings->hooks);
	if (status == 0)
		status = host_describe(&result->host, NULL);
	if (status == 0)
		status = collect_cases(result, plan, run);
	if (status < 0 || !result->version || !result->date)
		return error_no_memory(error);
	return result_derive(result, error);
}
