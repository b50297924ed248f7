/*
 * test_reduce: the fate of the samples of a launch. Arenas are written by hand; expected
 * figures are worked out by hand.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/run/reduce.h"
#include "near.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

#define START 1000000000 /* ns: when a sample starts, where nothing else is said */

/* ---- an arena, written down ---- */

/* One launch as its subject leaves it. Start from arena_open(), end with arena_close(). */
struct arena {
	struct plan_case item;
	struct launch launch;
	struct launch_subject subject;
	struct arena_header *header;
	struct arena_sample *samples;
	size_t bytes;
};

static void arena_open(struct arena *arena, const char *spec, bool stamped, uint64_t samples)
{
	int fd = memfd_create("arena", MFD_CLOEXEC);
	char *map;

	*arena = (struct arena){.item = {.spec = strdup(spec)},
				.bytes = ARENA_SAMPLES_AT + samples * sizeof(*arena->samples)};
	assert_true(fd >= 0);
	assert_int_equal(ftruncate(fd, (off_t)arena->bytes), 0);
	map = mmap(NULL, arena->bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	assert_true(map != MAP_FAILED);
	arena->header = (struct arena_header *)map;
	arena->samples = (struct arena_sample *)(map + ARENA_SAMPLES_AT);
	arena->subject = (struct launch_subject){
		.samples = samples, .arena_fd = fd, .header = arena->header};
	arena->header->spawner_count = 1;
	arena->header->spawners[0].count = samples;
	arena->launch = (struct launch){.item = &arena->item,
					.stamped = stamped,
					.samples = samples,
					.subjects = &arena->subject,
					.subject_count = 1};
	for (uint64_t i = 0; i < samples; i++)
		arena->samples[i].start_ns = arena->samples[i].returned_ns =
			arena->samples[i].reaped_ns = START;
}

static void arena_close(struct arena *arena)
{
	munmap(arena->header, arena->bytes);
	close(arena->subject.arena_fd);
	free(arena->item.spec);
}

/* A sample that took that long; stamps are as raw as the child leaves them, 0: not taken. */
static void set_sample(struct arena *arena, uint64_t i, uint64_t call_ns, uint64_t total_ns)
{
	arena->samples[i].returned_ns = START + call_ns;
	arena->samples[i].reaped_ns = START + total_ns;
}

static void set_stamps(struct arena *arena, uint64_t i, uint64_t child, uint64_t image)
{
	arena->samples[i].child = child;
	arena->samples[i].image = image;
}

static void set_outcome(struct arena *arena, uint64_t i, enum arena_outcome outcome, uint16_t value)
{
	arena->samples[i].outcome = (uint16_t)outcome;
	arena->samples[i].value = value;
}

/* ---- what it is reduced to ---- */

static struct reducer reducer;
static struct run_case into;
static struct run_launch record;

static int forget_all(void **state)
{
	(void)state;
	reducer_free(&reducer);
	for (int span = 0; span < SPAN_COUNT; span++)
		tally_free(&into.spans[span]);
	free(into.launches);
	free(into.failures);
	reducer = (struct reducer){0};
	into = (struct run_case){0};
	record = (struct run_launch){0};
	return 0;
}

static int try_reduce(struct arena *arena, struct error *error)
{
	*error = (struct error){0};
	record = (struct run_launch){.stamped = arena->launch.stamped};
	return reduce_launch(&reducer, &arena->launch, &into, &record, error);
}

static void reduce(struct arena *arena)
{
	struct error error;

	if (try_reduce(arena, &error) != 0)
		fail_msg("%s", error.text);
	assert_int_equal(error.code, 0);
}

static void reduce_and_close(struct arena *arena)
{
	reduce(arena);
	arena_close(arena);
}

/* How many values the case has of each span. */
static void check_counts(uint64_t total, uint64_t call, uint64_t start, uint64_t exec,
			 uint64_t reap)
{
	assert_int_equal(into.spans[SPAN_TOTAL].count, total);
	assert_int_equal(into.spans[SPAN_CALL].count, call);
	assert_int_equal(into.spans[SPAN_START].count, start);
	assert_int_equal(into.spans[SPAN_EXEC].count, exec);
	assert_int_equal(into.spans[SPAN_MAIN].count, 0);
	assert_int_equal(into.spans[SPAN_REAP].count, reap);
}

/* ---- medians ---- */

static void the_medians_of_a_launch_are_exact(void **state)
{
	static const struct {
		uint64_t count;
		uint64_t call_ns[5];
		uint64_t total_ns[5];
		double call, total, reap;
	} rows[] = {
		{1, {10}, {30}, 10, 30, 20},
		{2, {10, 20}, {100, 301}, 15, 200.5, 185.5},
		{3, {5, 1, 3}, {50, 90, 10}, 3, 50, 45},
		{4, {4, 2, 8, 6}, {40, 10, 30, 20}, 5, 25, 18},
		{5, {0, 0, 0, 0, 9}, {7, 7, 7, 7, 70007}, 0, 7, 7},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena;

		arena_open(&arena, "fork", false, rows[i].count);
		for (uint64_t k = 0; k < rows[i].count; k++)
			set_sample(&arena, k, rows[i].call_ns[k], rows[i].total_ns[k]);
		reduce_and_close(&arena);
		assert_same(record.span_ns[SPAN_CALL], rows[i].call);
		assert_same(record.span_ns[SPAN_TOTAL], rows[i].total);
		assert_same(record.span_ns[SPAN_REAP], rows[i].reap);
		assert_int_equal(record.samples, rows[i].count);
	}
}

/* Times of a machine that is up for long, to the nanosecond. */
static void late_starts_lose_no_nanosecond(void **state)
{
	const uint64_t start_ns = UINT64_C(1) << 62;
	struct arena arena;

	(void)state;
	arena_open(&arena, "fork", false, 1);
	arena.samples[0].start_ns = start_ns;
	arena.samples[0].returned_ns = start_ns + 12345;
	arena.samples[0].reaped_ns = start_ns + 67891;
	reduce_and_close(&arena);
	assert_same(record.span_ns[SPAN_CALL], 12345);
	assert_same(record.span_ns[SPAN_TOTAL], 67891);
	assert_same(record.span_ns[SPAN_REAP], 67891 - 12345);
}

static void a_launch_without_samples_has_no_medians(void **state)
{
	struct arena arena;

	(void)state;
	arena_open(&arena, "fork", false, 0);
	reduce_and_close(&arena);
	for (int span = 0; span < SPAN_COUNT; span++)
		assert_same(record.span_ns[span], NAN);
	assert_int_equal(into.launch_count, 1);
	check_counts(0, 0, 0, 0, 0);
}

static void launches_are_kept_in_order(void **state)
{
	(void)state;
	for (uint64_t i = 0; i < 3; i++) {
		struct error error = {0};
		struct arena arena;

		arena_open(&arena, "fork", i == 1, 2 + i);
		for (uint64_t k = 0; k < 2 + i; k++)
			set_sample(&arena, k, 1, 100 * (i + 1));
		record = (struct run_launch){.round = 7 + i, .order = 3 - i, .stamped = i == 1};
		assert_int_equal(reduce_launch(&reducer, &arena.launch, &into, &record, &error), 0);
		arena_close(&arena);
	}
	assert_int_equal(into.launch_count, 3);
	for (uint64_t i = 0; i < 3; i++) {
		assert_int_equal(into.launches[i].round, 7 + i);
		assert_int_equal(into.launches[i].order, 3 - i);
		assert_int_equal(into.launches[i].samples, 2 + i);
		assert_int_equal(into.launches[i].failed, 0);
		assert_int_equal(into.launches[i].stamped, i == 1);
		assert_same(into.launches[i].span_ns[SPAN_TOTAL], 100 * ((double)i + 1));
	}
	assert_int_equal(into.samples, 2 + 3 + 4);
}

/* The launch's medians are of it alone, the case's tallies of all. */
static void the_case_has_the_samples_of_all_its_launches(void **state)
{
	struct arena arena;

	(void)state;
	arena_open(&arena, "fork", false, 3);
	for (uint64_t i = 0; i < 3; i++)
		set_sample(&arena, i, 0, 1000 + i);
	reduce_and_close(&arena);
	arena_open(&arena, "fork", false, 2);
	for (uint64_t i = 0; i < 2; i++)
		set_sample(&arena, i, 0, 10 + i);
	reduce_and_close(&arena);
	assert_same(into.launches[0].span_ns[SPAN_TOTAL], 1001);
	assert_same(into.launches[1].span_ns[SPAN_TOTAL], 10.5);
	check_counts(5, 5, 0, 0, 5);
	assert_same(tally_quantile(&into.spans[SPAN_TOTAL], 0.5), 1000);
	assert_int_equal(into.spans[SPAN_TOTAL].min, 10);
	assert_int_equal(into.spans[SPAN_TOTAL].max, 1002);
}

/* ---- spans ---- */

/* Whatever lies in the stamps: nobody asked for them. */
static void an_unstamped_launch_has_total_call_and_reap(void **state)
{
	struct arena arena;

	(void)state;
	arena_open(&arena, "fork", false, 1);
	set_sample(&arena, 0, 20, 50);
	set_stamps(&arena, 0, START + 10, START + 15);
	reduce_and_close(&arena);
	check_counts(1, 1, 0, 0, 1);
	assert_same(record.span_ns[SPAN_TOTAL], 50);
	assert_same(record.span_ns[SPAN_CALL], 20);
	assert_same(record.span_ns[SPAN_REAP], 30);
	for (int span = 0; span < SPAN_COUNT; span++)
		if (span_table[span].child_side)
			assert_same(record.span_ns[span], NAN);
}

/* Its own total is kept for the probe effect, but is none of the case's. */
static void a_stamped_launch_adds_only_what_its_child_times(void **state)
{
	struct arena arena;

	(void)state;
	arena_open(&arena, "fork", true, 1);
	set_sample(&arena, 0, 20, 50);
	set_stamps(&arena, 0, START + 10, START + 15);
	reduce_and_close(&arena);
	check_counts(0, 0, 1, 1, 0);
	assert_same(record.span_ns[SPAN_TOTAL], 50);
	assert_same(record.span_ns[SPAN_CALL], 20);
	assert_same(record.span_ns[SPAN_REAP], 30);
	assert_same(record.span_ns[SPAN_START], 10);
	assert_same(record.span_ns[SPAN_EXEC], 15);
	assert_same(record.span_ns[SPAN_MAIN], NAN);
	assert_int_equal(into.samples, 1);
	assert_int_equal(into.spans[SPAN_START].max, 10);
	assert_int_equal(into.spans[SPAN_EXEC].max, 15);
}

static void a_stamp_that_was_not_taken_is_no_span(void **state)
{
	struct arena arena;

	(void)state;
	arena_open(&arena, "posix_spawn", true, 3);
	for (uint64_t i = 0; i < 3; i++) {
		set_sample(&arena, i, 20, 50);
		set_stamps(&arena, i, 0, i == 1 ? 0 : START + 30 + i);
	}
	reduce_and_close(&arena);
	check_counts(0, 0, 0, 2, 0);
	assert_same(record.span_ns[SPAN_START], NAN);
	assert_same(record.span_ns[SPAN_EXEC], 31);
	assert_int_equal(record.samples, 3);
}

/* ---- the two kinds of stamps ---- */

#define LONG_UP ((UINT64_C(1) << 61) + 1) /* more than a double tells apart */

static const struct stamp {
	struct clock_pair earlier, later;
	uint64_t start_ns;
	uint64_t stamp;
	double as_counter; /* the span in ns, by the two pairs */
	double as_clock;   /* the span in ns, the stamp being one */
} stamps[] = {
	/* two ticks a nanosecond */
	{{1000, 5000}, {3000, 6000}, 5100, 1400, 100, 0},
	{{1000, 5000}, {3000, 6000}, 5000, 3000, 1000, 0},
	{{1000, 5000}, {3000, 6000}, 5000, 1000, 0, 0},
	/* four nanoseconds a tick */
	{{500, 2000}, {1500, 6000}, 2000, 750, 1000, 0},
	{{500, 2000}, {1500, 6000}, 2400, 2500, 7600, 100}, /* behind the later pair */
	{{500, 2000}, {1500, 6000}, 1000, 450, 800, 0},     /* before the earlier one */
	/* one for one, from another origin */
	{{1000000, 0}, {2000000, 1000000}, 10, 1000510, 500, 1000500},
	/* a counter that has run for long, of which only the difference matters */
	{{UINT64_MAX - 999, 5000}, {UINT64_MAX, 5999}, 5000, UINT64_MAX - 899, 100, NAN},
	/* a stamp before START is 0, by however much: the conversion errs */
	{{1000, 5000}, {3000, 6000}, 5101, 1200, 0, 0},
	{{1000, 5000}, {3000, 6000}, 900000, 1200, 0, 0},
	{{1000, 1000}, {2000, 2000}, 1500, 1499, 0, 0},
	{{1000, 1000}, {2000, 2000}, 1500, 1500, 0, 0},
	{{1000, 1000}, {2000, 2000}, 1500, 1501, 1, 1},
	/* a machine that has been up for a century: single nanoseconds still count */
	{{1000, LONG_UP}, {3000, LONG_UP + 1000}, LONG_UP + 200, 2001, 301, NAN},
};

/* The medians of a launch of one sample with that stamp, the child's and the image's. */
static void check_stamp(const struct stamp *stamp, bool counter, double expected)
{
	struct arena arena;

	arena_open(&arena, "fork:exec=tiny", true, 1);
	arena.header->pairs[0] = stamp->earlier;
	arena.header->pairs[1] = stamp->later;
	arena.samples[0].start_ns = stamp->start_ns;
	arena.samples[0].returned_ns = arena.samples[0].reaped_ns = stamp->start_ns + 10;
	set_stamps(&arena, 0, stamp->stamp, stamp->stamp);
	reducer.counter = counter;
	reduce_and_close(&arena);
	assert_same(record.span_ns[SPAN_START], expected);
	assert_same(record.span_ns[SPAN_EXEC], expected);
	assert_same(record.span_ns[SPAN_TOTAL], 10); /* the parent's stamps are of the clock */
}

static void counter_stamps_are_converted_by_the_two_pairs(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(stamps); i++)
		check_stamp(&stamps[i], true, stamps[i].as_counter);
}

