/* fields_case: the tables of the scalar fields of a case, its spans and its launches. */
#include "field_rows.h"

#include "procbench/result/fields.h"
#include "procbench/result/result.h"

#define OF(member) offsetof(struct result_case, member)

static const struct field cases[] = {
	{"case", FIELD_TEXT, OF(spec), REQUIRED, "Canonical case spec."},
	{"method", FIELD_TEXT, OF(method), REQUIRED, "Method of creation."},
	PART("keys", OPTIONAL),
	{"call", FIELD_TEXT, OF(call), OPTIONAL,
	 "Where the span call ends with this method and these keys; it may include a "
	 "part of the child's lifetime."},
	{"implied", FIELD_BOOL, OF(implied), OPTIONAL,
	 "True for a floor that was added by default."},
	{"skipped", FIELD_TEXT, OF(skipped), OPTIONAL,
	 "Why the case was not measured; null when it was."},
	{"samples", FIELD_COUNT, OF(samples), REQUIRED, "Samples that succeeded."},
	{"failed", FIELD_COUNT, OF(failed), REQUIRED,
	 "Samples that failed; they are in no statistic."},
	PART("errors", OPTIONAL),
	{"launches_lost", FIELD_COUNT, OF(launches_lost), OPTIONAL,
	 "Subjects that crashed or were killed."},
	{"launches_drifted", FIELD_COUNT, OF(launches_drifted), OPTIONAL,
	 "Launches that were excluded because at their end the parent, or the CPU of "
	 "its children, did not match the case."},
	{"drift", FIELD_TEXT, OF(drift), OPTIONAL,
	 "What had changed in the last of these; null: nothing."},
	{"stopped_by", FIELD_STOP, OF(stopped_by), OPTIONAL,
	 "What ended the measurement of this case; null when it was skipped."},
	PART("spans", REQUIRED),
	{"outliers", FIELD_MAGNITUDE, OF(outliers), OPTIONAL,
	 "Samples whose total is more than ten robust standard deviations (interquartile range / "
	 "1.349) from the median."},
	{"minor_faults", FIELD_MAGNITUDE, OF(minor_faults), OPTIONAL,
	 "Mean minor page faults of a child."},
	{"parent_faults", FIELD_MAGNITUDE, OF(parent_faults), OPTIONAL,
	 "Mean minor page faults of the parent per sample."},
	{"user_ns", FIELD_MAGNITUDE, OF(user_ns), OPTIONAL,
	 "Mean user CPU time of a child, in nanoseconds."},
	{"system_ns", FIELD_MAGNITUDE, OF(system_ns), OPTIONAL,
	 "Mean system CPU time of a child, in nanoseconds."},
	{"major_faults", FIELD_MAGNITUDE, OF(major_faults), OPTIONAL,
	 "Mean page faults of a child that needed I/O."},
	{"max_rss_bytes", FIELD_MAGNITUDE, OF(max_rss_bytes), OPTIONAL,
	 "Mean peak resident memory of a child, in bytes; before it executes, that of its parent "
	 "counts."},
	{"voluntary_switches", FIELD_MAGNITUDE, OF(voluntary_switches), OPTIONAL,
	 "Mean context switches of a child because it waited."},
	{"involuntary_switches", FIELD_MAGNITUDE, OF(involuntary_switches), OPTIONAL,
	 "Mean context switches of a child because another task took the CPU."},
	{"probe_ns", FIELD_NUMBER, OF(probe_ns), OPTIONAL,
	 "Probe effect: median total with stamps in the child minus that without, in nanoseconds."},
	PART("ratio", OPTIONAL),
	{"floor", FIELD_TEXT, OF(floor), OPTIONAL,
	 "Method of the floor that floor_multiple is of; null in older files."},
	{"floor_multiple", FIELD_MAGNITUDE, OF(floor_multiple), OPTIONAL,
	 "Time relative to that floor, formed within rounds."},
	{"floor_multiple_low", FIELD_MAGNITUDE, OF(floor_multiple_low), OPTIONAL,
	 "Lower end of its 95% CI."},
	{"floor_multiple_high", FIELD_MAGNITUDE, OF(floor_multiple_high), OPTIONAL,
	 "Upper end of its 95% CI."},
	PART("marginal", OPTIONAL),
	{"per_second", FIELD_MAGNITUDE, OF(per_second), OPTIONAL,
	 "Creations per second over all parents and spawners: median over launches."},
	{"per_second_low", FIELD_MAGNITUDE, OF(per_second_low), OPTIONAL,
	 "Lower end of its 95% confidence interval."},
	{"per_second_high", FIELD_MAGNITUDE, OF(per_second_high), OPTIONAL, "Upper end of it."},
	{"scaling", FIELD_MAGNITUDE, OF(scaling), OPTIONAL,
	 "per_second relative to the same case with one parent and one spawner, paired within "
	 "rounds."},
	{"scaling_low", FIELD_MAGNITUDE, OF(scaling_low), OPTIONAL,
	 "Lower end of its 95% confidence interval."},
	{"scaling_high", FIELD_MAGNITUDE, OF(scaling_high), OPTIONAL, "Upper end of it."},
	PART("launches", REQUIRED),
	PART("histogram", OPTIONAL),
	PART("profile", OPTIONAL),
	PART("counters", OPTIONAL),
};

