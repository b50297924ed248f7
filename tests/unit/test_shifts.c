/* test_shifts: false alarms, changes that are found, spikes, and intervals that hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "repeat.h"

#include "procbench/stats/shifts.h"

#define SERIES   repeat_count(2000)
#define POINTS   100
#define SD_LEAST 1e-4

/* ---- generated series ---- */

static uint64_t state_of_random;

static double uniform(void)
{
	state_of_random ^= state_of_random << 13;
	state_of_random ^= state_of_random >> 7;
	state_of_random ^= state_of_random << 17;
	return ((double)(state_of_random >> 11) + 0.5) * 0x1p-53;
}

static double normal(void)
{
	return sqrt(-2 * log(uniform())) * cos(2 * M_PI * uniform());
}

/* Student's t with 3 degrees of freedom: an SD of 1.73, and far outliers. */
static double heavy(void)
{
	double squares = 0;

	for (int i = 0; i < 3; i++)
		squares += pow(normal(), 2);
	return normal() / sqrt(squares / 3);
}

static double skewed(void)
{
	return -log(uniform());
}

static double spiked(void)
{
	return normal() + (uniform() < 0.03 ? 10 + 20 * uniform() : 0);
}

static const struct noise {
	const char *name;
	double (*draw)(void);
	double scale;
} noises[] = {
	{"normal, SD 1.5%", normal, 0.015},
	{"heavy tails, SD 1.5%", heavy, 0.015 / 1.73},
	{"skewed, SD 1.5%", skewed, 0.015},
	{"spikes of 15% to 45%, SD 1.5%", spiked, 0.015},
};

#define NOISES (sizeof(noises) / sizeof(noises[0]))

static void generate(const struct noise *noise, double *values, size_t n)
{
	for (size_t i = 0; i < n; i++)
		values[i] = noise->scale * noise->draw();
}

static void add_step(double *values, size_t from, size_t to, double change)
{
	for (size_t i = from; i < to; i++)
		values[i] += change;
}

/* ---- rates ---- */

static int count_alarms(const struct noise *noise, size_t points)
{
	struct shifts shifts;
	double values[POINTS];
	int alarms = 0;

	for (int i = 0; i < SERIES; i++) {
		generate(noise, values, points);
		assert_int_equal(shifts_find(values, points, SD_LEAST, &shifts), 0);
		alarms += shifts.step_count > 0;
		shifts_free(&shifts);
	}
	return alarms;
}

static void at_most_1_percent_of_series_without_a_change_appear_to_have_one(void **state)
{
	(void)state;
	for (size_t k = 0; k < NOISES; k++) {
		int alarms;

		state_of_random = 20261128 + k;
		alarms = count_alarms(&noises[k], POINTS);
		print_message("%s: %d of %d\n", noises[k].name, alarms, SERIES);
		assert_true(alarms <= SERIES / 100);
	}
	assert_true(count_alarms(&noises[0], SHIFTS_POINTS_LEAST) <= SERIES / 100);
	assert_true(count_alarms(&noises[0], 30) <= SERIES / 100);
}

/* An autoregression, as of a machine that is busy for some results in a row. */
static void generate_correlated(double correlation, double *values, size_t n)
{
	double last = normal();

	for (size_t i = 0; i < n; i++) {
		values[i] = 0.015 * last;
		last = correlation * last + sqrt(1 - correlation * correlation) * normal();
	}
}

static int count_correlated(double correlation, double step)
{
	int changes = 0;

	for (int i = 0; i < SERIES; i++) {
		struct shifts shifts;
		double values[POINTS];

		generate_correlated(correlation, values, POINTS);
		add_step(values, POINTS / 2, POINTS, step);
		assert_int_equal(shifts_find(values, POINTS, SD_LEAST, &shifts), 0);
		changes += shifts.step_count > 0;
		shifts_free(&shifts);
	}
	return changes;
}

/* Taken for independent, 3 % and 33 % of these would have one. */
static void correlated_neighbours_are_no_change(void **state)
{
	static const double correlations[] = {0.3, 0.5};

	(void)state;
	for (size_t k = 0; k < 2; k++) {
		int alarms, found;

		state_of_random = 30 + k;
		alarms = count_correlated(correlations[k], 0);
		found = count_correlated(correlations[k], log(1.05));
		print_message("correlation %.1f: %d false, %d found of %d\n", correlations[k],
			      alarms, found, SERIES);
		assert_true(alarms <= SERIES / 100);
		assert_true(found >= SERIES * 95 / 100);
	}
}

/* Whether exactly one change is found, at most 5 points from where it is. */
static bool finds(const double *values, size_t n, size_t at, struct shifts_step *step)
{
	struct shifts shifts;
	bool found;

	assert_int_equal(shifts_find(values, n, SD_LEAST, &shifts), 0);
	found = shifts.step_count == 1 && shifts.steps[0].at <= at + 5 &&
		shifts.steps[0].at + 5 >= at;
	if (found)
		*step = shifts.steps[0];
	shifts_free(&shifts);
	return found;
}