static void clock_stamps_are_taken_as_they_are(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(stamps); i++)
		if (!isnan(stamps[i].as_clock))
			check_stamp(&stamps[i], false, stamps[i].as_clock);
}

static void a_long_uptime_costs_no_nanosecond(void **state)
{
	struct stamp stamp = {.start_ns = LONG_UP, .stamp = LONG_UP + 20001};

	(void)state;
	check_stamp(&stamp, false, 20001);
}

/* Then nothing is known of the counter's rate. */
static void two_equal_pairs_measure_nothing(void **state)
{
	struct stamp stamp = {{1000, 5000}, {1000, 5000}, 5000, 2000, 0, 0};

	(void)state;
	check_stamp(&stamp, true, NAN);
}

/* A span of 0 was measured all the same. */
static void a_stamp_before_the_start_counts_as_0(void **state)
{
	struct arena arena;

	(void)state;
	arena_open(&arena, "fork", true, 3);
	set_stamps(&arena, 0, START - 5, START - 1);
	set_stamps(&arena, 1, 1, START);
	set_stamps(&arena, 2, START + 9, START + 1);
	reduce_and_close(&arena);
	check_counts(0, 0, 3, 3, 0);
	assert_int_equal(into.spans[SPAN_START].max, 9);
	assert_same(record.span_ns[SPAN_START], 0);
	assert_int_equal(into.spans[SPAN_EXEC].max, 1);
	assert_same(record.span_ns[SPAN_EXEC], 0);
}