static const struct field ratio[] = {
	PART("to", OPTIONAL),
	{"value", FIELD_MAGNITUDE, OF(ratio), REQUIRED, "Ratio of total."},
	{"low", FIELD_MAGNITUDE, OF(ratio_low), OPTIONAL,
	 "Lower end of its 95% confidence interval."},
	{"high", FIELD_MAGNITUDE, OF(ratio_high), OPTIONAL, "Upper end of it."},
	{"difference_ns", FIELD_NUMBER, OF(difference_ns), OPTIONAL,
	 "Time minus that of the first case, from the same rounds, in nanoseconds."},
	{"difference_low_ns", FIELD_NUMBER, OF(difference_low_ns), OPTIONAL,
	 "Lower end of its 95% confidence interval."},
	{"difference_high_ns", FIELD_NUMBER, OF(difference_high_ns), OPTIONAL, "Upper end of it."},
	{"p", FIELD_MAGNITUDE, OF(ratio_p), OPTIONAL,
	 "p-value of the signed-rank test that the ratio is 1."},
	{"p_holm", FIELD_MAGNITUDE, OF(ratio_p_holm), OPTIONAL,
	 "The same, Holm-corrected over the pairs of this run."},
};

static const struct field marginal[] = {
	{"flag", FIELD_TEXT, OF(lacks), REQUIRED, "The flag."},
	{"value_ns", FIELD_NUMBER, OF(marginal_ns), OPTIONAL,
	 "Marginal cost, in nanoseconds; may be negative."},
	{"low_ns", FIELD_NUMBER, OF(marginal_low_ns), OPTIONAL,
	 "Lower end of its 95% confidence interval, in nanoseconds."},
	{"high_ns", FIELD_NUMBER, OF(marginal_high_ns), OPTIONAL,
	 "Upper end of it, in nanoseconds."},
	PART("to", OPTIONAL),
};

#undef OF
#define OF(member) offsetof(struct result_span, member)

