/* capacity: the first insufficient resource is reported with the numbers; and the needs of keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/shapes/shape_needs.h"
#include "procbench/shapes/shape.h"

#include "procbench/sys/capacity.h"
#include "procbench/sys/numa.h"

#include <errno.h>
#include <string.h>

#define GIB (UINT64_C(1) << 30)

static uint64_t needs[CAPACITY_COUNT], limits[CAPACITY_COUNT];

static int nothing_needed(void **state)
{
	(void)state;
	for (int i = 0; i < CAPACITY_COUNT; i++) {
		needs[i] = 0;
		limits[i] = CAPACITY_UNLIMITED;
	}
	return 0;
}

static void expect_lack(enum capacity_resource resource, const char *text)
{
	struct error error = {0};
	enum capacity_resource lacking = CAPACITY_COUNT;

	assert_int_equal(capacity_judge(needs, limits, &lacking, &error), -ENOMEM);
	assert_int_equal(lacking, resource);
	assert_string_equal(error.text, text);
}

static void what_fits_exactly_fits(void **state)
{
	enum capacity_resource lacking = CAPACITY_COUNT;
	struct error error = {0};

	(void)state;
	assert_int_equal(capacity_judge(needs, limits, &lacking, &error), 0);
	for (int i = 0; i < CAPACITY_COUNT; i++)
		needs[i] = limits[i] = 1000 + (uint64_t)i;
	assert_int_equal(capacity_judge(needs, limits, &lacking, &error), 0);
	for (int i = 0; i < CAPACITY_COUNT; i++) {
		needs[i]++;
		assert_int_equal(capacity_judge(needs, limits, &lacking, &error), -ENOMEM);
		assert_int_equal(lacking, i);
		needs[i]--;
	}
}

static void bytes_are_told_in_units(void **state)
{
	(void)state;
	needs[CAPACITY_MEMORY] = 65 * GIB + GIB / 10;
	limits[CAPACITY_MEMORY] = 20 * GIB + GIB / 10 * 3;
	expect_lack(CAPACITY_MEMORY, "needs 65.1 GiB, 20.3 GiB are available (MemAvailable)");
	needs[CAPACITY_MEMORY] = 1024;
	limits[CAPACITY_MEMORY] = 0;
	expect_lack(CAPACITY_MEMORY, "needs 1.0 KiB, 0.0 KiB are available (MemAvailable)");
	needs[CAPACITY_MEMORY] = UINT64_MAX - 1;
	expect_lack(CAPACITY_MEMORY, "needs 16777216.0 TiB, 0.0 KiB are available (MemAvailable)");
}

static void counts_are_told_as_they_are(void **state)
{
	(void)state;
	needs[CAPACITY_MAPPINGS] = 70064;
	limits[CAPACITY_MAPPINGS] = 65530;
	expect_lack(CAPACITY_MAPPINGS,
		    "needs 70064 mappings, 65530 are allowed (vm.max_map_count)");
	limits[CAPACITY_MAPPINGS] = CAPACITY_UNLIMITED;
	needs[CAPACITY_HUGE_PAGES] = 32;
	limits[CAPACITY_HUGE_PAGES] = 0;
	expect_lack(CAPACITY_HUGE_PAGES, "needs 32 huge pages, 0 are free (vm.nr_hugepages)");
}

static void the_narrower_limit_is_named_first(void **state)
{
	(void)state;
	for (int i = 0; i < CAPACITY_COUNT; i++) {
		needs[i] = 2;
		limits[i] = 1;
	}
	expect_lack(CAPACITY_HUGE_PAGES, "needs 2 huge pages, 1 are free (vm.nr_hugepages)");
}

/* ---- of keys ---- */

static void needs_of(const char *const pairs[][2], size_t count)
{
	struct keys keys;
	struct error error;

	assert_int_equal(keys_init(&keys, &error), 0);
	for (size_t i = 0; i < count; i++) {
		int key = keys_find(pairs[i][0], strlen(pairs[i][0]), &error);

		assert_true(key >= 0);
		assert_int_equal(keys_set(&keys, (enum key)key, pairs[i][1], &error), 0);
	}
	shape_needs(&keys, needs);
	keys_free(&keys);
}

static void keys_add_up(void **state)
{
	static const char *const pairs[][2] = {
		{"rss", "1G"}, {"dontfork", "1G"}, {"locked", "1G"},  {"vmas", "10k"},
		{"fds", "5k"}, {"zombies", "100"}, {"threads", "10"}, {"busy", "2"},
	};

	(void)state;
	needs_of(pairs, 8);
	assert_true(needs[CAPACITY_MEMORY] > 3 * GIB && needs[CAPACITY_MEMORY] < 3 * GIB + GIB / 8);
	assert_int_equal(needs[CAPACITY_CGROUP_MEMORY], needs[CAPACITY_MEMORY]);
	assert_int_equal(needs[CAPACITY_COMMIT], 3 * GIB);
	assert_int_equal(needs[CAPACITY_LOCKED], GIB);
	assert_true(needs[CAPACITY_MAPPINGS] > 10024 && needs[CAPACITY_MAPPINGS] < 10200);
	assert_true(needs[CAPACITY_FILES] > 5000 && needs[CAPACITY_FILES] < 5100);
	assert_true(needs[CAPACITY_TASKS] > 112 && needs[CAPACITY_TASKS] < 130);
	assert_int_equal(needs[CAPACITY_HUGE_PAGES], 0);
}