/* ---- failures ---- */

static void failures_are_counted_by_outcome_and_value(void **state)
{
	static const struct {
		enum arena_outcome outcome;
		uint16_t value;
	} ends[] = {
		{ARENA_ERRNO, EAGAIN}, {ARENA_EXIT, 3},       {ARENA_ERRNO, ENOMEM},
		{ARENA_OK, 0},         {ARENA_ERRNO, EAGAIN}, {ARENA_SIGNAL, 3},
		{ARENA_TIMEOUT, 0},    {ARENA_EXIT, 3},       {ARENA_WAIT, ECHILD},
		{ARENA_ERRNO, EAGAIN}, {ARENA_OK, 0},
	};
	static const struct run_failure expected[] = {
		{ARENA_ERRNO, EAGAIN, 3}, {ARENA_EXIT, 3, 2},    {ARENA_ERRNO, ENOMEM, 1},
		{ARENA_SIGNAL, 3, 1},     {ARENA_TIMEOUT, 0, 1}, {ARENA_WAIT, ECHILD, 1},
	};
	struct arena arena;

	(void)state;
	arena_open(&arena, "fork", false, LENGTH(ends));
	for (size_t i = 0; i < LENGTH(ends); i++)
		set_outcome(&arena, i, ends[i].outcome, ends[i].value);
	reduce_and_close(&arena);
	assert_int_equal(into.failure_count, LENGTH(expected));
	for (size_t i = 0; i < LENGTH(expected); i++) {
		assert_int_equal(into.failures[i].outcome, expected[i].outcome);
		assert_int_equal(into.failures[i].value, expected[i].value);
		assert_int_equal(into.failures[i].count, expected[i].count);
	}
	assert_int_equal(into.failed, 9);
	assert_int_equal(into.samples, 2);
}

