/* test_compare: comparisons of saved runs with known differences. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "repeat.h"

#include "procbench/result/compare.h"
#include "procbench/result/machine.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#define ROUNDS        20
#define RUNS_MAX      8

/* ---- runs of a machine that drifts ---- */

static uint64_t random_state;
static double launch_sd = 0.02; /* of the logarithm of a launch's median */

/* xorshift64*, Vigna 2016: the same numbers everywhere. */
static double random_unit(void)
{
	random_state ^= random_state >> 12;
	random_state ^= random_state << 25;
	random_state ^= random_state >> 27;
	return (double)((random_state * UINT64_C(2685821657736338717)) >> 11) / 9007199254740992.0;
}

static double random_normal(void)
{
	return sqrt(-2 * log(1 - random_unit())) * cos(2 * M_PI * random_unit());
}

static void fill_span(struct result_span *span, double ns)
{
	*span = (struct result_span){.samples = 100,
				     .min_ns = ns * 0.9,
				     .mean_ns = ns,
				     .stddev_ns = ns / 10,
				     .p90_ns = ns * 1.2,
				     .p99_ns = ns * 1.5,
				     .p999_ns = ns * 2,
				     .max_ns = ns * 3};
}

static void fill_case(struct result_case *item, const char *spec, double ns, double own_sd)
{
	*item = (struct result_case){.spec = strdup(spec), .method = strdup(spec), .samples = 100};
	item->stopped_by = result_stops[RESULT_STOP_ITERS];
	item->launches = calloc(ROUNDS, sizeof(*item->launches));
	item->launch_count = ROUNDS;
	for (int span = 0; span < SPAN_COUNT; span++)
		fill_span(&item->spans[span], ns);
	for (int i = 0; i < ROUNDS; i++) {
		item->launches[i].round = (uint64_t)i;
		for (int span = 0; span < SPAN_COUNT; span++)
			item->launches[i].span_ns[span] = NAN;
		item->launches[i].span_ns[SPAN_TOTAL] = ns * exp(own_sd * random_normal());
	}
}

/* Cases fork, vfork and floor; the machine is slower by `drift`, fork beside that by `slower`. */
static struct result make_run(double drift, double slower, double run_sd)
{
	static const char *const specs[] = {"fork", "vfork", "floor"};
	static uint64_t seed;
	struct result run = {.version = strdup("0.1.0"),
			     .headline = strdup("time"),
			     .date = strdup("2026-01-02T03:04:05Z"),
			     .seed = ++seed};
	struct error error = {0};

	assert_int_equal(facts_add(&run.host, "machine", "x86_64"), 0);
	assert_int_equal(facts_add(&run.host, "cpu_model", "one"), 0);
	assert_int_equal(facts_add(&run.host, "kernel", "6.1"), 0);
	assert_int_equal(facts_add(&run.host, "libc", "glibc 2.36"), 0);
	run.cases = calloc(LENGTH(specs), sizeof(*run.cases));
	run.case_count = LENGTH(specs);
	for (size_t i = 0; i < LENGTH(specs); i++)
		fill_case(&run.cases[i], specs[i],
			  drift * (i == 0 ? 40000 * slower : 20000) *
				  (i < 2 ? exp(run_sd * random_normal()) : 1),
			  launch_sd);
	run.cases[2].implied = true;
	assert_int_equal(result_derive(&run, &error), 0);
	return run;
}

struct pair {
	struct result old[RUNS_MAX];
	struct result new[RUNS_MAX];
	size_t count;
	struct compare_settings settings;
	struct compare_counts counts;
	struct error error;
};

static char *old_names[RUNS_MAX] = {"o1", "o2", "o3", "o4", "o5", "o6", "o7", "o8"};
static char *new_names[RUNS_MAX] = {"n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8"};

static struct pair make_pair(size_t count, double drift, double slower, double run_sd)
{
	struct pair pair = {.count = count, .settings = {.margin = 0.01}};

	for (size_t i = 0; i < count; i++) {
		pair.old[i] = make_run(1, 1, run_sd);
		pair.new[i] = make_run(drift, slower, run_sd);
	}
	return pair;
}

static int compare(struct pair *pair)
{
	struct compare_side old = {pair->old, old_names, pair->count};
	struct compare_side new = {pair->new, new_names, pair->count};

	return compare_results(&old, &new, &pair->settings, &pair->counts, &pair->error);
}

