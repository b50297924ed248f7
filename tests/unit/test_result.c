/*
 * test_result: what result_derive() makes of launches: medians, intervals, the probe effect, ratios
 * round by round, floor multiples. Expected figures are worked out by hand.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs those first */
#include <cmocka.h>

#include "near.h"
#include "procbench/result/result.h"

#include <stdlib.h>
#include <string.h>

#define TOLERANCE 1e-9

/* ---- building a result ---- */

static struct result_case *add_case(struct result *result, const char *spec, const char *method)
{
	size_t size = (result->case_count + 1) * sizeof(*result->cases);
	struct result_case *item;

	result->cases = realloc(result->cases, size);
	assert_non_null(result->cases);
	item = &result->cases[result->case_count++];
	*item = (struct result_case){.spec = strdup(spec), .method = strdup(method)};
	return item;
}

static struct result_launch *add_launch(struct result_case *item, uint64_t round, bool stamped,
					double total_ns)
{
	size_t size = (item->launch_count + 1) * sizeof(*item->launches);
	struct result_launch *launch;

	item->launches = realloc(item->launches, size);
	assert_non_null(item->launches);
	launch = &item->launches[item->launch_count++];
	*launch = (struct result_launch){.round = round, .samples = 10, .stamped = stamped};
	for (int span = 0; span < SPAN_COUNT; span++)
		launch->span_ns[span] = NAN;
	launch->span_ns[SPAN_TOTAL] = total_ns;
	launch->median_ns = total_ns;
	return launch;
}

/* One unstamped launch per round: factor times 1000 ns times the machine's drift. */
static void add_rounds(struct result_case *item, uint64_t rounds, double factor)
{
	for (uint64_t round = 0; round < rounds; round++)
		add_launch(item, round, false, factor * 1000 * (double)(round + 1));
}

static void derive(struct result *result)
{
	struct error error = {0};

	assert_int_equal(result_derive(result, &error), 0);
}

/* ---- medians ---- */

static void median_and_interval_come_from_the_launches(void **state)
{
	static const double totals[] = {500, 100, 900, 300, 700, 200, 800, 400, 600};
	struct result result = {0};
	struct result_case *item = add_case(&result, "fork", "fork");

	(void)state;
	for (size_t i = 0; i < 9; i++)
		add_launch(item, i, false, totals[i]);
	derive(&result);
	assert_same(item->spans[SPAN_TOTAL].median_ns, 500);
	/* of 9 values, the second and the eighth cover the median with 1 - 20/512 */
	assert_same(item->spans[SPAN_TOTAL].median_low_ns, 200);
	assert_same(item->spans[SPAN_TOTAL].median_high_ns, 800);
	result_free(&result);
}

static void an_even_number_of_launches_has_its_median_between_two(void **state)
{
	struct result result = {0};
	struct result_case *item = add_case(&result, "fork", "fork");

	(void)state;
	add_launch(item, 0, false, 300);
	add_launch(item, 1, false, 100);
	derive(&result);
	assert_same(item->spans[SPAN_TOTAL].median_ns, 200);
	result_free(&result);
}

static void few_launches_have_a_median_but_no_interval(void **state)
{
	struct result result = {0};
	struct result_case *five = add_case(&result, "fork", "fork");
	struct result_case *six;

	(void)state;
	add_rounds(five, 5, 1);
	six = add_case(&result, "vfork", "vfork");
	add_rounds(six, 6, 1);
	derive(&result);
	five = &result.cases[0];
	assert_same(five->spans[SPAN_TOTAL].median_ns, 3000);
	assert_same(five->spans[SPAN_TOTAL].median_low_ns, NAN);
	assert_same(five->spans[SPAN_TOTAL].median_high_ns, NAN);
	assert_same(six->spans[SPAN_TOTAL].median_low_ns, 1000);
	assert_same(six->spans[SPAN_TOTAL].median_high_ns, 6000);
	result_free(&result);
}

static void each_span_comes_from_its_kind_of_launch(void **state)
{
	struct result result = {0};
	struct result_case *item = add_case(&result, "fork", "fork");

	(void)state;
	for (int span = 0; span < SPAN_COUNT; span++) {
		add_launch(item, 0, false, 100)->span_ns[span] = 10 + span;
		add_launch(item, 0, true, 900)->span_ns[span] = 70 + span;
		derive(&result);
		assert_same(item->spans[span].median_ns,
			    span_table[span].child_side ? 70 + span : 10 + span);
		item->launch_count = 0;
	}
	assert_true(span_table[SPAN_START].child_side && span_table[SPAN_EXEC].child_side);
	assert_false(span_table[SPAN_TOTAL].child_side || span_table[SPAN_CALL].child_side);
	result_free(&result);
}