/* However long they took, and whatever they stamped. */
static void failed_samples_are_in_no_tally(void **state)
{
	struct arena arena;

	(void)state;
	for (int stamped = 0; stamped <= 1; stamped++) {
		arena_open(&arena, "fork", stamped, 3);
		for (uint64_t i = 0; i < 3; i++) {
			set_sample(&arena, i, 20, i == 1 ? 50 : 5000000);
			set_stamps(&arena, i, START + (i == 1 ? 3 : 70000),
				   START + (i == 1 ? 4 : 80000));
		}
		set_outcome(&arena, 0, ARENA_TIMEOUT, 0);
		set_outcome(&arena, 2, ARENA_EXIT, 1);
		reduce_and_close(&arena);
		assert_same(record.span_ns[SPAN_TOTAL], 50);
		assert_same(record.span_ns[SPAN_START], stamped ? 3 : NAN);
		assert_same(record.span_ns[SPAN_EXEC], stamped ? 4 : NAN);
		assert_int_equal(record.samples, 1);
		assert_int_equal(record.failed, 2);
	}
	check_counts(1, 1, 1, 1, 1);
	assert_int_equal(into.samples, 2);
	assert_int_equal(into.failed, 4);
	assert_int_equal(into.failure_count, 2);
}

static void a_launch_of_failures_has_no_medians(void **state)
{
	struct arena arena;

	(void)state;
	arena_open(&arena, "fork", false, 2);
	set_outcome(&arena, 0, ARENA_ERRNO, EAGAIN);
	set_outcome(&arena, 1, ARENA_ERRNO, EAGAIN);
	reduce_and_close(&arena);
	for (int span = 0; span < SPAN_COUNT; span++)
		assert_same(into.launches[0].span_ns[span], NAN);
	assert_int_equal(into.launches[0].samples, 0);
	assert_int_equal(into.launches[0].failed, 2);
}

/* ---- the first sample ---- */

static void the_first_sample_is_kept_unless_it_failed(void **state)
{
	struct arena arena;

	(void)state;
	for (int fails = 0; fails <= 1; fails++) {
		arena_open(&arena, "fork", false, 3);
		for (uint64_t i = 0; i < 3; i++)
			set_sample(&arena, i, 10, 100 * (i + 1));
		if (fails)
			set_outcome(&arena, 0, ARENA_ERRNO, 11);
		reduce_and_close(&arena);
	}
	assert_near(into.launches[0].first_ns, 100, 0);
	assert_near(into.launches[1].first_ns, 0, 0);
}

/* ---- page faults ---- */

