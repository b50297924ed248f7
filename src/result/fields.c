/* fields: the table of the scalar fields of a saved result. */
#include "procbench/result/fields.h"

#include "procbench/result/result.h"

#include <math.h>

#define REQUIRED true
#define OPTIONAL false

#define SETTING(name, kind)                                          \
	{                                                            \
#name, kind, offsetof(struct result, name), OPTIONAL \
	}

static const struct field settings[] = {
	SETTING(iters, FIELD_SETTING), SETTING(precision, FIELD_MAGNITUDE),
	SETTING(time_ns, FIELD_COUNT), SETTING(warmup, FIELD_COUNT),
	SETTING(rounds, FIELD_COUNT),  SETTING(timeout_ns, FIELD_COUNT),
	SETTING(ok_exit, FIELD_TEXT),  SETTING(phases, FIELD_BOOL),
	SETTING(seed, FIELD_COUNT),    SETTING(clock, FIELD_CLOCK),
	SETTING(guest, FIELD_TEXT),
};

#define OF_CASE(name, member, kind, needed)                              \
	{                                                                \
		name, kind, offsetof(struct result_case, member), needed \
	}
#define PART(name, needed)                  \
	{                                   \
		name, FIELD_PART, 0, needed \
	}

static const struct field cases[] = {
	OF_CASE("case", spec, FIELD_TEXT, REQUIRED),
	OF_CASE("method", method, FIELD_TEXT, REQUIRED),
	PART("keys", OPTIONAL),
	OF_CASE("call", call, FIELD_TEXT, OPTIONAL),
	OF_CASE("implied", implied, FIELD_BOOL, OPTIONAL),
	OF_CASE("skipped", skipped, FIELD_TEXT, OPTIONAL),
	OF_CASE("samples", samples, FIELD_COUNT, REQUIRED),
	OF_CASE("failed", failed, FIELD_COUNT, REQUIRED),
	PART("errors", OPTIONAL),
	OF_CASE("launches_lost", launches_lost, FIELD_COUNT, OPTIONAL),
	OF_CASE("launches_drifted", launches_drifted, FIELD_COUNT, OPTIONAL),
	OF_CASE("drift", drift, FIELD_TEXT, OPTIONAL),
	OF_CASE("stopped_by", stopped_by, FIELD_STOP, OPTIONAL),
	PART("spans", REQUIRED),
	OF_CASE("minor_faults", minor_faults, FIELD_MAGNITUDE, OPTIONAL),
	OF_CASE("parent_faults", parent_faults, FIELD_MAGNITUDE, OPTIONAL),
	OF_CASE("user_ns", user_ns, FIELD_MAGNITUDE, OPTIONAL),
	OF_CASE("system_ns", system_ns, FIELD_MAGNITUDE, OPTIONAL),
	OF_CASE("probe_ns", probe_ns, FIELD_NUMBER, OPTIONAL),
	PART("ratio", OPTIONAL),
	OF_CASE("floor", floor, FIELD_TEXT, OPTIONAL),
	OF_CASE("floor_multiple", floor_multiple, FIELD_MAGNITUDE, OPTIONAL),
	OF_CASE("floor_multiple_low", floor_multiple_low, FIELD_MAGNITUDE, OPTIONAL),
	OF_CASE("floor_multiple_high", floor_multiple_high, FIELD_MAGNITUDE, OPTIONAL),
	PART("marginal", OPTIONAL),
	OF_CASE("per_second", per_second, FIELD_MAGNITUDE, OPTIONAL),
	OF_CASE("per_second_low", per_second_low, FIELD_MAGNITUDE, OPTIONAL),
	OF_CASE("per_second_high", per_second_high, FIELD_MAGNITUDE, OPTIONAL),
	OF_CASE("scaling", scaling, FIELD_MAGNITUDE, OPTIONAL),
	OF_CASE("scaling_low", scaling_low, FIELD_MAGNITUDE, OPTIONAL),
	OF_CASE("scaling_high", scaling_high, FIELD_MAGNITUDE, OPTIONAL),
	PART("launches", REQUIRED),
	PART("histogram", OPTIONAL),
	PART("profile", OPTIONAL),
};

