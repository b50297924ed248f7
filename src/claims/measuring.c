/* measuring: measures the cases of a claim or reproduction as procbench measures any case. */
#include "measuring.h"

#include "procbench/render/human.h"
#include "procbench/session/session.h"
#include "procbench/sys/clock.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#define CASES_MAX  20
#define TIMEOUT_NS 5000000000u /* of one child */
#define WARMUP     3           /* creations of a launch before its samples */

static int check_cases(const struct result *result, struct error *error)
{
	for (size_t i = 0; i < result->case_count; i++) {
		const struct result_case *item = &result->cases[i];

		if (item->skipped)
			return error_set(error, ENOTSUP, "'%s' cannot be measured: %s", item->spec,
					 item->skipped);
		if (item->samples == 0 || isnan(item->spans[SPAN_TOTAL].median_ns))
			return error_set(error, EIO, "'%s' could not be measured: %s", item->spec,
					 item->failure_count ? item->failures[0].name
							     : "no sample succeeded");
	}
	return 0;
}

/* The time left, up to that of the effort, and above 0: one round is measured in any case. */
static uint64_t time_for(const struct claim_bench *bench, struct measuring_effort effort)
{
	uint64_t now = clock_now_ns();
	uint64_t left = bench->end_ns > now ? bench->end_ns - now : 1;

	return bench->end_ns && left < effort.time_ns ? left : effort.time_ns;
}

/* What distorts the measurement distorts the verdict too. */
static int pass_warnings(const struct claim_bench *bench, const struct result *result)
{
	int status = 0;

	for (size_t i = 0; bench->warnings && i < result->warnings.count && status == 0; i++)
		status = text_list_add(bench->warnings, "%s: %s", bench->name,
				       result->warnings.items[i]);
	return status;
}

int measuring_run_some(const struct claim_bench *bench, const char *const *specs,
		       struct measuring_effort effort, struct result *result, struct error *error)
{
	char *copies[CASES_MAX];
	struct plan_request request = {.specs = copies, .in_guests = bench->guest != NULL};
	struct run_settings settings = {
		.precision = NAN, /* rounds and time end it */
		.time_ns = time_for(bench, effort),
		.launches = effort.rounds,
		.warmup = WARMUP,
		.seed = bench->seed,
		.timeout_ns = TIMEOUT_NS,
	};
	const struct run_control control = {.signal_fd = bench->signal_fd};
	int status;

	for (; specs[request.spec_count]; request.spec_count++)
		copies[request.spec_count] = (char *)(uintptr_t)specs[request.spec_count];
	status = session_run(result, &request, bench->guest, &settings, &control, error);
	if (status == 0 && result->partial)
		return error_set(error, EINTR, "interrupted");
	return status == 0 && pass_warnings(bench, result) < 0 ? error_no_memory(error) : status;
}

int measuring_run(const struct claim_bench *bench, const char *const *specs,
		  struct measuring_effort effort, struct result *result, struct error *error)
{
	int status = measuring_run_some(bench, specs, effort, result, error);

	return status == 0 ? check_cases(result, error) : status;
}

static int measure_pair(const struct claim_bench *bench, const struct measuring_pair *pair,
			struct claim_metric *metrics, struct error *error)
{
	const char *specs[] = {pair->vfork_spec, pair->fork_spec, NULL};
	struct result result;
	int status = measuring_run(bench, specs, pair->effort, &result, error);

	if (status == 0) {
		metrics[PAIR_VFORK].number = result.cases[0].spans[SPAN_TOTAL].median_ns;
		metrics[PAIR_FORK].number = result.cases[1].spans[SPAN_TOTAL].median_ns;
		metrics[PAIR_RATIO].number = result.cases[1].ratio;
		metrics[PAIR_LOW].number = result.cases[1].ratio_low;
		metrics[PAIR_HIGH].number = result.cases[1].ratio_high;
	}
	result_free(&result);
	return status;
}

static bool is_affordable(const struct claim_bench *bench, const struct measuring_pair *pair)
{
	return pair->needs_bytes <= bench->available_bytes &&
	       time_for(bench, pair->effort) == pair->effort.time_ns;
}

int measuring_pairs(const struct claim_bench *bench, const struct measuring_pair *pairs,
		    size_t count, struct claim_metric *metrics, struct error *error)
{
	int status = 0;

	for (size_t i = 0; i < count && status == 0; i++)
		if (is_affordable(bench, &pairs[i]))
			status = measure_pair(bench, &pairs[i], &metrics[i * PAIR_METRICS], error);
	return status;
}

static void explain_pair(const struct measuring_pair *pair, const struct claim_metric *metrics,
			 struct text *out)
{
	text_printf(out, "From %s ", pair->words);
	if (isnan(metrics[PAIR_RATIO].number)) {
		text_printf(out, "it was not measured: it needs %.1f GiB of memory and %.1f s.",
			    (double)pair->needs_bytes / (1 << 30),
			    (double)pair->effort.time_ns / 1e9);
		return;
	}
	text_add(out, "it takes ");
	human_add_time(out, metrics[PAIR_VFORK].number, HUMAN_DIGITS);
	text_add(out, " with vfork, ");
	human_add_time(out, metrics[PAIR_FORK].number, HUMAN_DIGITS);
	text_add(out, " with fork, ");
	human_add_number(out, metrics[PAIR_RATIO].number, HUMAN_DIGITS);
	text_add(out, " times as long");
	if (!isnan(metrics[PAIR_LOW].number)) {
		text_add(out, " (95% CI ");
		human_add_range(out, metrics[PAIR_LOW].number, metrics[PAIR_HIGH].number,
				HUMAN_DIGITS);
		text_add_char(out, ')');
	}
	text_add_char(out, '.');
}

void measuring_explain_pairs(const struct measuring_pair *pairs, size_t count,
			     const struct claim_metric *metrics, struct text *out)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			text_add_char(out, ' ');
		explain_pair(&pairs[i], &metrics[i * PAIR_METRICS], out);
	}
}