/* A case's from unstamped launches, a launch's own from its own; unknown ones in neither. */
static void cpu_time_is_summed_where_it_is_known(void **state)
{
	struct arena arena;

	(void)state;
	for (int stamped = 0; stamped <= 1; stamped++) {
		arena_open(&arena, "fork", stamped, 3);
		for (uint64_t i = 0; i < 3; i++) {
			arena.samples[i].minor_faults = i == 1 ? ARENA_FAULTS_UNKNOWN : 5;
			arena.samples[i].user_us = 10 * ((uint32_t)i + 1);
			arena.samples[i].major_faults = 2;
			arena.samples[i].max_rss_kib = 100 * ((uint32_t)i + 1);
			arena.samples[i].voluntary_switches = 3;
			arena.samples[i].involuntary_switches = (uint32_t)i;
			arena.samples[i].system_us = 1;
		}
		reduce_and_close(&arena);
	}
	assert_int_equal(into.user_us, 40);
	/* of the first and the third */
	assert_int_equal(into.major_faults, 4);
	assert_int_equal(into.max_rss_kib, 400);
	assert_int_equal(into.voluntary_switches, 6);
	assert_int_equal(into.involuntary_switches, 2);
	assert_int_equal(into.system_us, 2);
	assert_int_equal(into.faults_known, 2);
	for (int i = 0; i <= 1; i++) {
		assert_int_equal(into.launches[i].cpu_us, 42);
		assert_int_equal(into.launches[i].cpu_known, 2);
	}
}

static void faults_are_those_of_unstamped_samples_that_succeeded(void **state)
{
	struct arena arena;

	(void)state;
	for (int stamped = 0; stamped <= 1; stamped++) {
		arena_open(&arena, "fork", stamped, 3);
		for (uint64_t i = 0; i < 3; i++)
			arena.samples[i].minor_faults = i == 2 ? UINT32_MAX - 1 : 30 + (uint32_t)i;
		set_outcome(&arena, 1, ARENA_EXIT, 1);
		reduce_and_close(&arena);
		assert_true(into.minor_faults == 30 + (uint64_t)UINT32_MAX - 1);
		assert_int_equal(into.faults_known, 2);
	}
}

/* What reaping did not ask for is in no sum, and does not count as 0 either. */
static void unknown_faults_are_left_out(void **state)
{
	struct arena arena;

	(void)state;
	arena_open(&arena, "fork", false, 3);
	for (uint64_t i = 0; i < 3; i++)
		arena.samples[i].minor_faults = i == 1 ? 7 : ARENA_FAULTS_UNKNOWN;
	reduce_and_close(&arena);
	assert_int_equal(into.minor_faults, 7);
	assert_int_equal(into.faults_known, 1);
}

/* The parent's are counted over a launch, whatever became of its samples. */
static void the_parents_faults_are_those_of_unstamped_launches(void **state)
{
	struct arena arena;

	(void)state;
	for (int stamped = 0; stamped <= 1; stamped++) {
		arena_open(&arena, "fork", stamped, 3);
		arena.header->parent_faults = 1200;
		set_outcome(&arena, 1, ARENA_EXIT, 1);
		reduce_and_close(&arena);
		assert_int_equal(into.parent_faults, 1200);
		assert_int_equal(into.parent_samples, 3);
	}
}

/* ---- long launches ---- */

/* Totals of 1 to n in another order: each is seen once, whatever the pieces it is read in. */
static void launches_of_any_length_are_read_once(void **state)
{
	static const uint64_t lengths[] = {1, 511, 512, 513, 1023, 1024, 1025, 5000};

	(void)state;
	for (size_t i = 0; i < LENGTH(lengths); i++) {
		uint64_t n = lengths[i];
		struct arena arena;

		arena_open(&arena, "fork", false, n);
		for (uint64_t k = 0; k < n; k++)
			set_sample(&arena, k, 0, k % 2 ? n - k / 2 : 1 + k / 2);
		reduce_and_close(&arena);
		assert_same(record.span_ns[SPAN_TOTAL], ((double)n + 1) / 2);
		assert_int_equal(record.samples, n);
		check_counts(n, n, 0, 0, n);
		assert_int_equal(into.spans[SPAN_TOTAL].min, 1);
		assert_int_equal(into.spans[SPAN_TOTAL].max, n);
		assert_near(into.spans[SPAN_TOTAL].mean, ((double)n + 1) / 2, 1e-6);
		forget_all(state);
	}
}

/* ---- an arena that cannot be read ---- */

static void an_arena_that_is_too_short_is_an_error(void **state)
{
	static const struct {
		uint64_t wanted, there;
	} rows[] = {{1, 0}, {10, 9}, {513, 512}, {512, 511}, {2000, 3}};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena;
		struct error error;
		uint64_t kept;

		arena_open(&arena, "fork:rss=1G", false, rows[i].there);
		arena.launch.samples = arena.subject.samples = rows[i].wanted;
		assert_int_equal(try_reduce(&arena, &error), -EIO);
		assert_int_equal(error.code, EIO);
		assert_string_equal(
			error.text,
			"cannot read the samples of 'fork:rss=1G': the arena is truncated");
		/* what was read before is in launches and tallies alike */
		kept = 0;
		for (size_t k = 0; k < into.launch_count; k++)
			kept += into.launches[k].samples + into.launches[k].failed;
		assert_int_equal(kept, into.samples + into.failed);
		arena_close(&arena);
	}
}

