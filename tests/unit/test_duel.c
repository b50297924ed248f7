/* test_duel: the comparison of two cases from the launches of a run, and the stop rule. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "near.h"
#include "procbench/run/duel.h"

#define LAUNCHES_MAX 400

struct made {
	struct run run;
	struct run_case cases[2];
	struct run_launch launches[2][LAUNCHES_MAX];
};

static struct made *empty(void)
{
	struct made *made = calloc(1, sizeof(*made));

	assert_non_null(made);
	made->run.cases = made->cases;
	made->run.case_count = 2;
	for (int i = 0; i < 2; i++)
		made->cases[i].launches = made->launches[i];
	return made;
}

static void add(struct made *made, int number, uint64_t round, double median_ns)
{
	struct run_case *item = &made->cases[number];

	item->launches[item->launch_count] = (struct run_launch){.round = round};
	item->launches[item->launch_count++].span_ns[SPAN_TOTAL] = median_ns;
	if (made->run.rounds <= round)
		made->run.rounds = round + 1;
}

static size_t ratios_of(const struct made *made, double *first, size_t room)
{
	struct error error = {0};
	struct duel_blocks blocks = {0};
	size_t n;

	assert_int_equal(duel_read(&made->run, &blocks, &error), 0);
	n = blocks.count;
	for (size_t i = 0; i < n && i < room; i++)
		first[i] = blocks.log_ratios[i];
	duel_free(&blocks);
	return n;
}

/* In the same blocks, and of the same sign as the ratio of each. */
static void differences_come_from_the_same_blocks(void **state)
{
	struct made *made = empty();
	struct duel_blocks blocks = {0};
	struct error error = {0};

	(void)state;
	for (uint64_t round = 0; round < 4; round++) {
		add(made, 0, round, 100 + (double)round);
		add(made, 1, round, 160 + (double)round * 3);
	}
	assert_int_equal(duel_read(&made->run, &blocks, &error), 0);
	assert_int_equal(blocks.count, 2);
	assert_near(blocks.differences_ns[0], 61, 1e-9); /* of 60 and 62 */
	assert_near(blocks.differences_ns[1], 65, 1e-9);
	duel_free(&blocks);
	free(made);
}

/* A at t0 and t3, B at t1 and t2: what rises steadily favours neither. */
static void a_drift_cancels_within_a_block(void **state)
{
	struct made *made = empty();
	double ratio;

	(void)state;
	add(made, 0, 0, 100);
	add(made, 1, 0, 100 * 1.1 * 2);
	add(made, 1, 1, 100 * 1.1 * 1.1 * 2);
	add(made, 0, 1, 100 * 1.1 * 1.1 * 1.1);
	assert_int_equal(ratios_of(made, &ratio, 1), 1);
	assert_near(ratio, log(2), 1e-12);
	free(made);
}

static void only_whole_blocks_count(void **state)
{
	struct made *made = empty();
	double ratios[4];

	(void)state;
	for (uint64_t round = 0; round < 7; round++) {
		if (round != 2) /* lost */
			add(made, 0, round, 100);
		add(made, 1, round, round == 5 ? NAN : 100 * (double)(round + 1));
	}
	/* rounds 0 and 1; 2 was lost, 5 had no success, 6 has no partner */
	assert_int_equal(ratios_of(made, ratios, 4), 1);
	assert_near(ratios[0], log(2) / 2, 1e-12);
	free(made);
}

static void a_run_without_rounds_says_nothing(void **state)
{
	struct made *made = empty();

	(void)state;
	assert_int_equal(ratios_of(made, NULL, 0), 0);
	free(made);
}

/* `blocks` of which the log ratios alternate between spread and -spread. */
static struct made *spread_run(uint64_t blocks, double spread)
{
	struct made *made = empty();

	for (uint64_t round = 0; round < 2 * blocks; round++) {
		add(made, 0, round, 1000);
		add(made, 1, round, 1000 * exp(round / 2 % 2 ? spread : -spread));
	}
	return made;
}

static bool is_enough(uint64_t blocks, double spread, double margin)
{
	struct made *made = spread_run(blocks, spread);
	bool enough = duel_is_enough(&margin, &made->run);

	free(made);
	return enough;
}

static void the_width_decides(void **state)
{
	(void)state;
	assert_true(is_enough(DUEL_PAIRS_MIN, 0.0001, 0.01));
	assert_false(is_enough(DUEL_PAIRS_MIN, 0.1, 0.01));
	assert_true(is_enough(DUEL_PAIRS_MIN, 0.1, 0.9));
	assert_false(is_enough(DUEL_PAIRS_MIN, 0.0001, 0));
	assert_false(is_enough(DUEL_PAIRS_MIN - 1, 0.0001, 0.01));
	assert_false(is_enough(0, 0, 0.01));
}

/* The same widths around another centre: the estimate does not influence the stop rule. */
static void the_difference_does_not_decide(void **state)
{
	static const double centres[] = {0.5, 0.99, 1.005, 1.01, 1.015, 2};

	(void)state;
	for (size_t i = 0; i < sizeof(centres) / sizeof(centres[0]); i++) {
		struct made *narrow = spread_run(DUEL_PAIRS_MIN, 0.0001);
		struct made *wide = spread_run(DUEL_PAIRS_MIN, 0.1);
		double margin = 0.01;

		for (size_t k = 0; k < narrow->cases[1].launch_count; k++) {
			narrow->launches[1][k].span_ns[SPAN_TOTAL] *= centres[i];
			wide->launches[1][k].span_ns[SPAN_TOTAL] *= centres[i];
		}
		assert_true(duel_is_enough(&margin, &narrow->run));
		assert_false(duel_is_enough(&margin, &wide->run));
		free(narrow);
		free(wide);
	}
}

static void it_is_asked_after_whole_blocks_only(void **state)
{
	struct made *made = spread_run(DUEL_PAIRS_MIN, 0.0001);
	double margin = 0.01;

	(void)state;
	made->run.rounds--;
	assert_false(duel_is_enough(&margin, &made->run));
	free(made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_drift_cancels_within_a_block),
		cmocka_unit_test(differences_come_from_the_same_blocks),
		cmocka_unit_test(only_whole_blocks_count),
		cmocka_unit_test(a_run_without_rounds_says_nothing),
		cmocka_unit_test(the_width_decides),
		cmocka_unit_test(the_difference_does_not_decide),
		cmocka_unit_test(it_is_asked_after_whole_blocks_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