static void a_step_of_5_percent_is_found_within_5_points(void **state)
{
	(void)state;
	for (size_t k = 0; k < NOISES; k++) {
		int found = 0;

		state_of_random = 5 + k;
		for (int i = 0; i < SERIES; i++) {
			size_t at = 10 + (size_t)(uniform() * 81);
			double values[POINTS], change = uniform() < 0.5 ? log(1.05) : -log(1.05);
			struct shifts_step step;

			generate(&noises[k], values, POINTS);
			add_step(values, at, POINTS, change);
			found += finds(values, POINTS, at, &step);
		}
		print_message("%s: %d of %d\n", noises[k].name, found, SERIES);
		assert_true(found >= SERIES * 95 / 100);
	}
}

static void five_points_behind_a_step_of_5_percent_suffice(void **state)
{
	const int series = 2000; /* everywhere: 95.3% of them are found */
	int found = 0;

	(void)state;
	state_of_random = 77;
	for (int i = 0; i < series; i++) {
		double values[POINTS];
		struct shifts_step step;

		generate(&noises[0], values, POINTS);
		add_step(values, POINTS - 5, POINTS, log(1.05));
		found += finds(values, POINTS, POINTS - 5, &step);
	}
	print_message("%d of %d\n", found, series);
	assert_true(found >= series * 95 / 100);
}

static void intervals_contain_the_truth(void **state)
{
	int found = 0, changes = 0, places = 0;

	(void)state;
	state_of_random = 99;
	for (int i = 0; i < SERIES; i++) {
		double values[POINTS];
		struct shifts_step step;

		generate(&noises[0], values, POINTS);
		add_step(values, 40, POINTS, 0.03);
		if (!finds(values, POINTS, 40, &step))
			continue;
		found++;
		changes += step.low <= 0.03 && 0.03 <= step.high;
		places += step.first <= 40 && 40 <= step.last;
		assert_true(step.first <= step.at && step.at <= step.last);
	}
	print_message("found %d, size %d, place %d\n", found, changes, places);
	assert_true(found > SERIES * 95 / 100);
	assert_in_range(changes, found * 93 / 100, found * 97 / 100);
	assert_in_range(places, found * 94 / 100, found);
}

/* ---- single series ---- */

static void expect_marks(const double *values, size_t n, const char *marks, size_t steps)
{
	struct shifts shifts;

	assert_int_equal(shifts_find(values, n, SD_LEAST, &shifts), 0);
	for (size_t i = 0; i < n; i++)
		if (shifts.marks[i] != (enum shifts_mark)(marks[i] - '0'))
			fail_msg("point %zu is marked %d, expected %c", i, (int)shifts.marks[i],
				 marks[i]);
	assert_int_equal(shifts.step_count, steps);
	shifts_free(&shifts);
}

static void what_lasts_for_two_points_is_a_spike(void **state)
{
	double values[20];

	(void)state;
	state_of_random = 3;
	generate(&noises[0], values, 20);
	expect_marks(values, 20, "00000000000000000000", 0);
	values[0] += 0.5;
	values[7] -= 0.3;
	values[12] += 0.2;
	values[13] += 0.2;
	expect_marks(values, 20, "10000001000011000000", 0);
	values[14] += 0.2;
	expect_marks(values, 20, "10000001000000000000", 2);
}

static void the_last_points_wait_for_a_third(void **state)
{
	double values[20];

	(void)state;
	state_of_random = 4;
	generate(&noises[0], values, 20);
	values[19] += 0.5;
	expect_marks(values, 20, "00000000000000000002", 0);
	values[18] += 0.5;
	expect_marks(values, 20, "00000000000000000022", 0);
	values[17] += 0.5;
	expect_marks(values, 20, "00000000000000000000", 1);
}

static void a_small_change_beside_a_large_one_is_found(void **state)
{
	double values[90];
	struct shifts shifts;

	(void)state;
	state_of_random = 6;
	generate(&noises[0], values, 90);
	add_step(values, 30, 90, 0.5);
	add_step(values, 60, 90, -0.04);
	assert_int_equal(shifts_find(values, 90, SD_LEAST, &shifts), 0);
	assert_int_equal(shifts.step_count, 2);
	assert_int_equal(shifts.steps[0].at, 30);
	assert_int_equal(shifts.steps[0].before, 29);
	assert_in_range(shifts.steps[1].at, 58, 62);
	assert_true(fabs(shifts.steps[1].change + 0.04) < 0.015);
	assert_true(shifts.sd > 0.012 && shifts.sd < 0.018);
	assert_true(shifts.levels[29] == shifts.levels[0]);
	assert_true(fabs(shifts.levels[30] - shifts.levels[29] - shifts.steps[0].change) < 1e-12);
	shifts_free(&shifts);
}