/* Even the last byte is missed. */
static void half_a_sample_is_an_error(void **state)
{
	struct arena arena;
	struct error error;

	(void)state;
	arena_open(&arena, "fork", false, 2);
	assert_int_equal(ftruncate(arena.subject.arena_fd, (off_t)arena.bytes - 1), 0);
	assert_int_equal(try_reduce(&arena, &error), -EIO);
	assert_string_equal(error.text,
			    "cannot read the samples of 'fork': the arena is truncated");
	arena_close(&arena);
}

static void an_arena_that_is_not_open_is_an_error(void **state)
{
	struct arena arena;
	struct error error;
	int fd;

	(void)state;
	arena_open(&arena, "vfork", false, 1);
	fd = arena.subject.arena_fd;
	arena.subject.arena_fd = -1;
	assert_int_equal(try_reduce(&arena, &error), -EBADF);
	assert_int_equal(error.code, EBADF);
	assert_non_null(strstr(error.text, "cannot read the samples of 'vfork'"));
	assert_int_equal(into.launch_count, 0);
	arena.subject.arena_fd = fd;
	arena_close(&arena);
}

/* ---- the samples file ---- */

#define HEADER "case,launch,index,total_ns,call_ns,start_ns,exec_ns,main_ns,outcome,stall_ns\r\n"

static struct outfile file;
static int file_fd = -1;

/* A samples file in memory, begun. */
static void open_samples(void)
{
	struct error error = {0};
	char path[32];

	file_fd = memfd_create("samples", MFD_CLOEXEC);
	assert_true(file_fd >= 0);
	snprintf(path, sizeof(path), "/dev/fd/%d", file_fd);
	if (outfile_open(&file, path, &error) != 0)
		fail_msg("%s", error.text);
	reducer.samples = &file;
	assert_int_equal(reduce_begin(&reducer, &error), 0);
}

/* All of it, and no more. */
static void check_samples(const char *expected)
{
	size_t room = strlen(expected) + 2;
	char *content = calloc(1, room);
	struct error error = {0};

	assert_int_equal(outfile_commit(&file, &error), 0);
	assert_true(pread(file_fd, content, room - 1, 0) >= 0);
	assert_string_equal(content, expected);
	free(content);
	close(file_fd);
}

static void samples_begin_with_a_header(void **state)
{
	(void)state;
	open_samples();
	check_samples(HEADER);
}

static void without_a_samples_file_nothing_is_written(void **state)
{
	struct error error = {0};

	(void)state;
	assert_int_equal(reduce_begin(&reducer, &error), 0);
	assert_int_equal(error.code, 0);
}

/* An unstamped launch has no cell of the child's, a stamped one none of the parent's. */
static void each_sample_is_a_row(void **state)
{
	struct arena arena;

	(void)state;
	open_samples();
	arena_open(&arena, "fork:exec=tiny", false, 2);
	set_sample(&arena, 0, 20, 50);
	set_sample(&arena, 1, 0, 123456789012);
	set_stamps(&arena, 0, START + 3, START + 4);
	reduce_and_close(&arena);
	arena_open(&arena, "fork:exec=tiny", true, 3);
	for (uint64_t i = 0; i < 3; i++)
		set_sample(&arena, i, 20, 50);
	set_stamps(&arena, 0, START + 3, START + 4);
	set_stamps(&arena, 1, 0, START + 4);
	set_stamps(&arena, 2, START - 1, 0);
	reduce_and_close(&arena);
	check_samples(HEADER "fork:exec=tiny,0,0,50,20,,,,ok,\r\n"
			     "fork:exec=tiny,0,1,123456789012,0,,,,ok,\r\n"
			     "fork:exec=tiny,1,0,,,3,4,,ok,\r\n"
			     "fork:exec=tiny,1,1,,,,4,,ok,\r\n"
			     "fork:exec=tiny,1,2,,,0,,,ok,\r\n");
}

/* The parent's own, so of unstamped launches. */
static void a_stall_stands_in_the_last_column(void **state)
{
	struct arena arena;

	(void)state;
	open_samples();
	arena_open(&arena, "fork", false, 2);
	for (uint64_t i = 0; i < 2; i++) {
		set_sample(&arena, i, 20, 50);
		arena.samples[i].stall_ns = 7000 + i;
	}
	reduce_and_close(&arena);
	arena_open(&arena, "fork", true, 1);
	set_sample(&arena, 0, 20, 50);
	arena.samples[0].stall_ns = 1;
	reduce_and_close(&arena);
	check_samples(HEADER "fork,0,0,50,20,,,,ok,7000\r\n"
			     "fork,0,1,50,20,,,,ok,7001\r\n"
			     "fork,1,0,,,,,,ok,\r\n");
	assert_int_equal(into.spans[SPAN_STALL].count, 2);
	assert_int_equal(into.spans[SPAN_STALL].max, 7001);
}

