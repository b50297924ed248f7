/* test_sweeps: fits of sweeps. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "procbench/result/result.h"

#include "unit/near.h"

#include <math.h>
#include <stdio.h>

#define ROUNDS 12

/* A small generator, so that the numbers are the same everywhere. */
static uint64_t seed;

static double noise(void)
{
	double sum = 0;

	for (int i = 0; i < 12; i++) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		sum += (double)(seed >> 11) / 9007199254740992.0;
	}
	return sum - 6; /* near enough to normal, deviation 1 */
}

/* A case `method:rss=M MiB` whose launches take ns, each a share `cv` off. */
static void fill_case(struct result_case *item, const char *method, double mib, double ns,
		      double cv)
{
	*item = (struct result_case){0};
	assert_true(asprintf(&item->spec, mib > 0 ? "%s:rss=%.0fM" : "%s", method, mib) > 0);
	item->method = strdup(method);
	item->keys = calloc(1, sizeof(*item->keys));
	item->key_count = 1;
	item->keys[0] = (struct result_key){
		.name = strdup("rss"), .is_number = true, .number = mib * 1048576};
	item->launches = calloc(ROUNDS, sizeof(*item->launches));
	item->launch_count = ROUNDS;
	item->samples = ROUNDS;
	for (size_t i = 0; i < ROUNDS; i++) {
		item->launches[i].round = i;
		item->launches[i].samples = 1;
		for (int span = 0; span < SPAN_COUNT; span++)
			item->launches[i].span_ns[span] = NAN;
		item->launches[i].span_ns[SPAN_TOTAL] = ns * (1 + cv * noise());
	}
}

static const double sizes[] = {0, 1, 4, 16, 64};
#define SIZES (sizeof(sizes) / sizeof(sizes[0]))

static struct result make(size_t cases)
{
	struct result result = {.case_count = cases};

	result.cases = calloc(cases, sizeof(*result.cases));
	assert_non_null(result.cases);
	return result;
}

static void derive(struct result *result)
{
	struct error error = {0};

	assert_int_equal(result_derive(result, &error), 0);
}

static void a_line_is_told_in_its_unit(void **state)
{
	struct result result = make(SIZES);

	(void)state;
	for (size_t i = 0; i < SIZES; i++) /* in no order */
		fill_case(&result.cases[i], "fork", sizes[SIZES - 1 - i],
			  40000 + 10000 * sizes[SIZES - 1 - i], 0);
	derive(&result);
	assert_int_equal(result.fit_count, 1);
	assert_string_equal(result.fits[0].spec, "fork");
	assert_string_equal(result.fits[0].key, "rss");
	assert_string_equal(result.fits[0].unit, "MiB");
	assert_int_equal(result.fits[0].count, SIZES);
	assert_near(result.fits[0].slope_ns, 10000, 1e-6);
	assert_near(result.fits[0].slope_low_ns, 10000, 1e-6);
	assert_near(result.fits[0].intercept_ns, 40000, 1e-5);
	assert_near(result.fits[0].points[4].value, 64, 1e-12);
	assert_true(result.fits[0].is_line);
	assert_int_equal(result.crossover_count, 0);
	result_free(&result);
}

/* A skipped case has no launches. */
static void leave_out(struct result_case *item)
{
	free(item->launches);
	item->launches = NULL;
	item->launch_count = 0;
	item->samples = 0;
	item->skipped = strdup("not enough memory");
}

static void a_skipped_case_is_extrapolated(void **state)
{
	struct result result = make(SIZES + 3);

	(void)state;
	for (size_t i = 0; i < SIZES; i++)
		fill_case(&result.cases[i], "fork", sizes[i], 40000 + 10000 * sizes[i], 0);
	fill_case(&result.cases[SIZES], "fork", 1024, 1, 0);
	fill_case(&result.cases[SIZES + 1], "fork", 32, 1, 0); /* between the others */
	fill_case(&result.cases[SIZES + 2], "vfork", 1024, 1, 0);
	for (size_t i = SIZES; i < SIZES + 3; i++)
		leave_out(&result.cases[i]);
	derive(&result);
	assert_int_equal(result.fit_count, 1);
	assert_int_equal(result.fits[0].beyond_count, 1);
	assert_int_equal(result.fits[0].beyond[0].item, SIZES);
	assert_near(result.fits[0].beyond[0].value, 1024, 1e-9);
	assert_near(result.fits[0].beyond[0].ns, 40000 + 10000 * 1024, 1e-3);
	assert_near(result.fits[0].beyond[0].low_ns, 40000 + 10000 * 1024, 1e-3);
	assert_near(result.fits[0].beyond[0].high_ns, 40000 + 10000 * 1024, 1e-3);
	result_free(&result);
}