static void free_pair(struct pair *pair)
{
	text_list_free(&pair->counts.failures);
	for (size_t i = 0; i < pair->count; i++) {
		result_free(&pair->old[i]);
		result_free(&pair->new[i]);
	}
}

static const struct result_comparison *comparison_of(const struct pair *pair, const char *spec)
{
	for (size_t i = 0; i < pair->new[0].comparison_count; i++)
		if (strcmp(pair->new[0].comparisons[i].b, spec) == 0)
			return &pair->new[0].comparisons[i];
	fail_msg("no comparison of %s", spec);
	return NULL;
}

/* ---- verdicts ---- */

static void a_doubled_case_is_a_regression(void **state)
{
	(void)state;
	for (size_t count = 2; count <= 5; count++) {
		struct pair pair = make_pair(count, 1, 2, 0.005);

		assert_int_equal(compare(&pair), 0);
		assert_int_equal(comparison_of(&pair, "fork")->verdict, VERDICT_REGRESSION);
		assert_int_equal(pair.counts.regressions, 1);
		assert_near(comparison_of(&pair, "fork")->ratio, 2, 0.1);
		assert_int_equal(comparison_of(&pair, "fork")->pairs, count);
		assert_int_not_equal(comparison_of(&pair, "vfork")->verdict, VERDICT_REGRESSION);
		free_pair(&pair);
	}
}

/* The floor slows down as much as the case does: the machine did, not the case. */
static void drift_of_the_machine_cancels(void **state)
{
	struct pair pair = make_pair(3, 1.3, 1, 0.001);
	const struct result_comparison *fork;

	(void)state;
	pair.settings.margin = 0.05;
	assert_int_equal(compare(&pair), 0);
	fork = comparison_of(&pair, "fork");
	assert_near(fork->raw_ratio, 1.3, 0.03);
	assert_near(fork->controlled_ratio, 1, 0.03);
	assert_int_equal(fork->verdict, VERDICT_NO_REGRESSION);
	assert_non_null(strstr(pair.new[0].headline,
			       "judged relative to floor, which itself changed by +"));
	free_pair(&pair);
}

/* The floor executes what the other cases do, and is called accordingly. */
static void a_floor_that_executes_is_a_control_too(void **state)
{
	struct pair pair = make_pair(3, 1.3, 1, 0.001);

	(void)state;
	for (size_t i = 0; i < pair.count; i++) {
		free(pair.old[i].cases[2].spec);
		free(pair.new[i].cases[2].spec);
		pair.old[i].cases[2].spec = strdup("floor:exec=tiny");
		pair.new[i].cases[2].spec = strdup("floor:exec=tiny");
	}
	assert_int_equal(compare(&pair), 0);
	assert_near(comparison_of(&pair, "fork")->controlled_ratio, 1, 0.03);
	free_pair(&pair);
}

/* Launches that differ by more than runs usually do: nor is a run relied on more than they are. */
static void noisy_launches_widen_the_interval_of_single_files(void **state)
{
	struct pair pair = make_pair(1, 1, 1, 0);
	double quiet;

	(void)state;
	assert_int_equal(compare(&pair), 0);
	quiet = comparison_of(&pair, "fork")->high;
	free_pair(&pair);
	launch_sd = 0.2;
	pair = make_pair(1, 1, 1, 0);
	launch_sd = 0.02;
	assert_int_equal(compare(&pair), 0);
	assert_true(log(comparison_of(&pair, "fork")->high) > 3 * log(quiet));
	free_pair(&pair);
}

/* Without a control the same drift is a regression, and the headline says so. */
static void without_a_control_drift_shows(void **state)
{
	struct pair pair = make_pair(3, 1.3, 1, 0.001);

	(void)state;
	for (size_t i = 0; i < pair.count; i++) {
		free(pair.old[i].cases[2].spec);
		pair.old[i].cases[2].spec = strdup("floor:exec=tiny");
	}
	assert_int_equal(compare(&pair), 0);
	assert_int_equal(comparison_of(&pair, "fork")->verdict, VERDICT_REGRESSION);
	assert_true(isnan(comparison_of(&pair, "fork")->controlled_ratio));
	assert_non_null(strstr(pair.new[0].headline,
			       "uncontrolled: not every file contains floor or null"));
	free_pair(&pair);
}