static void what_no_launch_measured_is_unmeasured(void **state)
{
	struct result result = {0};
	struct result_case *item = add_case(&result, "fork", "fork");

	(void)state;
	add_rounds(item, 7, 1);
	add_launch(item, 7, false, NAN); /* a launch of which every sample failed */
	derive(&result);
	assert_same(item->spans[SPAN_TOTAL].median_ns, 4000);
	for (int span = SPAN_CALL; span < SPAN_COUNT; span++) {
		assert_same(item->spans[span].median_ns, NAN);
		assert_same(item->spans[span].median_low_ns, NAN);
		assert_same(item->spans[span].median_high_ns, NAN);
	}
	assert_same(item->probe_ns, NAN);
	result_free(&result);
}

static void the_probe_effect_is_stamped_less_unstamped(void **state)
{
	struct result result = {0};
	struct result_case *item = add_case(&result, "fork", "fork");

	(void)state;
	for (uint64_t round = 0; round < 3; round++) {
		add_launch(item, round, false, 1000 + (double)round);
		add_launch(item, round, true, 7000 + (double)(10 * round));
	}
	derive(&result);
	assert_same(item->spans[SPAN_TOTAL].median_ns, 1001);
	assert_same(item->probe_ns, 7010 - 1001);
	result_free(&result);
}

static void samples_and_what_comes_from_them_stay(void **state)
{
	struct result result = {0};
	struct result_case *item = add_case(&result, "fork", "fork");

	(void)state;
	item->spans[SPAN_TOTAL] =
		(struct result_span){.samples = 5, .min_ns = 1, .mean_ns = 2, .p99_ns = 3};
	add_rounds(item, 1, 1);
	derive(&result);
	assert_int_equal(item->spans[SPAN_TOTAL].samples, 5);
	assert_same(item->spans[SPAN_TOTAL].min_ns, 1);
	assert_same(item->spans[SPAN_TOTAL].mean_ns, 2);
	assert_same(item->spans[SPAN_TOTAL].p99_ns, 3);
	result_free(&result);
}

/* ---- differences ---- */

/* Of the same rounds as the ratio, and not of the medians, which a drift between rounds moves. */
static void differences_pair_the_launches_of_a_round(void **state)
{
	struct result result = {0};
	struct result_case *first = add_case(&result, "fork", "fork"), *second;

	(void)state;
	for (uint64_t round = 0; round < 6; round++)
		add_launch(first, round, false, 1000 * (double)(round + 1));
	second = add_case(&result, "vfork", "vfork");
	first = &result.cases[0];
	for (uint64_t round = 0; round < 6; round++)
		add_launch(second, round, false,
			   first->launches[round].span_ns[SPAN_TOTAL] + 10 * (double)(round + 1));
	add_launch(second, 6, false, 99); /* a round that the first case lacks */
	derive(&result);
	assert_same(first->difference_ns, NAN);
	assert_near(second->difference_ns, 35, TOLERANCE);
	assert_near(second->difference_low_ns, 10, TOLERANCE);
	assert_near(second->difference_high_ns, 60, TOLERANCE);
	result_free(&result);
}

/* ---- ratios ---- */

static void assert_no_ratio(const struct result_case *item)
{
	assert_same(item->ratio, NAN);
	assert_same(item->ratio_low, NAN);
	assert_same(item->ratio_high, NAN);
	assert_same(item->ratio_p, NAN);
	assert_same(item->ratio_p_holm, NAN);
}

/* Six times drift and still exactly twice the time: only pairs of one round can tell. */
static void ratios_pair_the_launches_of_a_round(void **state)
{
	struct result result = {0};

	(void)state;
	add_rounds(add_case(&result, "vfork", "vfork"), 6, 1);
	add_rounds(add_case(&result, "fork", "fork"), 6, 2);
	derive(&result);
	assert_no_ratio(&result.cases[0]);
	assert_near(result.cases[1].ratio, 2, TOLERANCE);
	assert_near(result.cases[1].ratio_low, 2, TOLERANCE);
	assert_near(result.cases[1].ratio_high, 2, TOLERANCE);
	assert_near(result.cases[1].ratio_p, 2.0 / 64, TOLERANCE);
	assert_near(result.cases[1].ratio_p_holm, 2.0 / 64, TOLERANCE);
	result_free(&result);
}