static const struct field span[] = {
	{"samples", FIELD_COUNT, OF(samples), OPTIONAL, "Samples that have this span."},
	{"min_ns", FIELD_MAGNITUDE, OF(min_ns), OPTIONAL, "Minimum, in nanoseconds."},
	{"median_ns", FIELD_MAGNITUDE, OF(median_ns), OPTIONAL,
	 "Median of the medians of the launches, in nanoseconds."},
	{"median_low_ns", FIELD_MAGNITUDE, OF(median_low_ns), OPTIONAL,
	 "Lower end of the median's 95% confidence interval over launches, in nanoseconds."},
	{"median_high_ns", FIELD_MAGNITUDE, OF(median_high_ns), OPTIONAL,
	 "Upper end of it, in nanoseconds."},
	{"mean_ns", FIELD_MAGNITUDE, OF(mean_ns), OPTIONAL, "Mean over samples, in nanoseconds."},
	{"stddev_ns", FIELD_MAGNITUDE, OF(stddev_ns), OPTIONAL,
	 "Standard deviation over samples, in nanoseconds."},
	{"p90_ns", FIELD_MAGNITUDE, OF(p90_ns), OPTIONAL,
	 "90th percentile over samples, in nanoseconds."},
	{"p99_ns", FIELD_MAGNITUDE, OF(p99_ns), OPTIONAL, "99th percentile, in nanoseconds."},
	{"p999_ns", FIELD_MAGNITUDE, OF(p999_ns), OPTIONAL, "99.9th percentile, in nanoseconds."},
	{"max_ns", FIELD_MAGNITUDE, OF(max_ns), OPTIONAL, "Maximum, in nanoseconds."},
};

#undef OF
#define OF(member) offsetof(struct result_launch, member)

static const struct field launch[] = {
	{"round", FIELD_COUNT, OF(round), REQUIRED,
	 "Round, from 0: every case is launched once per round."},
	{"order", FIELD_COUNT, OF(order), OPTIONAL,
	 "Place in the round, from 0; the order is random."},
	{"stamped", FIELD_BOOL, OF(stamped), OPTIONAL,
	 "Whether the child took time stamps, which disturbs the total; totals come from launches "
	 "without."},
	{"warmup", FIELD_MAGNITUDE, OF(warmup), OPTIONAL,
	 "Creations before the samples, of each creator; null: not known."},
	{"samples", FIELD_COUNT, OF(samples), REQUIRED, "Samples that succeeded."},
	{"failed", FIELD_COUNT, OF(failed), OPTIONAL, "Samples that failed."},
	{"median_ns", FIELD_MAGNITUDE, OF(median_ns), REQUIRED, "Median of total, in nanoseconds."},
	{"first_ns", FIELD_MAGNITUDE, OF(first_ns), OPTIONAL,
	 "Total of the first sample, in nanoseconds; null: it failed."},
	PART("span_median_ns", REQUIRED),
	{"per_second", FIELD_MAGNITUDE, OF(per_second), OPTIONAL, "Creations per second."},
	{"cpu_ns", FIELD_MAGNITUDE, OF(cpu_ns), OPTIONAL,
	 "Mean CPU time of a child, user and system, in nanoseconds."},
};

#undef OF
#define OF(member) offsetof(struct result_counters, member)

static const struct field counters[] = {
	{"samples", FIELD_COUNT, OF(samples), REQUIRED, "Samples of the launches that counted."},
	PART("events", REQUIRED),
};

#undef OF
#define OF(member) offsetof(struct result_counter, member)

static const struct field counter[] = {
	{"name", FIELD_TEXT, OF(name), REQUIRED, "Its name."},
	{"parent", FIELD_MAGNITUDE, OF(parent), OPTIONAL,
	 "How often it occurred in the parent per creation; null: not counted."},
	{"child", FIELD_NUMBER, OF(child), OPTIONAL,
	 "How often it occurred in the child, likewise; below 0 where both are extrapolated."},
	{"share", FIELD_MAGNITUDE, OF(share), OPTIONAL,
	 "Share of the time in which it was counted, as events may share a counter; below 1 the "
	 "numbers are extrapolated."},
	{"reason", FIELD_TEXT, OF(reason), OPTIONAL, "Why it was not counted; null: it was."},
};

const struct field_list fields_of_case = LIST("case", cases);
const struct field_list fields_of_ratio = LIST("ratio", ratio);
const struct field_list fields_of_marginal = LIST("marginal", marginal);
const struct field_list fields_of_span = LIST("span", span);
const struct field_list fields_of_launch = LIST("launch", launch);
const struct field_list fields_of_counters = LIST("counters", counters);
const struct field_list fields_of_counter = LIST("events", counter);
