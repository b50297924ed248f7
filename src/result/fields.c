/* fields: the tables of the scalar fields of a saved result, but for those of a case. */
#include "procbench/result/fields.h"

#include "field_rows.h"

#include "procbench/result/result.h"

#include <math.h>

#define OF(member) offsetof(struct result, member)

static const struct field settings[] = {
	{"iters", FIELD_SETTING, OF(iters), OPTIONAL,
	 "Samples per case (--iters); null: until precision or time is reached."},
	{"precision", FIELD_MAGNITUDE, OF(precision), OPTIONAL,
	 "Target half width of the median's interval, as a fraction (--precision)."},
	{"time_ns", FIELD_COUNT, OF(time_ns), OPTIONAL, "Time limit, in nanoseconds (--time)."},
	{"warmup", FIELD_COUNT, OF(warmup), OPTIONAL,
	 "Maximum number of warm-up creations per launch (--warmup); each launch "
	 "records the actual number."},
	{"rounds", FIELD_COUNT, OF(rounds), OPTIONAL, "Rounds that were run."},
	{"timeout_ns", FIELD_COUNT, OF(timeout_ns), OPTIONAL,
	 "Time after which a child is killed, in nanoseconds (--timeout)."},
	{"ok_exit", FIELD_TEXT, OF(ok_exit), OPTIONAL,
	 "Exit statuses of a child that counted as success besides 0, separated by commas "
	 "(--ok-exit); null: none."},
	{"setup", FIELD_TEXT, OF(setup), OPTIONAL,
	 "Command that was run before the run (--setup); null: none."},
	{"prepare", FIELD_TEXT, OF(prepare), OPTIONAL,
	 "Command that was run before each launch (--prepare); null: none."},
	{"conclude", FIELD_TEXT, OF(conclude), OPTIONAL,
	 "Command that was run after each launch (--conclude); null: none."},
	{"cleanup", FIELD_TEXT, OF(cleanup), OPTIONAL,
	 "Command that was run after the run (--cleanup); null: none."},
	{"phases", FIELD_BOOL, OF(phases), OPTIONAL, "Whether children took stamps (--phases)."},
	{"seed", FIELD_COUNT, OF(seed), OPTIONAL, "Seed of the random order (--seed)."},
	{"clock", FIELD_CLOCK, OF(clock), OPTIONAL,
	 "Unit of every member whose name ends in _ns: nanoseconds, or instructions "
	 "counted in a guest (--count)."},
	{"guest", FIELD_TEXT, OF(guest), OPTIONAL,
	 "Emulator or hypervisor of the guests that measured the cases; null: "
	 "measured on the host itself."},
};

#undef OF
#define OF(member) offsetof(struct result_comparison, member)

static const struct field comparison[] = {
	{"a", FIELD_TEXT, OF(a), REQUIRED, "Spec of the reference (A of duel, OLD of compare)."},
	{"b", FIELD_TEXT, OF(b), REQUIRED, "Spec of the other (B, NEW)."},
	{"metric", FIELD_TEXT, OF(metric), REQUIRED,
	 "What was compared: the name of a span, or p99."},
	{"verdict", FIELD_VERDICT, OF(verdict), REQUIRED, "The verdict."},
	{"a_ns", FIELD_MAGNITUDE, OF(a_ns), OPTIONAL, "The metric of A, in nanoseconds."},
	{"b_ns", FIELD_MAGNITUDE, OF(b_ns), OPTIONAL, "The metric of B, in nanoseconds."},
	{"ratio", FIELD_MAGNITUDE, OF(ratio), OPTIONAL, "B relative to A."},
	{"low", FIELD_MAGNITUDE, OF(low), OPTIONAL, "Lower end of its confidence interval."},
	{"high", FIELD_MAGNITUDE, OF(high), OPTIONAL, "Upper end of it."},
	{"confidence", FIELD_MAGNITUDE, OF(confidence), OPTIONAL,
	 "Confidence level of the interval, as a fraction."},
	{"difference_ns", FIELD_NUMBER, OF(difference_ns), OPTIONAL,
	 "duel: B minus A, from the same pairs, in nanoseconds; null in compare."},
	{"difference_low_ns", FIELD_NUMBER, OF(difference_low_ns), OPTIONAL,
	 "Lower end of its interval at the same confidence level."},
	{"difference_high_ns", FIELD_NUMBER, OF(difference_high_ns), OPTIONAL, "Upper end of it."},
	{"margin", FIELD_MAGNITUDE, OF(margin), OPTIONAL, "Tolerated slowdown, as a fraction."},
	{"mde", FIELD_MAGNITUDE, OF(mde), OPTIONAL, "Minimum detectable effect, as a fraction."},
	{"pairs", FIELD_COUNT, OF(pairs), OPTIONAL, "Pairs of launches, or runs."},
	{"p", FIELD_MAGNITUDE, OF(p), OPTIONAL,
	 "duel: p-value of the signed-rank test that the ratio is 1; compare: of the t test that "
	 "it is 1 + margin."},
	{"p_holm", FIELD_MAGNITUDE, OF(p_holm), OPTIONAL,
	 "The same, Holm-corrected over the comparisons."},
	{"raw_ratio", FIELD_MAGNITUDE, OF(raw_ratio), OPTIONAL,
	 "compare: NEW relative to OLD as measured; null in duel."},
	{"controlled_ratio", FIELD_MAGNITUDE, OF(controlled_ratio), OPTIONAL,
	 "compare: the same relative to the control cases; null in duel."},
	{"note", FIELD_TEXT, OF(note), OPTIONAL, "Why there is no verdict, or a note about it."},
};