/* One file per side: the run-to-run SD is assumed, so small effects are inconclusive. */
static void single_files_tell_large_effects_only(void **state)
{
	struct pair pair = make_pair(1, 1, 1.05, 0);

	(void)state;
	assert_int_equal(compare(&pair), 0);
	assert_int_equal(comparison_of(&pair, "fork")->verdict, VERDICT_INCONCLUSIVE);
	assert_int_equal(pair.counts.inconclusive, 2);
	assert_non_null(strstr(pair.new[0].warnings.items[0],
			       "one file per side: run-to-run SD assumed to be 2.5%"));
	free_pair(&pair);
	pair = make_pair(1, 1, 2, 0);
	assert_int_equal(compare(&pair), 0);
	assert_int_equal(comparison_of(&pair, "fork")->verdict, VERDICT_REGRESSION);
	free_pair(&pair);
}

static void a_run_against_itself_is_never_a_regression(void **state)
{
	(void)state;
	for (size_t count = 1; count <= 4; count++)
		for (int margin = 0; margin < 3; margin++) {
			struct pair pair = make_pair(count, 1, 1, 0.02);

			for (size_t i = 0; i < count; i++) {
				result_free(&pair.new[i]);
				random_state = 5 + i;
				pair.new[i] = make_run(1, 1, 0.02);
				random_state = 5 + i;
				result_free(&pair.old[i]);
				pair.old[i] = make_run(1, 1, 0.02);
			}
			pair.settings.margin = margin / 100.0;
			assert_int_equal(compare(&pair), 0);
			assert_int_equal(pair.counts.regressions, 0);
			assert_near(comparison_of(&pair, "fork")->ratio, 1, 1e-12);
			free_pair(&pair);
		}
}

/* Runs that differ only by chance: at most one invocation in a hundred may report a regression,
 * however many cases it has; half as many are due, as those that are faster are none. */
static void false_alarms_are_as_rare_as_said(void **state)
{
	size_t alarms = 0, invocations = (size_t)repeat_count(600);

	(void)state;
	random_state = 20260102;
	for (size_t i = 0; i < invocations; i++) {
		struct pair pair = make_pair(3, 1 + 0.1 * random_unit(), 1, 0.025);

		pair.settings.margin = 0;
		assert_int_equal(compare(&pair), 0);
		alarms += pair.counts.regressions > 0;
		free_pair(&pair);
	}
	/* of 600, 3 are due, 6 at the most; more than 9 by chance in 1 of 400 */
	if (alarms > invocations * 9 / 600)
		fail_msg("%zu false alarms of %zu", alarms, invocations);
}

/* The verdict is where its interval lies, at the confidence that Holm's correction gives it. */
static void verdict_and_interval_agree(void **state)
{
	(void)state;
	random_state = 77;
	for (int i = 0; i < 100; i++) {
		struct pair pair = make_pair(1 + (size_t)i % 4, 1, 1 + 0.002 * i, 0.01);

		assert_int_equal(compare(&pair), 0);
		for (size_t j = 0; j < pair.new[0].comparison_count; j++) {
			const struct result_comparison *item = &pair.new[0].comparisons[j];

			assert_int_equal(item->verdict,
					 verdict_of(item->low, item->high, item->margin));
			assert_true(item->confidence >= COMPARE_CONFIDENCE);
			assert_true((item->p_holm < 1 - COMPARE_CONFIDENCE) ==
				    (item->verdict != VERDICT_INCONCLUSIVE));
			assert_true(item->low <= item->ratio && item->ratio <= item->high);
		}
		free_pair(&pair);
	}
}

/* Old and new exchanged: the interval turns over. */
static void exchanged_sides_mirror_the_interval(void **state)
{
	struct pair pair = make_pair(3, 1, 1.2, 0.01), mirrored = {.count = 3};
	const struct result_comparison *there, *back;

	(void)state;
	random_state = 99;
	memcpy(mirrored.old, pair.new, sizeof(pair.new));
	memcpy(mirrored.new, pair.old, sizeof(pair.old));
	pair.settings.margin = mirrored.settings.margin = 0;
	assert_int_equal(compare(&mirrored), 0);
	assert_int_equal(compare(&pair), 0);
	there = comparison_of(&pair, "fork");
	back = comparison_of(&mirrored, "fork");
	assert_near(there->low * back->high, 1, 1e-9);
	assert_near(there->ratio * back->ratio, 1, 1e-9);
	memcpy(pair.old, mirrored.new, sizeof(pair.old));
	free_pair(&pair);
}