static void the_ratio_is_the_centre_of_the_logarithms(void **state)
{
	static const double factors[] = {2, 4, 8};
	struct result result = {0};
	struct result_case *item;

	(void)state;
	add_rounds(add_case(&result, "vfork", "vfork"), 3, 1);
	item = add_case(&result, "fork", "fork");
	for (uint64_t round = 0; round < 3; round++)
		add_launch(item, round, false, factors[round] * 1000 * (double)(round + 1));
	derive(&result);
	/* Walsh averages of log2: 1 1.5 2 2 2.5 3; an arithmetic mean would say 4.67 */
	assert_near(item->ratio, 4, TOLERANCE);
	/* three rounds are too few for an interval */
	assert_same(item->ratio_low, NAN);
	assert_same(item->ratio_high, NAN);
	assert_near(item->ratio_p, 0.25, TOLERANCE);
	result_free(&result);
}

/* Rounds 1 and 4 of the first, 2 of the second were lost: to pair by place would give no 3. */
static void lost_launches_leave_their_round_out(void **state)
{
	struct result result = {0};
	struct result_case *first = add_case(&result, "vfork", "vfork"), *second;

	(void)state;
	for (uint64_t round = 0; round < 9; round++)
		if (round != 1 && round != 4)
			add_launch(first, round, false, 100.0 * (double)(1 << round));
	second = add_case(&result, "fork", "fork");
	for (uint64_t round = 0; round < 9; round++)
		if (round != 2)
			add_launch(second, round, false, 300.0 * (double)(1 << round));
	second->launches[0].span_ns[SPAN_TOTAL] = NAN;
	derive(&result);
	assert_near(second->ratio, 3, TOLERANCE);
	/* 3 5 6 7 8 are left: five rounds have no interval */
	assert_same(second->ratio_low, NAN);
	assert_near(second->ratio_p, 2.0 / 32, TOLERANCE);
	result_free(&result);
}

static void ratios_leave_stamped_launches_out(void **state)
{
	struct result result = {0};
	struct result_case *first = add_case(&result, "vfork", "vfork"), *second;

	(void)state;
	for (uint64_t round = 0; round < 6; round++) {
		add_launch(first, round, true, 77);
		add_launch(first, round, false, 1000);
	}
	second = add_case(&result, "fork", "fork");
	for (uint64_t round = 0; round < 6; round++) {
		add_launch(second, round, false, 1500);
		add_launch(second, round, true, 99999);
	}
	derive(&result);
	assert_near(second->ratio, 1.5, TOLERANCE);
	assert_near(second->ratio_high, 1.5, TOLERANCE);
	assert_near(second->ratio_p, 2.0 / 64, TOLERANCE);
	result_free(&result);
}

static void p_is_corrected_over_all_cases(void **state)
{
	struct result result = {0};
	struct result_case *item;

	(void)state;
	add_rounds(add_case(&result, "vfork", "vfork"), 6, 1);
	add_rounds(add_case(&result, "fork", "fork"), 6, 2);
	item = add_case(&result, "clone", "clone");
	for (uint64_t round = 0; round < 6; round++) /* ranks 1 of 6 against: p = 4/64 */
		add_launch(item, round, false,
			   1000 * (double)(round + 1) * (round ? 2 + (double)round : 0.9));
	derive(&result);
	assert_near(result.cases[1].ratio_p, 2.0 / 64, TOLERANCE);
	assert_near(result.cases[2].ratio_p, 4.0 / 64, TOLERANCE);
	assert_near(result.cases[1].ratio_p_holm, 4.0 / 64, TOLERANCE);
	assert_near(result.cases[2].ratio_p_holm, 4.0 / 64, TOLERANCE);
	result_free(&result);
}

static void a_skipped_first_case_leaves_no_ratios(void **state)
{
	struct result result = {0};

	(void)state;
	add_case(&result, "vfork", "vfork")->skipped = strdup("not here");
	add_rounds(add_case(&result, "fork", "fork"), 6, 2);
	derive(&result);
	assert_no_ratio(&result.cases[0]);
	assert_no_ratio(&result.cases[1]);
	assert_same(result.cases[0].spans[SPAN_TOTAL].median_ns, NAN);
	assert_same(result.cases[1].spans[SPAN_TOTAL].median_ns, 7000);
	result_free(&result);
}

