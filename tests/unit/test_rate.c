/* test_rate: who creates at the same time, with which samples and where, and how many a second. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/run/concurrency.h"
#include "../../src/run/rate.h"
#include "near.h"

#include "procbench/run/schedule.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* ---- the window ---- */

static void the_window_is_what_all_have_in_common(void **state)
{
	static const struct {
		size_t count;
		uint64_t spans[3][2]; /* first START and last REAPED of each */
		uint64_t from, to;
	} rows[] = {
		{1, {{100, 900}}, 100, 900},
		{2, {{100, 900}, {300, 1200}}, 300, 900},
		{2, {{300, 1200}, {100, 900}}, 300, 900},
		{3, {{100, 900}, {300, 1200}, {200, 500}}, 300, 500},
		{2, {{100, 200}, {300, 400}}, 300, 200},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct rate_window window = rate_window_all;

		for (size_t k = 0; k < rows[i].count; k++)
			rate_narrow(&window, rows[i].spans[k][0], rows[i].spans[k][1]);
		assert_int_equal(window.from_ns, rows[i].from);
		assert_int_equal(window.to_ns, rows[i].to);
	}
}

static void a_sample_counts_by_its_share(void **state)
{
	const struct rate_window window = {1000, 2000};

	(void)state;
	assert_same(rate_share(&window, 900, 999), 0);
	assert_same(rate_share(&window, 900, 1000), 0);
	assert_same(rate_share(&window, 900, 1100), 0.5);
	assert_same(rate_share(&window, 1000, 2000), 1);
	assert_same(rate_share(&window, 1500, 3500), 0.25);
	assert_same(rate_share(&window, 500, 4500), 0.25);
	assert_same(rate_share(&window, 2000, 2100), 0);
	assert_same(rate_share(&window, 2001, 2100), 0);
	assert_same(rate_share(&window, 1500, 1500), 1);
}

/* Targets that sleep as long on each of k parents: k times the rate, however few samples. */
static void sleepers_scale_by_their_number(void **state)
{
	(void)state;
	for (uint64_t k = 1; k <= 8; k *= 2)
		for (uint64_t n = 1; n <= 4; n++) {
			struct rate_window window = rate_window_all;
			double count = 0;

			for (uint64_t i = 0; i < k; i++)
				rate_narrow(&window, 1000 + i, 1000 + i + n * 1000000);
			for (uint64_t i = 0; i < k * n; i++) {
				uint64_t start = 1000 + i / n + i % n * 1000000;

				count += rate_share(&window, start, start + 1000000);
			}
			assert_true(fabs(rate_per_second(&window, count) / (double)k / 1000 - 1) <
				    1e-4);
		}
}

static void the_rate_is_of_a_second(void **state)
{
	const struct rate_window window = {5000000, 7000000}, apart = {300, 200}, point = {7, 7};

	(void)state;
	assert_same(rate_per_second(&window, 30), 15000);
	assert_same(rate_per_second(&window, 0), 0);
	assert_same(rate_per_second(&apart, 3), NAN);
	assert_same(rate_per_second(&point, 3), NAN);
	assert_same(rate_per_second(&rate_window_all, 3), NAN);
}

/* ---- whose samples ---- */

static struct keys load_of(uint64_t parallel, uint64_t spawners, enum key_cpu cpu)
{
	struct keys keys = {0};

	keys.number[KEY_PARALLEL] = parallel;
	keys.number[KEY_SPAWNERS] = spawners;
	keys.number[KEY_CPU] = cpu;
	keys.text[KEY_CPUS] = (char *)"auto";
	return keys;
}

static struct cpus cpus_of(const int *numbers, size_t count)
{
	struct cpus cpus = {{0}};

	for (size_t i = 0; i < count; i++)
		cpus.bits[numbers[i] / 8] |= (unsigned char)(1 << numbers[i] % 8);
	return cpus;
}

static struct arena_header *new_header(uint64_t samples)
{
	struct arena_header *header = aligned_alloc(64, sizeof(*header));

	assert_non_null(header);
	memset(header, 0, sizeof(*header));
	header->samples = samples;
	return header;
}

/* No sample is nobody's or two spawners'; their shares differ by one at most. */
static void each_sample_is_one_spawners(void **state)
{
	static const uint64_t samples[] = {0, 1, 2, 3, 7, 100, 1001};
	const struct cpus cpus = {{3}};

	(void)state;
	for (size_t i = 0; i < LENGTH(samples); i++)
		for (uint64_t count = 1; count <= KEY_SPAWNERS_MAX; count = 2 * count + 1) {
			struct arena_header *header = new_header(samples[i]);
			struct keys keys = load_of(1, count, KEY_CPU_SAME);
			uint64_t next = 0;

			concurrency_place(header, &keys, &cpus, 0);
			assert_int_equal(header->spawner_count, count);
			for (uint64_t k = 0; k < count; k++) {
				assert_int_equal(header->spawners[k].first, next);
				assert_in_range(header->spawners[k].count, samples[i] / count,
						samples[i] / count + (samples[i] % count > 0));
				next += header->spawners[k].count;
			}
			assert_int_equal(next, samples[i]);
			free(header);
		}
}