/* ---- what cannot be judged ---- */

static void what_is_not_on_both_sides_never_passes(void **state)
{
	struct pair pair = make_pair(2, 1, 1, 0.001);

	(void)state;
	pair.settings.margin = 0.5;
	free(pair.new[0].cases[0].spec);
	free(pair.new[1].cases[0].spec);
	pair.new[0].cases[0].spec = strdup("clone");
	pair.new[1].cases[0].spec = strdup("clone");
	assert_int_equal(compare(&pair), 0);
	assert_string_equal(comparison_of(&pair, "fork")->note, "not in 'n1'");
	assert_true(isnan(comparison_of(&pair, "fork")->b_ns));
	assert_string_equal(comparison_of(&pair, "clone")->note, "added: 'o1' does not have it");
	assert_int_equal(pair.counts.passed, 1);
	assert_int_equal(pair.counts.unmeasured, 1);
	assert_int_equal(pair.counts.failures.count, 1);
	assert_int_equal(pair.counts.inconclusive, 1);
	free_pair(&pair);
}

static void what_was_skipped_or_failed_never_passes(void **state)
{
	struct pair pair = make_pair(2, 1, 1, 0.001);

	(void)state;
	pair.settings.margin = 0.5;
	pair.new[1].cases[0].skipped = strdup("no memory");
	pair.old[1].cases[1].failed = 3;
	assert_int_equal(compare(&pair), 0);
	assert_string_equal(comparison_of(&pair, "fork")->note, "skipped in 'n2': no memory");
	assert_string_equal(comparison_of(&pair, "vfork")->note, "3 of 103 samples failed in 'o2'");
	assert_int_equal(comparison_of(&pair, "vfork")->verdict, VERDICT_INCONCLUSIVE);
	assert_int_equal(pair.counts.unmeasured, 2);
	assert_int_equal(pair.counts.passed, 0);
	free_pair(&pair);
}

/* Of a tail nothing is known from a single run. */
static void p99_of_single_files_is_inconclusive(void **state)
{
	struct pair pair = make_pair(1, 1, 3, 0);

	(void)state;
	pair.settings.metric = COMPARE_P99;
	assert_int_equal(compare(&pair), 0);
	assert_int_equal(comparison_of(&pair, "fork")->verdict, VERDICT_INCONCLUSIVE);
	assert_non_null(strstr(comparison_of(&pair, "fork")->note, "give several files per side"));
	assert_near(comparison_of(&pair, "fork")->raw_ratio, 3, 1e-9);
	free_pair(&pair);
	pair = make_pair(4, 1, 3, 0.01);
	pair.settings.metric = COMPARE_P99;
	assert_int_equal(compare(&pair), 0);
	assert_int_equal(comparison_of(&pair, "fork")->verdict, VERDICT_REGRESSION);
	assert_string_equal(comparison_of(&pair, "fork")->metric, "p99");
	free_pair(&pair);
}

static void a_case_that_is_twice_is_refused(void **state)
{
	struct pair pair = make_pair(1, 1, 1, 0);

	(void)state;
	free(pair.new[0].cases[1].spec);
	pair.new[0].cases[1].spec = strdup("fork");
	assert_int_equal(compare(&pair), -EINVAL);
	assert_string_equal(pair.error.text,
			    "'n1': cases[1].case: duplicate case 'fork' cannot be matched");
	free_pair(&pair);
}

static void a_run_that_is_twice_is_refused(void **state)
{
	struct pair pair = make_pair(2, 1, 1, 0);

	(void)state;
	pair.old[1].seed = pair.old[0].seed;
	assert_int_equal(compare(&pair), -EINVAL);
	assert_string_equal(pair.error.text,
			    "'o1' and 'o2' are the same run (of 2026-01-02T03:04:05Z): each "
			    "side needs separate runs");
	free_pair(&pair);
}

static void the_floor_alone_is_nothing_to_judge(void **state)
{
	struct pair pair = make_pair(1, 1, 1, 0);

	(void)state;
	for (size_t i = 0; i < 2; i++)
		pair.old[0].cases[i].implied = pair.new[0].cases[i].implied = true;
	assert_int_equal(compare(&pair), -EINVAL);
	free_pair(&pair);
}

/* ---- machines ---- */