static void a_skipped_case_takes_no_part_in_the_correction(void **state)
{
	struct result result = {0};

	(void)state;
	add_rounds(add_case(&result, "vfork", "vfork"), 6, 1);
	add_case(&result, "clone", "clone")->skipped = strdup("not here");
	add_rounds(add_case(&result, "fork", "fork"), 6, 2);
	derive(&result);
	assert_no_ratio(&result.cases[1]);
	assert_near(result.cases[2].ratio_p_holm, 2.0 / 64, TOLERANCE);
	result_free(&result);
}

/* The null method may take 0 ns: no ratio can be formed, and none may be infinite. */
static void a_time_of_0_has_no_ratio(void **state)
{
	struct result result = {0};

	(void)state;
	add_rounds(add_case(&result, "null", "null"), 6, 0);
	add_rounds(add_case(&result, "fork", "fork"), 6, 2);
	derive(&result);
	assert_no_ratio(&result.cases[1]);
	assert_same(result.cases[0].spans[SPAN_TOTAL].median_ns, 0);
	result_free(&result);
}

/* ---- the floor ---- */

static void floor_multiples_pair_with_the_floor(void **state)
{
	struct result result = {0};

	(void)state;
	add_rounds(add_case(&result, "fork", "fork"), 3, 6);
	add_rounds(add_case(&result, "vfork", "vfork"), 3, 3);
	add_rounds(add_case(&result, "floor", "floor"), 3, 2);
	derive(&result);
	assert_near(result.cases[0].floor_multiple, 3, TOLERANCE);
	assert_near(result.cases[1].floor_multiple, 1.5, TOLERANCE);
	assert_same(result.cases[2].floor_multiple, 1);
	assert_same(result.cases[0].floor_multiple_low, NAN); /* of three rounds */
	result_free(&result);
}

static void floor_multiples_have_an_interval(void **state)
{
	struct result result = {0};

	(void)state;
	add_rounds(add_case(&result, "fork", "fork"), 8, 6);
	add_rounds(add_case(&result, "floor", "floor"), 8, 2);
	for (int i = 0; i < 8; i++) /* 2.7 to 3.33 times the floor */
		result.cases[0].launches[i].span_ns[SPAN_TOTAL] *= 0.9 + 0.03 * i;
	derive(&result);
	assert_true(result.cases[0].floor_multiple_low > 2.7);
	assert_true(result.cases[0].floor_multiple_low < result.cases[0].floor_multiple);
	assert_true(result.cases[0].floor_multiple_high > result.cases[0].floor_multiple);
	assert_true(result.cases[0].floor_multiple_high < 3.33);
	assert_same(result.cases[1].floor_multiple_low, NAN); /* the floor itself */
	assert_same(result.cases[1].floor_multiple_high, NAN);
	result_free(&result);
}

static void each_kind_has_its_own_floor(void **state)
{
	struct result result = {0};

	(void)state;
	add_rounds(add_case(&result, "fork", "fork"), 3, 6);
	add_rounds(add_case(&result, "vfork", "vfork"), 3, 3);
	add_rounds(add_case(&result, "thread", "thread"), 3, 3);
	add_rounds(add_case(&result, "floor", "floor"), 3, 2);
	add_rounds(add_case(&result, "floor-vfork", "floor-vfork"), 3, 2.5);
	result.cases[1].floor = strdup("floor-vfork");
	result.cases[2].floor = strdup("floor-thread");
	derive(&result);
	assert_near(result.cases[0].floor_multiple, 3, TOLERANCE);
	assert_near(result.cases[1].floor_multiple, 1.2, TOLERANCE);
	assert_same(result.cases[2].floor_multiple, NAN); /* no other floor is taken instead */
	result_free(&result);
}