#undef OF
#define OF(member) offsetof(struct result_profile, member)

static const struct field profile[] = {
	{"samples", FIELD_COUNT, OF(samples), REQUIRED, "Samples that were counted."},
	PART("functions", REQUIRED),
};

#undef OF
#define OF(member) offsetof(struct result_function, member)

static const struct field function[] = {
	{"name", FIELD_TEXT, OF(name), REQUIRED,
	 "Its name, without suffixes such as .cold or .isra.0; in brackets if it is "
	 "unknown."},
	{"phase", FIELD_TEXT, OF(phase), OPTIONAL,
	 "Phase of the creation that it belongs to, by its name; null: unclassified."},
	{"instructions", FIELD_MAGNITUDE, OF(instructions), REQUIRED,
	 "Instructions of one creation, on average."},
};

#undef OF
#define OF(member) offsetof(struct result_site, member)

static const struct field site[] = {
	{"name", FIELD_TEXT, OF(name), REQUIRED,
	 "The executable, the call and the program that its child executes."},
	{"calls", FIELD_COUNT, OF(calls), REQUIRED, "How often the observed run called it."},
	{"now", FIELD_TEXT, OF(now), OPTIONAL, "The case that repeats the call; null: none does."},
	{"then", FIELD_TEXT, OF(then), OPTIONAL,
	 "The case that replaces it (--instead); null: none does."},
	{"why", FIELD_TEXT, OF(why), OPTIONAL,
	 "Why no case repeats it, or why no case replaces it."},
	{"note", FIELD_TEXT, OF(note), OPTIONAL, "What the cases do not reproduce."},
	{"saved_ns", FIELD_NUMBER, OF(saved_ns), OPTIONAL,
	 "Time that the replacement saves per call, paired by round; null if one of "
	 "the cases is missing."},
	{"saved_low_ns", FIELD_NUMBER, OF(saved_low_ns), OPTIONAL, "Lower end of its 95% CI."},
	{"saved_high_ns", FIELD_NUMBER, OF(saved_high_ns), OPTIONAL, "Upper end of its 95% CI."},
	{"saved_run_ns", FIELD_NUMBER, OF(saved_run_ns), OPTIONAL,
	 "The same for all calls of a run."},
	{"saved_run_low_ns", FIELD_NUMBER, OF(saved_run_low_ns), OPTIONAL,
	 "Lower end of its 95% CI."},
	{"saved_run_high_ns", FIELD_NUMBER, OF(saved_run_high_ns), OPTIONAL,
	 "Upper end of its 95% CI."},
};

const struct field_list fields_of_settings = LIST("settings", settings);
const struct field_list fields_of_comparison = LIST("comparison", comparison);
const struct field_list fields_of_profile = LIST("profile", profile);
const struct field_list fields_of_function = LIST("functions", function);
const struct field_list fields_of_site = LIST("site", site);

const struct field_list *const fields_all[] = {
	&fields_of_settings,
	&fields_of_case,
	&fields_of_span,
	&fields_of_launch,
	&fields_of_ratio,
	&fields_of_marginal,
	&fields_of_comparison,
	&fields_of_profile,
	&fields_of_function,
	&fields_of_site,
	&fields_of_counters,
	&fields_of_counter,
	NULL,
};

void fields_clear(const struct field_list *list, void *of)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].kind == FIELD_MAGNITUDE || list->items[i].kind == FIELD_NUMBER)
			*(double *)((char *)of + list->items[i].offset) = NAN;
}