static void other_machines_are_refused_by_what_differs(void **state)
{
	struct pair pair = make_pair(2, 1, 1, 0);
	struct facts *host = &pair.new[1].host;

	(void)state;
	free(host->items[2].value);
	host->items[2].value = strdup("6.2");
	assert_int_equal(facts_add(host, "clocksource", "hpet"), 0);
	assert_int_equal(compare(&pair), -EXDEV);
	assert_string_equal(pair.error.text,
			    "'o1' and 'n2' may come from different machines (use "
			    "--across-machines to compare them anyway): kernel: '6.1', '6.2'; "
			    "clocksource: unknown, 'hpet'");
	pair.settings.across_machines = true;
	assert_int_equal(compare(&pair), 0);
	assert_non_null(strstr(pair.new[0].warnings.items[0], "--across-machines"));
	free_pair(&pair);
}

static void unknown_machines_are_not_the_same(void **state)
{
	struct facts none = {0};
	struct error error = {0};

	(void)state;
	assert_int_equal(machine_same("a", &none, "b", &none, &error), -EXDEV);
	assert_non_null(strstr(error.text, "kernel: unknown, unknown"));
}

static void assert_same_machine(bool same, const char *fact, const char *old_value,
				const char *new_value)
{
	static const char *const known[] = {"machine", "cpu_model", "kernel", "libc"};
	struct facts old_host = {0}, new_host = {0};
	struct error error = {0};

	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(facts_add(&old_host, known[i], "x"), 0);
		assert_int_equal(facts_add(&new_host, known[i], "x"), 0);
	}
	if (old_value)
		assert_int_equal(facts_add(&old_host, fact, old_value), 0);
	if (new_value)
		assert_int_equal(facts_add(&new_host, fact, new_value), 0);
	assert_int_equal(machine_same("a", &old_host, "b", &new_host, &error), same ? 0 : -EXDEV);
	facts_free(&old_host);
	facts_free(&new_host);
}

/* What procbench was started with is part of it; what an earlier version did not record is not. */
static void inherited_conditions_make_another_machine(void **state)
{
	(void)state;
	assert_same_machine(true, "nice", "0", "0");
	assert_same_machine(false, "nice", "0", "5");
	assert_same_machine(true, "nice", NULL, "5");
	assert_same_machine(false, "loader_settings", "none", "LD_PRELOAD=/x.so");
	assert_same_machine(false, "traced", "no", "yes");
	assert_same_machine(false, "governor", "performance", "powersave");
	assert_same_machine(false, "governor", "performance", NULL);
	assert_same_machine(false, "smt", "on", "off");
	assert_same_machine(false, "turbo", "on", "off");
	assert_same_machine(false, "cpus", "2", "4");
	assert_same_machine(true, "memory_bytes", "8000000000", "8001000000");
	assert_same_machine(false, "memory_bytes", "8000000000", "16000000000");
	assert_same_machine(true, "environment_bytes", "3000", "3100");
	assert_same_machine(false, "environment_bytes", "3000", "90000");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_doubled_case_is_a_regression),
		cmocka_unit_test(drift_of_the_machine_cancels),
		cmocka_unit_test(a_floor_that_executes_is_a_control_too),
		cmocka_unit_test(noisy_launches_widen_the_interval_of_single_files),
		cmocka_unit_test(without_a_control_drift_shows),
		cmocka_unit_test(single_files_tell_large_effects_only),
		cmocka_unit_test(a_run_against_itself_is_never_a_regression),
		cmocka_unit_test(false_alarms_are_as_rare_as_said),
		cmocka_unit_test(verdict_and_interval_agree),
		cmocka_unit_test(exchanged_sides_mirror_the_interval),
		cmocka_unit_test(what_is_not_on_both_sides_never_passes),
		cmocka_unit_test(what_was_skipped_or_failed_never_passes),
		cmocka_unit_test(p99_of_single_files_is_inconclusive),
		cmocka_unit_test(a_case_that_is_twice_is_refused),
		cmocka_unit_test(a_run_that_is_twice_is_refused),
		cmocka_unit_test(the_floor_alone_is_nothing_to_judge),
		cmocka_unit_test(other_machines_are_refused_by_what_differs),
		cmocka_unit_test(unknown_machines_are_not_the_same),
		cmocka_unit_test(inherited_conditions_make_another_machine),
	};

	random_state = 88172645463325252;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