static void the_implied_floor_comes_first(void **state)
{
	struct result result = {0};
	struct result_case *implied;

	(void)state;
	add_rounds(add_case(&result, "floor:rss=1G", "floor"), 3, 8);
	implied = add_case(&result, "floor", "floor");
	implied->implied = true;
	add_rounds(implied, 3, 2);
	add_rounds(add_case(&result, "floor:fds=9", "floor"), 3, 4);
	derive(&result);
	assert_near(result.cases[0].floor_multiple, 4, TOLERANCE);
	assert_same(result.cases[1].floor_multiple, 1);
	assert_near(result.cases[2].floor_multiple, 2, TOLERANCE);
	result_free(&result);
}

static void without_a_floor_there_are_no_multiples(void **state)
{
	struct result result = {0};

	(void)state;
	add_rounds(add_case(&result, "fork", "fork"), 3, 6);
	derive(&result);
	assert_same(result.cases[0].floor_multiple, NAN);
	add_case(&result, "floor", "floor")->skipped = strdup("not here");
	derive(&result);
	assert_same(result.cases[0].floor_multiple, NAN);
	assert_same(result.cases[1].floor_multiple, NAN);
	result_free(&result);
}

/* ---- the rest ---- */

static void a_result_without_cases_is_no_error(void **state)
{
	struct result result = {0};

	(void)state;
	derive(&result);
	result_free(&result);
}

static void deriving_twice_changes_nothing(void **state)
{
	struct result result = {0};

	(void)state;
	add_rounds(add_case(&result, "vfork", "vfork"), 6, 1);
	add_rounds(add_case(&result, "fork", "fork"), 6, 2);
	derive(&result);
	derive(&result);
	assert_near(result.cases[1].ratio, 2, TOLERANCE);
	assert_near(result.cases[1].ratio_p_holm, 2.0 / 64, TOLERANCE);
	assert_same(result.cases[1].launches[5].span_ns[SPAN_TOTAL], 12000);
	result_free(&result);
}

static void warnings_are_kept_in_order(void **state)
{
	struct result result = {0};

	(void)state;
	assert_int_equal(result_warn(&result, "the load is %.1f: wait", 2.5), 0);
	assert_int_equal(result_warn(&result, "%s", "100%s"), 0);
	assert_int_equal(result.warnings.count, 2);
	assert_string_equal(result.warnings.items[0], "the load is 2.5: wait");
	assert_string_equal(result.warnings.items[1], "100%s");
	result_free(&result);
}

static void a_freed_result_is_empty(void **state)
{
	static const struct result empty;
	struct result result = {.version = strdup("1"), .headline = strdup("x"), .seed = 7};
	struct result_case *item = add_case(&result, "fork", "fork");

	(void)state;
	item->keys = calloc(1, sizeof(*item->keys));
	item->keys[0] = (struct result_key){.name = strdup("exec"), .string = strdup("tiny")};
	item->key_count = 1;
	item->failures = calloc(1, sizeof(*item->failures));
	item->failures[0] = (struct result_failure){strdup("EAGAIN"), 1};
	item->failure_count = 1;
	assert_int_equal(facts_add(&result.host, "kernel", "6"), 0);
	result_free(&result);
	assert_memory_equal(&result, &empty, sizeof(result));
	result_free(&result); /* harmless */
}

/* ---- marginal costs ---- */

static struct result_case *add_without(struct result *result, const char *flag, size_t full)
{
	struct result_case *item = add_case(result, "clone3", "clone3");

	item->lacks = strdup(flag);
	item->full = full;
	return item;
}

static void assert_no_marginal(const struct result_case *item)
{
	assert_same(item->marginal_ns, NAN);
	assert_same(item->marginal_low_ns, NAN);
	assert_same(item->marginal_high_ns, NAN);
}

/* The drift of six times is the same in both, so the difference is exact: only pairs can tell. */
static void marginal_costs_pair_the_launches_of_a_round(void **state)
{
	struct result result = {0};
	struct result_case *item;

	(void)state;
	item = add_without(&result, "", 0);
	for (uint64_t round = 0; round < 6; round++)
		add_launch(item, round, false, 1000 * (double)(round + 1));
	item = add_without(&result, "pidfd", 0);
	for (uint64_t round = 0; round < 6; round++)
		add_launch(item, round, false, 1000 * (double)(round + 1) - 300);
	item = add_without(&result, "vm", 0);
	for (uint64_t round = 0; round < 6; round++)
		add_launch(item, round, false, 1000 * (double)(round + 1) + 70000);
	derive(&result);
	assert_no_marginal(&result.cases[0]);
	assert_near(result.cases[1].marginal_ns, 300, TOLERANCE);
	assert_near(result.cases[1].marginal_low_ns, 300, TOLERANCE);
	assert_near(result.cases[1].marginal_high_ns, 300, TOLERANCE);
	/* what makes it faster has a cost below 0 */
	assert_near(result.cases[2].marginal_ns, -70000, TOLERANCE);
	assert_near(result.cases[2].marginal_low_ns, -70000, TOLERANCE);
	result_free(&result);
}