static void two_values_are_no_sweep(void **state)
{
	struct result result = make(3);

	(void)state;
	fill_case(&result.cases[0], "fork", 1, 100, 0);
	fill_case(&result.cases[1], "fork", 4, 200, 0);
	fill_case(&result.cases[2], "fork", 4, 200, 0);
	derive(&result);
	assert_int_equal(result.fit_count, 0);
	result_free(&result);
}

static void a_bend_is_told(void **state)
{
	struct result result = make(SIZES + 1);

	(void)state;
	for (size_t i = 0; i < SIZES; i++)
		fill_case(&result.cases[i], "fork", sizes[i],
			  40000 + (sizes[i] > 4 ? 50000 * (sizes[i] - 4) : 0), 0.01);
	fill_case(&result.cases[SIZES], "fork", 1024, 1, 0);
	leave_out(&result.cases[SIZES]);
	derive(&result);
	assert_int_equal(result.fit_count, 1);
	assert_false(result.fits[0].is_line);
	assert_int_equal(result.fits[0].beyond_count, 1);
	assert_true(result.fits[0].beyond[0].ns > 40e6); /* 51 ms */
	assert_true(isnan(result.fits[0].beyond[0].low_ns));
	assert_int_equal(result.fits[0].breakpoint, 2);
	assert_true(result.fits[0].slope_above_ns > 40000);
	assert_true(fabs(result.fits[0].slope_below_ns) < 2000);
	result_free(&result);
}

static void the_crossover_is_found(void **state)
{
	struct result result = make(2 * SIZES);

	(void)state;
	for (size_t i = 0; i < SIZES; i++) {
		fill_case(&result.cases[i], "fork", sizes[i], 40000 + 10000 * sizes[i], 0.01);
		fill_case(&result.cases[SIZES + i], "posix_spawn", sizes[i], 60000, 0.01);
	}
	derive(&result);
	assert_int_equal(result.fit_count, 2);
	assert_int_equal(result.crossover_count, 1);
	assert_string_equal(result.fits[result.crossovers[0].faster].spec, "posix_spawn");
	assert_near(result.crossovers[0].value, 2, 0.2);
	assert_true(result.crossovers[0].low <= result.crossovers[0].value);
	assert_true(result.crossovers[0].high >= result.crossovers[0].value);
	result_free(&result);
}

static void sweeps_that_are_alike_do_not_cross(void **state)
{
	struct result result = make(2 * SIZES);

	(void)state;
	for (size_t i = 0; i < SIZES; i++) {
		fill_case(&result.cases[i], "vfork", sizes[i], 10000, 0.02);
		fill_case(&result.cases[SIZES + i], "posix_spawn", sizes[i], 60000, 0.02);
	}
	derive(&result);
	assert_int_equal(result.crossover_count, 0);
	result_free(&result);
}

/*
 * The negative control: where nothing grows, 95 % of the slopes' intervals hold 0. Of 400, between
 * 92 and 98 % is within 2.7 standard errors.
 */
static void a_flat_sweep_holds_0_at_its_rate(void **state)
{
	int held = 0, bent = 0;

	(void)state;
	seed = 1;
	for (int run = 0; run < 400; run++) {
		struct result result = make(SIZES);

		for (size_t i = 0; i < SIZES; i++)
			fill_case(&result.cases[i], "vfork", sizes[i], 10000, 0.025);
		derive(&result);
		assert_int_equal(result.fit_count, 1);
		held += result.fits[0].slope_low_ns <= 0 && result.fits[0].slope_high_ns >= 0;
		bent += !result.fits[0].is_line;
		result_free(&result);
	}
	print_message("0 is held by %d of 400, no line: %d\n", held, bent);
	assert_in_range(held, 368, 392);
	assert_in_range(bent, 0, 12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_is_told_in_its_unit),
		cmocka_unit_test(a_skipped_case_is_extrapolated),
		cmocka_unit_test(two_values_are_no_sweep),
		cmocka_unit_test(a_bend_is_told),
		cmocka_unit_test(the_crossover_is_found),
		cmocka_unit_test(sweeps_that_are_alike_do_not_cross),
		cmocka_unit_test(a_flat_sweep_holds_0_at_its_rate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
