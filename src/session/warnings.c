/* warnings: problems that affect a result, each with its remedy. */
#include "advice.h"
#include "level_warning.h"
#include "series_warnings.h"

#include "procbench/doctor/checks.h"
#include "procbench/session/session.h"
#include "procbench/stats/order.h"
#include "procbench/sys/cpus.h"
#include "procbench/sys/host.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

/*
 * Facts whose problems every result states: a machine that is not what it looks like, and inherited
 * conditions that distort all that is measured.
 */
static bool is_in_every_result(const char *name)
{
	static const char *const names[] = {"emulator", "container", "traced", "loader_settings"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

int session_warn_of_facts(struct text_list *warnings, const struct facts *host)
{
	static const struct facts no_reasons;
	int status = 0;

	for (size_t i = 0; i < check_count; i++) {
		struct finding finding = check_judge(i, host, &no_reasons);

		if (is_in_every_result(finding.name) && finding.verdict == CHECK_PROBLEM)
			status |= text_list_add(warnings, "%s '%s': %s: %s", finding.name,
						finding.fact->value, finding.why, finding.remedy);
	}
	return status;
}

int session_warn_of_noise(struct text_list *warnings)
{
	double load = host_load();
	int cpus = cpus_count(), status = 0;

	if (host_sanitized())
		status |= text_list_add(warnings, "this is a sanitizer build, so its times are "
						  "meaningless: build without SANITIZE");
	if (load > cpus)
		status |= text_list_add(warnings,
					RESULT_WARNING_LOAD
					" (load average %.1f on %d "
					"CPU%s): results will be noisy; measure on an idle machine",
					load, cpus, cpus == 1 ? "" : "s");
	return status;
}

static int warn_of_counter(struct result *result)
{
	const char *clocksource = facts_get(&result->host, "clocksource");

	if (!result->phases || host_counter_trusted())
		return 0;
	return result_warn(
		result,
		"the CPU counter is not reliable (clocksource %s), so children read the clock "
		"through the vDSO, which adds page faults: see the probe effect",
		clocksource ? clocksource : "unknown");
}

static int warn_of_failure(struct result *result, const struct run *run)
{
	int status = 0;

	if (run->failure.code)
		status |= result_warn(result, "the run ended early: %s", run->failure.text);
	if (run->cleanup.code)
		status |= result_warn(result, "%s", run->cleanup.text);
	return status;
}

static int warn_of_losses(struct result *result, const struct run *run)
{
	int status = 0;

	for (size_t i = 0; i < run->case_count; i++)
		if (run->cases[i].lost > 0)
			status |= result_warn(result, "%s: %zu %s lost: %s", result->cases[i].spec,
					      run->cases[i].lost,
					      run->cases[i].lost == 1 ? "launch was"
								      : "launches were",
					      run->cases[i].last_loss.text);
	return status;
}

static int warn_of_remarks(struct result *result, const struct run *run)
{
	int status = 0;

	for (size_t i = 0; i < run->case_count; i++)
		if (run->cases[i].remark.code)
			status |= result_warn(result, "%s: %s", result->cases[i].spec,
					      run->cases[i].remark.text);
	return status;
}

static int warn_of_left_out(struct result *result, const struct plan *plan)
{
	int status = 0;

	for (size_t i = 0; i < plan->notes.count; i++)
		status |= result_warn(result, "%s", plan->notes.items[i]);
	return status;
}

static const char *why_no_stamps(const struct plan_case *item)
{
	if (item->keys.number[KEY_SPAWNERS] > 1 && plan_executes(item))
		return "no phases: a target cannot take timestamps for several spawners (use "
		       "exec=none or parallel=)";
	return "no phases: neither child nor target takes timestamps (use exec=tiny)";
}

static int warn_of_stamps(struct result *result, const struct plan *plan)
{
	int status = 0;

	if (!result->phases)
		return 0;
	for (size_t i = 0; i < plan->count; i++)
		if (plan->cases[i].method->creates && !plan_can_stamp(&plan->cases[i]))
			status |= result_warn(result, "%s: %s", plan->cases[i].spec,
					      why_no_stamps(&plan->cases[i]));
	return status;
}

/* More creators than CPUs share them by time slicing. */
static int warn_of_load(struct result *result, const struct plan *plan)
{
	int status = 0;

	for (size_t i = 0; i < plan->count; i++) {
		const struct keys *keys = &plan->cases[i].keys;
		uint64_t creators = keys->number[KEY_PARALLEL] * keys->number[KEY_SPAWNERS];

		if (creators > 1 && creators > (uint64_t)cpus_count() && !plan->cases[i].skipped)
			status |= result_warn(result,
					      "%s: %" PRIu64
					      " concurrent creators on %d CPUs: results include "
					      "time slicing (use fewer)",
					      plan->cases[i].spec, creators, cpus_count());
	}
	return status;
}

/* Half the CI relative to the median; NAN if there is none. */
static double half_width(const struct result_span *span)
{
	return (span->median_high_ns - span->median_low_ns) / 2 / span->median_ns;
}

static int warn_of_precision(struct result *result, const struct run *run)
{
	const char *worst = NULL;
	double width = result->precision;
	bool unknown = false;

	for (size_t i = 0; i < result->case_count; i++) {
		const struct result_span *total = &result->cases[i].spans[SPAN_TOTAL];

		unknown = unknown || (total->samples > 0 && isnan(total->median_low_ns));
		if (half_width(total) > width) {
			width = half_width(total);
			worst = result->cases[i].spec;
		}
	}
	if (unknown)
		return result_warn(result,
				   "too few launches for a 95%% CI (at least %d): use a larger "
				   "--launches, --iters or --time",
				   ORDER_INTERVAL_LEAST);
	if (worst && run->stop != RUN_STOP_SIGNAL && run->stop != RUN_STOP_FAILURE)
		return result_warn(result,
				   "%s: 95%% CI is +-%.1f%% (target +-%.2g%%): use a larger %s or "
				   "--precision",
				   worst, 100 * width, 100 * result->precision,
				   run->stop == RUN_STOP_ITERS      ? "--iters"
				   : run->stop == RUN_STOP_LAUNCHES ? "--launches"
								    : "--time");
	return 0;
}

/* Of the child: x floor compares like with like, a ratio between such cases does not. */
static int warn_of_mixed_work(struct result *result, const struct plan *plan)
{
	const char *executes = NULL, *exits = NULL;

	for (size_t i = 0; i < plan->count && !plan->unrelated; i++) {
		const struct plan_case *item = &plan->cases[i];

		if (item->implied || item->skipped || !method_takes(item->method, KEY_EXEC))
			continue;
		if (plan_executes(item))
			executes = item->spec;
		else
			exits = item->spec;
	}
	if (!executes || !exits)
		return 0;
	return result_warn(
		result,
		"%s executes a program and %s does not: compare each by x floor, or give "
		"all the same exec=",
		executes, exits);
}

int advice_warn(struct result *result, const struct plan *plan, const struct run *run,
		struct error *error)
{
	int status = warn_of_failure(result, run);

	status |= warn_of_counter(result);
	status |= warn_of_left_out(result, plan);
	status |= warn_of_losses(result, run);
	status |= warn_of_remarks(result, run);
	status |= warn_of_stamps(result, plan);
	status |= warn_of_load(result, plan);
	status |= level_warning_add(result);
	status |= series_warn_of_trend(result);
	status |= series_warn_of_first_launch(result);
	status |= series_warn_of_first_samples(result);
	status |= series_warn_of_outliers(result);
	return status == 0 ? 0 : error_no_memory(error);
}

int advice_warn_of_choices(struct result *result, const struct plan *plan, const struct run *run,
			   struct error *error)
{
	int status = warn_of_mixed_work(result, plan);

	status |= warn_of_precision(result, run);
	return status == 0 ? 0 : error_no_memory(error);
}