/*
 * Differences 10 20 40 80 160 320: of the 21 Walsh averages (10 15 20 25 30 40 45 50 60 80 85 90
 * ..) the middle one is 85, where their median is 60 and their mean 105; the 95 % interval of six
 * is from the least to the greatest.
 */
static void a_marginal_cost_is_the_centre_of_the_differences(void **state)
{
	static const double differences[] = {10, 20, 40, 80, 160, 320};
	struct result result = {0};
	struct result_case *item;

	(void)state;
	add_rounds(add_without(&result, "", 0), 7, 1);
	item = add_without(&result, "files", 0);
	for (uint64_t round = 0; round < 6; round++) {
		add_launch(item, round, false, 1000 * (double)(round + 1) - differences[round]);
		add_launch(item, round, true, 1);
	}
	derive(&result);
	assert_near(item->marginal_ns, 85, TOLERANCE);
	assert_near(item->marginal_low_ns, 10, TOLERANCE);
	assert_near(item->marginal_high_ns, 320, TOLERANCE);
	result_free(&result);
}

/* Each set of a sweep has its own full set; a case without one has no marginal cost. */
static void a_marginal_cost_is_to_the_set_of_its_own_sweep(void **state)
{
	struct result result = {0};

	(void)state;
	add_rounds(add_without(&result, "", 0), 6, 1);
	add_rounds(add_without(&result, "vm", 0), 6, 1);
	add_rounds(add_without(&result, "", 2), 6, 1000);
	add_rounds(add_without(&result, "vm", 2), 6, 1000);
	add_rounds(add_case(&result, "fork", "fork"), 6, 1);
	add_without(&result, "", 5)->skipped = strdup("not here");
	add_rounds(add_without(&result, "vm", 5), 6, 1);
	derive(&result);
	assert_same(result.cases[1].marginal_ns, 0);
	assert_same(result.cases[3].marginal_ns, 0);
	assert_no_marginal(&result.cases[2]);
	assert_no_marginal(&result.cases[4]);
	assert_no_marginal(&result.cases[6]);
	result_free(&result);
}

/* ---- rates ---- */

static void add_number(struct result_case *item, const char *name, double number)
{
	item->keys = realloc(item->keys, (item->key_count + 1) * sizeof(*item->keys));
	assert_non_null(item->keys);
	item->keys[item->key_count++] =
		(struct result_key){.name = strdup(name), .is_number = true, .number = number};
}

/* So many parents and threads, `factor` times what the machine's drift makes of 1000 a second. */
static void add_loaded(struct result *result, double rss, double parallel, double spawners,
		       double factor)
{
	struct result_case *item = add_case(result, "fork", "fork");

	add_number(item, "parallel", parallel);
	add_number(item, "rss", rss);
	add_number(item, "spawners", spawners);
	for (uint64_t round = 0; round < 6; round++) {
		add_launch(item, round, true, 500)->per_second = 1;
		add_launch(item, round, false, 500)->per_second =
			factor * 1000 * (double)(round + 1);
	}
}

static void the_rate_is_the_median_of_the_unstamped_launches(void **state)
{
	struct result result = {0};
	struct result_case *item;

	(void)state;
	add_loaded(&result, 0, 1, 1, 1);
	item = &result.cases[0];
	item->launches[5].per_second = NAN; /* of round 2: they never created at the same time */
	derive(&result);
	assert_same(item->per_second, 4000);
	assert_same(item->per_second_low, NAN); /* 5 launches are too few */
	item->launches[5].per_second = 3000;
	derive(&result);
	assert_same(item->per_second, 3500);
	assert_same(item->per_second_low, 1000);
	assert_same(item->per_second_high, 6000);
	result_free(&result);
}