static void failed_samples_are_rows_without_times(void **state)
{
	struct arena arena;

	(void)state;
	open_samples();
	for (int stamped = 0; stamped <= 1; stamped++) {
		arena_open(&arena, "fork", stamped, 4);
		for (uint64_t i = 0; i < 4; i++) {
			set_sample(&arena, i, 20, 50);
			set_stamps(&arena, i, START + 3, START + 4);
		}
		set_outcome(&arena, 0, ARENA_ERRNO, EAGAIN);
		set_outcome(&arena, 1, ARENA_EXIT, 3);
		set_outcome(&arena, 2, ARENA_SIGNAL, SIGKILL);
		set_outcome(&arena, 3, ARENA_TIMEOUT, 0);
		reduce_and_close(&arena);
	}
	check_samples(HEADER "fork,0,0,,,,,,EAGAIN,\r\n"
			     "fork,0,1,,,,,,exit 3,\r\n"
			     "fork,0,2,,,,,,SIGKILL,\r\n"
			     "fork,0,3,,,,,,timeout,\r\n"
			     "fork,1,0,,,,,,EAGAIN,\r\n"
			     "fork,1,1,,,,,,exit 3,\r\n"
			     "fork,1,2,,,,,,SIGKILL,\r\n"
			     "fork,1,3,,,,,,timeout,\r\n");
}