static const struct field profile[] = {
	{"samples", FIELD_COUNT, offsetof(struct result_profile, samples), REQUIRED},
	PART("functions", REQUIRED),
};

#define OF_FUNCTION(name, kind, needed)                                     \
	{                                                                   \
#name, kind, offsetof(struct result_function, name), needed \
	}

static const struct field function[] = {
	OF_FUNCTION(name, FIELD_TEXT, REQUIRED),
	OF_FUNCTION(phase, FIELD_TEXT, OPTIONAL),
	OF_FUNCTION(instructions, FIELD_MAGNITUDE, REQUIRED),
};

#define OF_SPAN(name, kind)                                               \
	{                                                                 \
#name, kind, offsetof(struct result_span, name), OPTIONAL \
	}

static const struct field span[] = {
	OF_SPAN(samples, FIELD_COUNT),
	OF_SPAN(min_ns, FIELD_MAGNITUDE),
	OF_SPAN(median_ns, FIELD_MAGNITUDE),
	OF_SPAN(median_low_ns, FIELD_MAGNITUDE),
	OF_SPAN(median_high_ns, FIELD_MAGNITUDE),
	OF_SPAN(mean_ns, FIELD_MAGNITUDE),
	OF_SPAN(stddev_ns, FIELD_MAGNITUDE),
	OF_SPAN(p90_ns, FIELD_MAGNITUDE),
	OF_SPAN(p99_ns, FIELD_MAGNITUDE),
	OF_SPAN(p999_ns, FIELD_MAGNITUDE),
	OF_SPAN(max_ns, FIELD_MAGNITUDE),
};

#define OF_LAUNCH(name, kind, needed)                                     \
	{                                                                 \
#name, kind, offsetof(struct result_launch, name), needed \
	}

static const struct field launch[] = {
	OF_LAUNCH(round, FIELD_COUNT, REQUIRED),
	OF_LAUNCH(order, FIELD_COUNT, OPTIONAL),
	OF_LAUNCH(stamped, FIELD_BOOL, OPTIONAL),
	OF_LAUNCH(warmup, FIELD_MAGNITUDE, OPTIONAL),
	OF_LAUNCH(samples, FIELD_COUNT, REQUIRED),
	OF_LAUNCH(failed, FIELD_COUNT, OPTIONAL),
	OF_LAUNCH(median_ns, FIELD_MAGNITUDE, REQUIRED),
	PART("span_median_ns", REQUIRED),
	OF_LAUNCH(per_second, FIELD_MAGNITUDE, OPTIONAL),
	OF_LAUNCH(cpu_ns, FIELD_MAGNITUDE, OPTIONAL),
};

static const struct field ratio[] = {
	PART("to", OPTIONAL),
	OF_CASE("value", ratio, FIELD_MAGNITUDE, REQUIRED),
	OF_CASE("low", ratio_low, FIELD_MAGNITUDE, OPTIONAL),
	OF_CASE("high", ratio_high, FIELD_MAGNITUDE, OPTIONAL),
	OF_CASE("p", ratio_p, FIELD_MAGNITUDE, OPTIONAL),
	OF_CASE("p_holm", ratio_p_holm, FIELD_MAGNITUDE, OPTIONAL),
};

static const struct field marginal[] = {
	OF_CASE("flag", lacks, FIELD_TEXT, REQUIRED),
	OF_CASE("value_ns", marginal_ns, FIELD_NUMBER, OPTIONAL),
	OF_CASE("low_ns", marginal_low_ns, FIELD_NUMBER, OPTIONAL),
	OF_CASE("high_ns", marginal_high_ns, FIELD_NUMBER, OPTIONAL),
	PART("to", OPTIONAL),
};

