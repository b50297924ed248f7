/* test_budget: when a run is ended at the latest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/run/runner.h"

#include "procbench/sys/clock.h"

#define SECOND_NS UINT64_C(1000000000)

static struct run_case item;
static struct run run = {.cases = &item, .case_count = 1};
static struct plan_case planned;
static struct plan plan = {.cases = &planned, .count = 1};

/* Seconds from the start to the deadline of a run whose round takes that long. */
static double deadline_s(const struct run_settings *settings, double round_s)
{
	struct slot slot = {.samples = 1, .sample_ns = 0, .rest_ns = round_s * SECOND_NS};
	struct runner runner = {
		.run = &run,
		.plan = &plan,
		.settings = settings,
		.slots = &slot,
		.slot_count = 1,
		.start_ns = clock_now_ns(),
	};
	uint64_t deadline;

	planned.keys.number[KEY_PARALLEL] = planned.keys.number[KEY_SPAWNERS] = 1;
	deadline = budget_deadline_ns(&runner);
	return deadline ? (double)(deadline - runner.start_ns) / SECOND_NS : 0;
}

static void a_run_without_time_ends(void **state)
{
	const struct run_settings settings = {.time_ns = 10 * SECOND_NS,
					      .time_most_ns = 60 * SECOND_NS};
	double slow = deadline_s(&settings, 100);

	(void)state;
	assert_true(deadline_s(&settings, 1) == 600);
	assert_true(slow >= 1000 && slow < 1100);
}

static void time_that_was_given_is_kept(void **state)
{
	const struct run_settings settings = {.time_ns = 2 * SECOND_NS, .hard_ns = 3 * SECOND_NS};

	(void)state;
	assert_true(deadline_s(&settings, 100) == 3);
}

static void a_number_of_samples_is_taken(void **state)
{
	const struct run_settings settings = {.iters = 6, .time_ns = 10 * SECOND_NS};

	(void)state;
	assert_true(deadline_s(&settings, 100) == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_run_without_time_ends),
		cmocka_unit_test(time_that_was_given_is_kept),
		cmocka_unit_test(a_number_of_samples_is_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
