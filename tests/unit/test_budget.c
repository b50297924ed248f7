/* test_budget: rounds that take longer than the pilot predicted still fit into the time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/run/runner.h"

#include "procbench/sys/clock.h"

#define MS 1e6

/* A run of one case, in its second of 3 s, whose rounds were expected to take 100 ms. */
static struct runner a_runner(struct slot *slot, struct run_settings *settings)
{
	static struct run_case item;
	static struct plan_case planned;
	static struct run run;
	static struct plan plan;

	planned.keys.number[KEY_PARALLEL] = planned.keys.number[KEY_SPAWNERS] = 1;
	plan = (struct plan){.cases = &planned, .count = 1};
	run = (struct run){.cases = &item, .case_count = 1, .rounds = 1};
	*settings = (struct run_settings){.time_ns = 3000000000, .hard_ns = 3100000000};
	*slot = (struct slot){
		.samples = 900, .warmup = 100, .sample_ns = MS / 20, .rest_ns = 50 * MS};
	return (struct runner){.run = &run,
			       .plan = &plan,
			       .settings = settings,
			       .slots = slot,
			       .slot_count = 1,
			       .rounds_max = UINT64_MAX,
			       .start_ns = clock_now_ns() - 1000000000,
			       .round_ns = 100 * MS};
}

static void what_was_expected_changes_nothing(void **state)
{
	struct slot slot;
	struct run_settings settings;
	struct runner runner = a_runner(&slot, &settings);

	(void)state;
	budget_refit(&runner);
	assert_int_equal(slot.samples, 900);
	assert_int_equal(slot.warmup, 100);
}

static void slower_rounds_are_shortened(void **state)
{
	struct slot slot;
	struct run_settings settings;
	struct runner runner = a_runner(&slot, &settings);

	(void)state;
	runner.round_ns = 400 * MS; /* nine of these take 3.6 s, and 2 s are left */
	budget_refit(&runner);
	assert_in_range(slot.samples, 1, 200);
	assert_true(runner.round_ns <= 230 * MS);
	assert_true(runner.round_ns >=
		    200 * MS); /* what building the parent takes, by the same factor */
}

static void a_run_of_so_many_samples_keeps_them(void **state)
{
	struct slot slot;
	struct run_settings settings;
	struct runner runner = a_runner(&slot, &settings);

	(void)state;
	settings.iters = 900;
	runner.round_ns = 2000 * MS;
	budget_refit(&runner);
	assert_int_equal(slot.samples, 900);
}

static void later_rounds_are_left_alone(void **state)
{
	struct slot slot;
	struct run_settings settings;
	struct runner runner = a_runner(&slot, &settings);

	(void)state;
	runner.run->rounds = SCHEDULE_LAUNCHES_MIN;
	runner.round_ns = 2000 * MS;
	budget_refit(&runner);
	assert_int_equal(slot.samples, 900);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_expected_changes_nothing),
		cmocka_unit_test(slower_rounds_are_shortened),
		cmocka_unit_test(a_run_of_so_many_samples_keeps_them),
		cmocka_unit_test(later_rounds_are_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