static void case_specs_are_quoted_where_they_must(void **state)
{
	static const char *const rows[][2] = {
		{"fork:fds=3,rss=1M", "\"fork:fds=3,rss=1M\""},
		{"fork:exec=/x \"\"", "\"fork:exec=/x \"\"\"\"\""},
		{"fork:exec=/a\nb", "\"fork:exec=/a\nb\""},
		{"fork:exec=/bin/echo a", "fork:exec=/bin/echo a"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		char expected[256];
		struct arena arena;

		open_samples();
		arena_open(&arena, rows[i][0], false, 1);
		set_sample(&arena, 0, 20, 50);
		reduce_and_close(&arena);
		snprintf(expected, sizeof(expected), HEADER "%s,0,0,50,20,,,,ok,\r\n", rows[i][1]);
		check_samples(expected);
		forget_all(state);
	}
}

/* Indexes go on where the next piece begins. */
static void rows_of_a_long_launch_are_numbered_through(void **state)
{
	struct text expected = {0};
	struct arena arena;

	(void)state;
	open_samples();
	text_add(&expected, HEADER);
	arena_open(&arena, "fork", false, 1025);
	for (unsigned i = 0; i < 1025; i++) {
		set_sample(&arena, i, i, 2 * i);
		text_printf(&expected, "fork,0,%u,%u,%u,,,,ok,\r\n", i, 2 * i, i);
	}
	reduce_and_close(&arena);
	check_samples(text_string(&expected));
	text_free(&expected);
}

/* A full disk ends the run, and says so. */
static void a_samples_file_that_cannot_be_written_is_an_error(void **state)
{
	struct error error = {0};
	struct arena arena;

	(void)state;
	assert_int_equal(outfile_open(&file, "/dev/full", &error), 0);
	reducer.samples = &file;
	assert_int_equal(reduce_begin(&reducer, &error), 0);
	arena_open(&arena, "fork", false, 5000); /* more than is kept back */
	assert_int_equal(try_reduce(&arena, &error), -ENOSPC);
	assert_string_equal(error.text, "cannot write '/dev/full': No space left on device");
	assert_int_equal(into.launch_count, 1);
	assert_int_equal(into.launches[0].samples, into.samples);
	arena_close(&arena);
	outfile_abandon(&file);
}

/* ---- several at once ---- */

/* Samples of spawner `k` of a subject, one after the other from `start_ns` on. */
static void set_spawner(struct arena *arena, int k, uint64_t first, uint64_t count,
			uint64_t start_ns, uint64_t each_ns)
{
	arena->header->spawners[k].first = first;
	arena->header->spawners[k].count = count;
	for (uint64_t i = first; i < first + count; i++) {
		arena->samples[i].start_ns = start_ns;
		arena->samples[i].returned_ns = arena->samples[i].reaped_ns = start_ns += each_ns;
	}
}

static void the_rate_of_one_is_over_all_its_samples(void **state)
{
	struct arena arena;

	(void)state;
	arena_open(&arena, "fork", false, 4);
	set_spawner(&arena, 0, 0, 4, START, 250000);
	reduce(&arena);
	assert_near(record.per_second, 4000, 1e-6);
	set_outcome(&arena, 2, ARENA_ERRNO, EAGAIN); /* is no creation, but takes its time */
	reduce(&arena);
	assert_near(record.per_second, 3000, 1e-6);
	arena_close(&arena);
}

/* As often as that is in the long run: each creation with the rest before it. */
static void rests_are_part_of_the_rate(void **state)
{
	struct arena arena;

	(void)state;
	arena_open(&arena, "fork:pause=3", false, 2);
	arena.item.keys.number[KEY_PAUSE] = 3;
	set_spawner(&arena, 0, 0, 1, START, 1000000);
	set_spawner(&arena, 0, 1, 1, START + 4000000, 1000000);
	arena.header->spawners[0].first = 0;
	arena.header->spawners[0].count = 2;
	reduce(&arena);
	assert_near(record.per_second, 250, 1e-6);
	arena_close(&arena);
}

static void the_rate_of_several_is_of_their_common_window(void **state)
{
	struct arena arena;

	(void)state;
	arena_open(&arena, "fork:spawners=2", false, 6);
	arena.header->spawner_count = 2;
	set_spawner(&arena, 0, 0, 4, START, 1000000);           /* ends at 1, 2, 3, 4 ms */
	set_spawner(&arena, 1, 4, 2, START + 1500000, 1000000); /* at 2.5 and 3.5 ms */
	reduce(&arena);
	assert_near(record.per_second, 4 / 0.002, 1e-6); /* two of each within 1.5 to 3.5 ms */
	assert_int_equal(record.samples, 6);
	set_spawner(&arena, 1, 4, 2, START + 9000000, 1000000);
	reduce(&arena);
	assert_same(record.per_second, NAN);
	arena_close(&arena);
}

/* What a subject says of its spawners is not believed beyond its samples. */
static void shares_beyond_the_samples_are_none(void **state)
{
	struct arena arena;

	(void)state;
	arena_open(&arena, "fork", false, 4);
	set_spawner(&arena, 0, 0, 4, START, 250000);
	arena.header->spawner_count = UINT32_MAX;
	arena.header->spawners[1] = (struct arena_spawner){.first = 3, .count = 2};
	arena.header->spawners[2] = (struct arena_spawner){.first = UINT64_MAX, .count = 2};
	arena.header->spawners[3] = (struct arena_spawner){.first = 1, .count = UINT64_MAX};
	reduce(&arena);
	assert_near(record.per_second, 4000, 1e-6);
	arena_close(&arena);
}

/* One record of the samples of all subjects, each converted by its own clock pairs. */
static void the_subjects_of_a_launch_are_one_record(void **state)
{
	struct arena first, second;
	struct launch_subject subjects[2];

	(void)state;
	arena_open(&first, "fork:parallel=2", false, 3);
	arena_open(&second, "fork:parallel=2", false, 2);
	set_spawner(&first, 0, 0, 3, START, 1000000);
	set_spawner(&second, 0, 0, 2, START + 500000, 2000000);
	first.header->parent_faults = 7;
	second.header->parent_faults = 5;
	subjects[0] = first.subject;
	subjects[1] = second.subject;
	first.launch.samples = 5;
	first.launch.subjects = subjects;
	first.launch.subject_count = 2;
	reduce(&first);
	assert_int_equal(into.launch_count, 1);
	assert_int_equal(record.samples, 5);
	assert_same(record.span_ns[SPAN_TOTAL], 1000000);
	assert_int_equal(into.parent_faults, 12);
	assert_int_equal(into.parent_samples, 5);
	/* within 0.5 to 3 ms: a half and two of the first, one and a quarter of the second */
	assert_near(record.per_second, 3.75 / 0.0025, 1e-6);
	arena_close(&first);
	arena_close(&second);
}

#define TEST(name) cmocka_unit_test_teardown(name, forget_all)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_medians_of_a_launch_are_exact),
		TEST(late_starts_lose_no_nanosecond),
		TEST(a_launch_without_samples_has_no_medians),
		TEST(launches_are_kept_in_order),
		TEST(the_case_has_the_samples_of_all_its_launches),
		TEST(an_unstamped_launch_has_total_call_and_reap),
		TEST(a_stamped_launch_adds_only_what_its_child_times),
		TEST(a_stamp_that_was_not_taken_is_no_span),
		TEST(counter_stamps_are_converted_by_the_two_pairs),
		TEST(clock_stamps_are_taken_as_they_are),
		TEST(a_long_uptime_costs_no_nanosecond),
		TEST(two_equal_pairs_measure_nothing),
		TEST(a_stamp_before_the_start_counts_as_0),
		TEST(failures_are_counted_by_outcome_and_value),
		TEST(failed_samples_are_in_no_tally),
		TEST(a_launch_of_failures_has_no_medians),
		TEST(faults_are_those_of_unstamped_samples_that_succeeded),
		TEST(unknown_faults_are_left_out),
		TEST(the_first_sample_is_kept_unless_it_failed),
		TEST(cpu_time_is_summed_where_it_is_known),
		TEST(the_parents_faults_are_those_of_unstamped_launches),
		TEST(launches_of_any_length_are_read_once),
		TEST(an_arena_that_is_too_short_is_an_error),
		TEST(half_a_sample_is_an_error),
		TEST(an_arena_that_is_not_open_is_an_error),
		TEST(the_rate_of_one_is_over_all_its_samples),
		TEST(rests_are_part_of_the_rate),
		TEST(the_rate_of_several_is_of_their_common_window),
		TEST(shares_beyond_the_samples_are_none),
		TEST(the_subjects_of_a_launch_are_one_record),
		TEST(samples_begin_with_a_header),
		TEST(without_a_samples_file_nothing_is_written),
		TEST(each_sample_is_a_row),
		TEST(a_stall_stands_in_the_last_column),
		TEST(failed_samples_are_rows_without_times),
		TEST(case_specs_are_quoted_where_they_must),
		TEST(rows_of_a_long_launch_are_numbered_through),
		TEST(a_samples_file_that_cannot_be_written_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