/* ---- where ---- */

static void cpus_are_picked_from_the_highest_down_and_round(void **state)
{
	static const int numbers[] = {0, 1, 5, 64, 8191};
	static const int order[] = {8191, 64, 5, 1, 0, 8191, 64};
	struct cpus cpus = cpus_of(numbers, LENGTH(numbers)), none = {{0}};

	(void)state;
	for (size_t i = 0; i < LENGTH(order); i++)
		assert_int_equal(cpus_pick(&cpus, i), order[i]);
	assert_int_equal(cpus_pick(&cpus, 5000000000), 8191);
	assert_int_equal(cpus_pick(&none, 0), -1);
	assert_int_equal(cpus_pick(&none, 3), -1);
}

/* Over all subjects, as long as there are CPUs enough, no two spawners share one. */
static void each_spawner_has_the_next_cpu(void **state)
{
	static const int numbers[] = {0, 1, 2, 3, 4, 5};
	struct cpus cpus = cpus_of(numbers, LENGTH(numbers));
	struct keys same = load_of(3, 2, KEY_CPU_SAME), other = load_of(3, 2, KEY_CPU_OTHER),
		    any = load_of(3, 2, KEY_CPU_ANY);

	(void)state;
	for (int subject = 0; subject < 4; subject++)
		for (int spawner = 0; spawner < 2; spawner++) {
			struct arena_header *header = new_header(10);
			const struct arena_spawner *placed = &header->spawners[spawner];
			int cpu = 5 - (2 * subject + spawner) % 6;

			concurrency_place(header, &same, &cpus, (uint64_t)subject);
			assert_int_equal(placed->cpu, cpu);
			assert_int_equal(placed->child_cpu, -1);
			concurrency_place(header, &other, &cpus, (uint64_t)subject);
			assert_int_equal(placed->cpu, cpu);
			assert_int_equal(placed->child_cpu, cpu == 0 ? 5 : cpu - 1);
			concurrency_place(header, &any, &cpus, (uint64_t)subject);
			assert_int_equal(placed->cpu, -1);
			assert_int_equal(placed->child_cpu, -1);
			free(header);
		}
}

static void explicit_cpus_are_taken_in_their_order(void **state)
{
	static const int numbers[] = {0, 1, 2, 3, 4, 5};
	struct cpus cpus = cpus_of(numbers, LENGTH(numbers));
	struct keys keys = load_of(2, 1, KEY_CPU_OTHER);
	struct arena_header *header = new_header(10);

	(void)state;
	keys.text[KEY_CPUS] = (char *)"12+3+70";
	concurrency_place(header, &keys, &cpus, 0);
	assert_int_equal(header->spawners[0].cpu, 12);
	assert_int_equal(header->spawners[0].child_cpu, 3);
	concurrency_place(header, &keys, &cpus, 2);
	assert_int_equal(header->spawners[0].cpu, 70);
	assert_int_equal(header->spawners[0].child_cpu, 12);
	free(header);
}

/* ---- how often ---- */

static void rounds_leave_each_creator_ten_samples(void **state)
{
	static const struct {
		uint64_t samples, rounds, creators, expected;
	} rows[] = {
		{10000, 25, 1, 25}, {60, 25, 1, 25},  {1, 1, 1, 1},       {10000, 25, 4, 25},
		{1000, 25, 4, 25},  {999, 25, 4, 24}, {400, 25, 4, 10},   {39, 25, 4, 1},
		{1, 1, 4, 1},       {0, 25, 4, 1},    {2000, 25, 256, 1},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_int_equal(schedule_rounds(rows[i].samples, rows[i].rounds, rows[i].creators),
				 rows[i].expected);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_window_is_what_all_have_in_common),
		cmocka_unit_test(a_sample_counts_by_its_share),
		cmocka_unit_test(sleepers_scale_by_their_number),
		cmocka_unit_test(the_rate_is_of_a_second),
		cmocka_unit_test(each_sample_is_one_spawners),
		cmocka_unit_test(cpus_are_picked_from_the_highest_down_and_round),
		cmocka_unit_test(each_spawner_has_the_next_cpu),
		cmocka_unit_test(explicit_cpus_are_taken_in_their_order),
		cmocka_unit_test(rounds_leave_each_creator_ten_samples),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