/* Each parent has a shape of its own; what one process may have stays the same. */
static void parents_at_once_multiply(void **state)
{
	static const char *const one[][2] = {{"rss", "1G"}, {"locked", "1M"}};
	static const char *const four[][2] = {{"rss", "1G"}, {"locked", "1M"}, {"parallel", "4"}};
	uint64_t alone[CAPACITY_COUNT];

	(void)state;
	needs_of(one, 2);
	memcpy(alone, needs, sizeof(alone));
	needs_of(four, 3);
	assert_int_equal(needs[CAPACITY_MEMORY], 4 * alone[CAPACITY_MEMORY]);
	assert_int_equal(needs[CAPACITY_TASKS], 4 * alone[CAPACITY_TASKS]);
	assert_int_equal(needs[CAPACITY_LOCKED], alone[CAPACITY_LOCKED]);
	assert_int_equal(needs[CAPACITY_FILES], alone[CAPACITY_FILES]);
}

/* Sums and products of extreme user values saturate. */
static void nothing_wraps(void **state)
{
	static const char *const pairs[][2] = {{"rss", "17179869183G"},
					       {"vmas", "18446744073709M"},
					       {"threads", "18446744073709M"},
					       {"touch", "18446744073709M"},
					       {"parallel", "64"}};

	(void)state;
	needs_of(pairs, 5);
	assert_true(needs[CAPACITY_MEMORY] > UINT64_MAX / 2);
	assert_true(needs[CAPACITY_MAPPINGS] > UINT64_MAX / 2);
	assert_true(needs[CAPACITY_TASKS] > UINT64_MAX / 2);
}

/* A limit of this machine is a number that something fits into. */
static void this_machine_has_room(void **state)
{
	struct error error = {0};
	struct keys keys;

	(void)state;
	capacity_limits(limits, NULL);
	assert_true(limits[CAPACITY_MEMORY] > 1 << 20);
	assert_true(limits[CAPACITY_CGROUP_MEMORY] > 1 << 20);
	assert_true(limits[CAPACITY_MAPPINGS] > 100);
	assert_true(limits[CAPACITY_FILES] > 20);
	assert_int_equal(keys_init(&keys, &error), 0);
	assert_int_equal(shape_fits(&keys, 0, &error), 0);
	assert_int_equal(shape_fits(&keys, UINT64_MAX / 2, &error), -ENOMEM);
	assert_non_null(strstr(error.text, "needs 8388608.0 TiB, "));
	assert_int_equal(keys_set(&keys, KEY_VMAS, "1000000M", &error), 0);
	assert_int_equal(shape_fits(&keys, 0, &error), -ENOMEM);
	assert_non_null(strstr(error.text, "vmas=1000G: needs 1000000000064 mappings, "));
	keys_free(&keys);
}

/* The node that a case is bound to limits it before the machine does. */
static void a_node_has_room_of_its_own(void **state)
{
	struct error error = {0};
	struct keys keys;
	uint64_t node = numa_free_bytes(0);

	(void)state;
	assert_int_equal(numa_free_bytes(NUMA_NODES_MAX), UINT64_MAX);
	assert_true(node > 1 << 20);
	assert_int_equal(keys_init(&keys, &error), 0);
	assert_int_equal(keys_set(&keys, KEY_RSS, "1000T", &error), 0);
	assert_int_equal(shape_fits(&keys, 0, &error), -ENOMEM);
	assert_null(strstr(error.text, "NUMA"));
	assert_int_equal(keys_set(&keys, KEY_NUMA, "bind:0", &error), 0);
	assert_int_equal(shape_fits(&keys, 0, &error), -ENOMEM);
	if (node != UINT64_MAX) {
		assert_non_null(strstr(error.text, "numa=bind:0,rss=1000T: needs "));
		assert_non_null(strstr(error.text, " are free on that NUMA node"));
	}
	assert_int_equal(keys_set(&keys, KEY_RSS, "1M", &error), 0);
	assert_int_equal(shape_fits(&keys, 0, &error), 0);
	keys_free(&keys);
}

#define TEST(name) cmocka_unit_test_setup(name, nothing_needed)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_fits_exactly_fits),
		TEST(bytes_are_told_in_units),
		TEST(counts_are_told_as_they_are),
		TEST(the_narrower_limit_is_named_first),
		TEST(keys_add_up),
		TEST(parents_at_once_multiply),
		TEST(nothing_wraps),
		TEST(a_node_has_room_of_its_own),
		TEST(this_machine_has_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