static void scaling_is_against_the_same_case_with_one(void **state)
{
	static const struct {
		double rss, parallel, spawners, factor, scaling;
	} rows[] = {
		{0, 2, 1, 1.5, 1.5}, {0, 1, 1, 1, NAN}, {0, 1, 4, 0.5, 0.5}, {64, 2, 1, 6, 2},
		{64, 1, 1, 3, NAN},  {0, 2, 2, 3, 3},   {16, 2, 1, 9, NAN},
	};
	struct result result = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		add_loaded(&result, rows[i].rss, rows[i].parallel, rows[i].spawners,
			   rows[i].factor);
	derive(&result);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct result_case *item = &result.cases[i];

		if (isnan(rows[i].scaling)) {
			assert_same(item->scaling, NAN);
			continue;
		}
		assert_near(item->scaling, rows[i].scaling, 1e-9);
		assert_near(item->scaling_low, rows[i].scaling, 1e-9);
		assert_near(item->scaling_high, rows[i].scaling, 1e-9);
	}
	result_free(&result);
}

/* A rate that is missing on either side leaves its round out. */
static void scaling_pairs_the_launches_of_a_round(void **state)
{
	struct result result = {0};

	(void)state;
	add_loaded(&result, 0, 1, 1, 1);
	add_loaded(&result, 0, 2, 1, 2);
	result.cases[0].launches[1].per_second = NAN;
	result.cases[1].launches[3].per_second = NAN;
	derive(&result);
	assert_near(result.cases[1].scaling, 2, 1e-9);
	assert_same(result.cases[1].scaling_low, NAN); /* of 4 rounds */
	result_free(&result);
}

static void load_is_more_than_one_that_creates(void **state)
{
	struct result result = {0};

	(void)state;
	add_loaded(&result, 0, 1, 1, 1);
	add_loaded(&result, 0, 2, 1, 1);
	add_loaded(&result, 0, 1, 2, 1);
	add_case(&result, "null", "null");
	assert_false(result_case_is_loaded(&result.cases[0]));
	assert_true(result_case_is_loaded(&result.cases[1]));
	assert_true(result_case_is_loaded(&result.cases[2]));
	assert_false(result_case_is_loaded(&result.cases[3]));
	result_free(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(median_and_interval_come_from_the_launches),
		cmocka_unit_test(an_even_number_of_launches_has_its_median_between_two),
		cmocka_unit_test(few_launches_have_a_median_but_no_interval),
		cmocka_unit_test(each_span_comes_from_its_kind_of_launch),
		cmocka_unit_test(what_no_launch_measured_is_unmeasured),
		cmocka_unit_test(the_probe_effect_is_stamped_less_unstamped),
		cmocka_unit_test(samples_and_what_comes_from_them_stay),
		cmocka_unit_test(differences_pair_the_launches_of_a_round),
		cmocka_unit_test(ratios_pair_the_launches_of_a_round),
		cmocka_unit_test(the_ratio_is_the_centre_of_the_logarithms),
		cmocka_unit_test(lost_launches_leave_their_round_out),
		cmocka_unit_test(ratios_leave_stamped_launches_out),
		cmocka_unit_test(p_is_corrected_over_all_cases),
		cmocka_unit_test(a_skipped_first_case_leaves_no_ratios),
		cmocka_unit_test(a_skipped_case_takes_no_part_in_the_correction),
		cmocka_unit_test(a_time_of_0_has_no_ratio),
		cmocka_unit_test(floor_multiples_pair_with_the_floor),
		cmocka_unit_test(floor_multiples_have_an_interval),
		cmocka_unit_test(each_kind_has_its_own_floor),
		cmocka_unit_test(the_implied_floor_comes_first),
		cmocka_unit_test(without_a_floor_there_are_no_multiples),
		cmocka_unit_test(a_result_without_cases_is_no_error),
		cmocka_unit_test(deriving_twice_changes_nothing),
		cmocka_unit_test(marginal_costs_pair_the_launches_of_a_round),
		cmocka_unit_test(a_marginal_cost_is_the_centre_of_the_differences),
		cmocka_unit_test(a_marginal_cost_is_to_the_set_of_its_own_sweep),
		cmocka_unit_test(the_rate_is_the_median_of_the_unstamped_launches),
		cmocka_unit_test(scaling_is_against_the_same_case_with_one),
		cmocka_unit_test(scaling_pairs_the_launches_of_a_round),
		cmocka_unit_test(load_is_more_than_one_that_creates),
		cmocka_unit_test(warnings_are_kept_in_order),
		cmocka_unit_test(a_freed_result_is_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