#define OF_COMPARISON(name, kind, needed)                                     \
	{                                                                     \
#name, kind, offsetof(struct result_comparison, name), needed \
	}

static const struct field comparison[] = {
	OF_COMPARISON(a, FIELD_TEXT, REQUIRED),
	OF_COMPARISON(b, FIELD_TEXT, REQUIRED),
	OF_COMPARISON(metric, FIELD_TEXT, REQUIRED),
	OF_COMPARISON(verdict, FIELD_VERDICT, REQUIRED),
	OF_COMPARISON(a_ns, FIELD_MAGNITUDE, OPTIONAL),
	OF_COMPARISON(b_ns, FIELD_MAGNITUDE, OPTIONAL),
	OF_COMPARISON(ratio, FIELD_MAGNITUDE, OPTIONAL),
	OF_COMPARISON(low, FIELD_MAGNITUDE, OPTIONAL),
	OF_COMPARISON(high, FIELD_MAGNITUDE, OPTIONAL),
	OF_COMPARISON(confidence, FIELD_MAGNITUDE, OPTIONAL),
	OF_COMPARISON(margin, FIELD_MAGNITUDE, OPTIONAL),
	OF_COMPARISON(mde, FIELD_MAGNITUDE, OPTIONAL),
	OF_COMPARISON(pairs, FIELD_COUNT, OPTIONAL),
	OF_COMPARISON(p, FIELD_MAGNITUDE, OPTIONAL),
	OF_COMPARISON(p_holm, FIELD_MAGNITUDE, OPTIONAL),
	OF_COMPARISON(raw_ratio, FIELD_MAGNITUDE, OPTIONAL),
	OF_COMPARISON(controlled_ratio, FIELD_MAGNITUDE, OPTIONAL),
	OF_COMPARISON(note, FIELD_TEXT, OPTIONAL),
};

#define OF_SITE(name, kind, needed)                                     \
	{                                                               \
#name, kind, offsetof(struct result_site, name), needed \
	}

static const struct field site[] = {
	OF_SITE(name, FIELD_TEXT, REQUIRED),
	OF_SITE(calls, FIELD_COUNT, REQUIRED),
	OF_SITE(now, FIELD_TEXT, OPTIONAL),
	OF_SITE(then, FIELD_TEXT, OPTIONAL),
	OF_SITE(why, FIELD_TEXT, OPTIONAL),
	OF_SITE(note, FIELD_TEXT, OPTIONAL),
	OF_SITE(saved_ns, FIELD_NUMBER, OPTIONAL),
	OF_SITE(saved_low_ns, FIELD_NUMBER, OPTIONAL),
	OF_SITE(saved_high_ns, FIELD_NUMBER, OPTIONAL),
	OF_SITE(saved_run_ns, FIELD_NUMBER, OPTIONAL),
	OF_SITE(saved_run_low_ns, FIELD_NUMBER, OPTIONAL),
	OF_SITE(saved_run_high_ns, FIELD_NUMBER, OPTIONAL),
};

#define LIST(array)                                       \
	{                                                 \
		array, sizeof(array) / sizeof((array)[0]) \
	}

const struct field_list fields_of_settings = LIST(settings);
const struct field_list fields_of_case = LIST(cases);
const struct field_list fields_of_profile = LIST(profile);
const struct field_list fields_of_function = LIST(function);
const struct field_list fields_of_span = LIST(span);
const struct field_list fields_of_launch = LIST(launch);
const struct field_list fields_of_ratio = LIST(ratio);
const struct field_list fields_of_marginal = LIST(marginal);
const struct field_list fields_of_comparison = LIST(comparison);
const struct field_list fields_of_site = LIST(site);

void fields_clear(const struct field_list *list, void *of)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].kind == FIELD_MAGNITUDE || list->items[i].kind == FIELD_NUMBER)
			*(double *)((char *)of + list->items[i].offset) = NAN;
}