/* Counts of instructions repeat exactly, so any lasting difference is a change. */
static void exact_values_have_exact_changes(void **state)
{
	double values[12];
	struct shifts shifts;

	(void)state;
	for (size_t i = 0; i < 12; i++)
		values[i] = log(i < 9 ? 100000 : 100001);
	values[4] = log(100050);
	assert_int_equal(shifts_find(values, 12, 1e-7, &shifts), 0);
	assert_int_equal(shifts.marks[4], SHIFTS_SPIKE);
	assert_int_equal(shifts.step_count, 1);
	assert_int_equal(shifts.steps[0].at, 9);
	assert_int_equal(shifts.steps[0].first, 9);
	assert_int_equal(shifts.steps[0].last, 9);
	assert_true(fabs(shifts.steps[0].change - 1e-5) < 1e-9);
	shifts_free(&shifts);
}

static void neighbours_that_correlate_are_told(void **state)
{
	double values[POINTS], last = 0;
	struct shifts shifts;

	(void)state;
	state_of_random = 8;
	generate(&noises[0], values, POINTS);
	add_step(values, 50, POINTS, 0.2);
	assert_int_equal(shifts_find(values, POINTS, SD_LEAST, &shifts), 0);
	assert_true(fabs(shifts.correlation) < 0.2);
	shifts_free(&shifts);
	for (size_t i = 0; i < POINTS; i++)
		values[i] = last = 0.6 * last + 0.01 * normal();
	assert_int_equal(shifts_find(values, POINTS, SD_LEAST, &shifts), 0);
	assert_true(shifts.correlation > 0.25 && shifts.correlation < 0.7);
	shifts_free(&shifts);
}

static void fewer_than_10_points_are_not_judged(void **state)
{
	double values[10] = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1};
	struct shifts shifts;

	(void)state;
	for (size_t n = 0; n <= 10; n++) {
		assert_int_equal(shifts_find(values, n, SD_LEAST, &shifts), 0);
		assert_int_equal(shifts.is_judged, n == 10);
		assert_int_equal(shifts.step_count, n == 10);
		shifts_free(&shifts);
	}
	values[2] = 9; /* a spike is no point */
	assert_int_equal(shifts_find(values, 10, SD_LEAST, &shifts), 0);
	assert_false(shifts.is_judged);
	shifts_free(&shifts);
}

/* Cobb (1978), table 1: the annual flow of the Nile at Aswan, 1871 to 1970; it fell in 1899. */
static void the_nile_changed_in_1899(void **state)
{
	static const double flow[] = {
		1120, 1160, 963,  1210, 1160, 1160, 813,  1230, 1370, 1140, 995,  935,  1110,
		994,  1020, 960,  1180, 799,  958,  1140, 1100, 1210, 1150, 1250, 1260, 1220,
		1030, 1100, 774,  840,  874,  694,  940,  833,  701,  916,  692,  1020, 1050,
		969,  831,  726,  456,  824,  702,  1120, 1100, 832,  764,  821,  768,  845,
		864,  862,  698,  845,  744,  796,  1040, 759,  781,  865,  845,  944,  984,
		897,  822,  1010, 771,  676,  649,  846,  812,  742,  801,  1040, 860,  874,
		848,  890,  744,  749,  838,  1050, 918,  986,  797,  923,  975,  815,  1020,
		906,  901,  1170, 912,  746,  919,  718,  714,  740,
	};
	struct shifts shifts;

	(void)state;
	assert_int_equal(shifts_find(flow, sizeof(flow) / sizeof(flow[0]), 1, &shifts), 0);
	assert_int_equal(shifts.step_count, 1);
	assert_int_equal(shifts.steps[0].at + 1871, 1899);
	shifts_free(&shifts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(at_most_1_percent_of_series_without_a_change_appear_to_have_one),
		cmocka_unit_test(correlated_neighbours_are_no_change),
		cmocka_unit_test(a_step_of_5_percent_is_found_within_5_points),
		cmocka_unit_test(five_points_behind_a_step_of_5_percent_suffice),
		cmocka_unit_test(intervals_contain_the_truth),
		cmocka_unit_test(what_lasts_for_two_points_is_a_spike),
		cmocka_unit_test(the_last_points_wait_for_a_third),
		cmocka_unit_test(a_small_change_beside_a_large_one_is_found),
		cmocka_unit_test(exact_values_have_exact_changes),
		cmocka_unit_test(neighbours_that_correlate_are_told),
		cmocka_unit_test(fewer_than_10_points_are_not_judged),
		cmocka_unit_test(the_nile_changed_in_1899),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
