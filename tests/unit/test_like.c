/* test_like: from the shape of a process to the keys of a subject. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/run/plan.h"

#include "procbench/methods/method.h"
#include "procbench/shapes/shape.h"
#include "procbench/shapes/shape_like.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#define MIB(n)        (UINT64_C(1048576) * (n))

static const struct proc_shape own = {
	.mappings = 12, .areas = 4, .tables = 3, .private_bytes = MIB(1), .threads = 1};

struct numbers {
	uint64_t rss, thp, chunks, vmas, fds, threads, handlers, dirty;
};

/* The keys, and that they are ones that a case may have. */
static struct numbers numbers_of(const struct proc_shape *shape)
{
	struct error error = {0};
	struct keys keys;
	struct numbers numbers;

	assert_int_equal(keys_init(&keys, &error), 0);
	shape_like_set_keys(&keys, shape, &own);
	assert_int_equal(shape_check(method_find("fork", 4, &error), &keys, &error), 0);
	numbers = (struct numbers){keys.number[KEY_RSS],      keys.number[KEY_THP],
				   keys.number[KEY_CHUNKS],   keys.number[KEY_VMAS],
				   keys.number[KEY_FDS],      keys.number[KEY_THREADS],
				   keys.number[KEY_HANDLERS], keys.number[KEY_DIRTY]};
	keys_free(&keys);
	return numbers;
}

static struct proc_shape server(void)
{
	return (struct proc_shape){.mappings = 115,
				   .areas = 54,
				   .tables = 63,
				   .private_bytes = MIB(93),
				   .threads = 5,
				   .handlers = 8,
				   .fds = 10,
				   .fds_known = true};
}

/* What the subject has by itself comes to it again. */
static void test_less_its_own(void **state)
{
	struct proc_shape shape = server();
	struct numbers numbers = numbers_of(&shape);

	(void)state;
	assert_int_equal(numbers.rss, MIB(92));
	assert_int_equal(numbers.chunks, 60); /* of 2 MiB or less: as many tables */
	assert_int_equal(numbers.vmas, 115 - 12 - 60 - 2 * 4); /* two of each thread */
	assert_int_equal(numbers.dirty, 0);
	assert_int_equal(numbers.fds, 6);
	assert_int_equal(numbers.threads, 4);
	assert_int_equal(numbers.handlers, 7);
	assert_int_equal(numbers.thp, 0);
}

static void test_layout(void **state)
{
	static const struct {
		struct proc_shape shape;
		uint64_t chunks, vmas, dirty;
	} cases[] = {
		/* one dense heap */
		{{.mappings = 13, .areas = 5, .tables = 53, .private_bytes = MIB(101)}, 0, 0, 0},
		/* the same memory, thinly spread: twice the tables */
		{{.mappings = 13, .areas = 5, .tables = 103, .private_bytes = MIB(101)}, 49, 0, 0},
		/* in small pieces, side by side: most of them come to vmas= */
		{{.mappings = 512, .areas = 504, .tables = 53, .private_bytes = MIB(101)},
		 50,
		 450,
		 450},
		{{.mappings = 5000, .areas = 504, .tables = 503, .private_bytes = MIB(101)},
		 500,
		 4488,
		 0},
		/* less than the subject */
		{{.mappings = 3, .areas = 1, .tables = 1, .private_bytes = MIB(1) / 2}, 0, 0, 0},
		/* more pieces than pages are left */
		{{.mappings = 40, .areas = 30, .tables = 20, .private_bytes = MIB(1) + 16384},
		 4,
		 24,
		 22},
		{{.mappings = 40, .areas = 30, .tables = 20, .private_bytes = MIB(1)}, 0, 28, 26},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct numbers numbers = numbers_of(&cases[i].shape);

		if (numbers.chunks != cases[i].chunks || numbers.vmas != cases[i].vmas ||
		    numbers.dirty != cases[i].dirty)
			fail_msg("row %zu: chunks=%ju, vmas=%ju, dirty=%ju", i,
				 (uintmax_t)numbers.chunks, (uintmax_t)numbers.vmas,
				 (uintmax_t)numbers.dirty);
	}
}

/* Each kind of memory by itself, whichever there is more of. */
static void test_huge(void **state)
{
	struct proc_shape shape = server();
	struct numbers numbers;

	(void)state;
	for (uint64_t mib = 2; mib <= 90; mib += 22) {
		shape.thp_bytes = MIB(mib);
		numbers = numbers_of(&shape);
		assert_int_equal(numbers.thp, MIB(mib));
		assert_int_equal(numbers.rss, MIB(92 - mib));
	}
	shape.thp_bytes = MIB(92);
	shape.private_bytes += 4096;
	shape.areas = own.areas;
	shape.tables = own.tables;
	numbers = numbers_of(&shape);
	assert_int_equal(numbers.thp, MIB(92));
	assert_int_equal(numbers.rss, 4096);
	assert_int_equal(numbers.chunks, 0);
	assert_int_equal(numbers.vmas, 115 - 12 - 1 - 1 - 2 * 4);
}

/* All its memory is huge, and it has less in small pages than the subject by itself. */
static void test_only_huge(void **state)
{
	struct proc_shape shape = server();
	struct numbers numbers;

	(void)state;
	shape.thp_bytes = MIB(92);
	shape.private_bytes = MIB(92) + 4096;
	numbers = numbers_of(&shape);
	assert_int_equal(numbers.thp, MIB(92));
	assert_int_equal(numbers.rss, 0);
	shape.thp_bytes = shape.private_bytes * 2;
	assert_int_equal(numbers_of(&shape).thp, MIB(92));
}

/* With hostile texts: no endless loop, and valid keys. */
static void test_absurd(void **state)
{
	struct proc_shape shape = {.mappings = UINT64_MAX,
				   .areas = UINT64_MAX,
				   .tables = UINT64_MAX,
				   .private_bytes = UINT64_MAX,
				   .fds = UINT64_MAX,
				   .threads = UINT64_MAX,
				   .handlers = UINT64_MAX,
				   .thp_bytes = 1,
				   .fds_known = true};

	(void)state;
	assert_true(numbers_of(&shape).chunks <= 60000);
	shape.areas = 0;
	shape.private_bytes = MIB(1) + 1;
	assert_int_equal(numbers_of(&shape).chunks, 0);
}

static void test_said_wins(void **state)
{
	struct proc_shape shape = server();
	struct error error = {0};
	struct keys keys;

	(void)state;
	shape.thp_bytes = MIB(40);
	assert_int_equal(keys_init(&keys, &error), 0);
	assert_int_equal(keys_set(&keys, KEY_RSS, "64K", &error), 0);
	assert_int_equal(keys_set(&keys, KEY_FDS, "0", &error), 0);
	shape_like_set_keys(&keys, &shape, &own);
	assert_int_equal(keys.number[KEY_RSS], 65536);
	assert_int_equal(keys.number[KEY_CHUNKS], 16);
	assert_int_equal(keys.number[KEY_FDS], 0);
	assert_int_equal(keys.number[KEY_THP], 0);
	keys_free(&keys);
}

/* Descriptors that may not be read count as none, and a note says so. */
static void test_rest(void **state)
{
	struct proc_shape shape = {.mappings = 20, .threads = 1, .fds_known = true};
	struct text rest = {0};

	(void)state;
	shape_like_add_rest(&rest, &shape);
	assert_string_equal(text_string(&rest), "");
	shape.common_bytes = MIB(3);
	shape.fds_known = false;
	shape_like_add_rest(&rest, &shape);
	assert_string_equal(text_string(&rest),
			    "3M of files and shared memory (fork does not copy their page tables), "
			    "descriptors, which cannot be counted (run as the user of that process "
			    "or with CAP_SYS_PTRACE)");
	text_free(&rest);
	assert_int_equal(numbers_of(&shape).fds, 0);
}

/* Hugetlb pages and swapped ones have no key beside rss=: what is left would be another parent. */
static void test_beyond(void **state)
{
	static const struct {
		struct proc_shape shape;
		const char *rss; /* set explicitly, or NULL */
		const char *why; /* NULL: it can be made */
	} cases[] = {
		{{.private_bytes = MIB(100)}, NULL, NULL},
		{{.private_bytes = MIB(100), .common_bytes = MIB(900)}, NULL, NULL},
		{{.private_bytes = MIB(100), .swap_bytes = MIB(5)}, NULL, NULL},
		{{.private_bytes = MIB(100), .swap_bytes = MIB(6)}, NULL, "6M that is swapped out"},
		{{.private_bytes = MIB(100), .hugetlb_bytes = MIB(64)},
		 NULL,
		 "64M of hugetlb pages"},
		{{.hugetlb_bytes = UINT64_MAX, .swap_bytes = UINT64_MAX}, NULL, "of hugetlb pages"},
		{{.private_bytes = MIB(100), .hugetlb_bytes = MIB(64)}, "64M", NULL},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct text why = {0};
		struct error error;
		struct keys keys;

		assert_int_equal(keys_init(&keys, &error), 0);
		if (cases[i].rss)
			assert_int_equal(keys_set(&keys, KEY_RSS, cases[i].rss, &error), 0);
		assert_int_equal(shape_like_is_beyond(&why, &keys, &cases[i].shape),
				 cases[i].why != NULL);
		if (cases[i].why)
			assert_non_null(strstr(text_string(&why), cases[i].why));
		else
			assert_string_equal(text_string(&why), "");
		text_free(&why);
		keys_free(&keys);
	}
}

/* ---- in the plan ---- */

static int plan_one(struct plan *plan, const char *format, struct error *error)
{
	char spec[128];
	char *specs[] = {spec};
	struct plan_request request = {.specs = specs, .spec_count = 1};

	*error = (struct error){0};
	snprintf(spec, sizeof(spec), format, (int)getpid());
	return plan_build(plan, &request, error);
}

static void test_plan(void **state)
{
	struct error error;
	struct plan plan;
	char head[64];

	(void)state;
	if (getenv("PROCBENCH_TEST_EMULATED"))
		skip(); /* the process is the emulator's */
	assert_int_equal(plan_one(&plan, "fork:like=%d,rss=1M", &error), 0);
	assert_int_equal(plan.count, 1);
	assert_null(strstr(plan.cases[0].spec, "like"));
	assert_non_null(strstr(plan.cases[0].spec, "rss=1M"));
	snprintf(head, sizeof(head), "like=%d (test_like): ", (int)getpid());
	assert_int_equal(strncmp(text_string(&plan.likeness), head, strlen(head)), 0);
	assert_int_equal(plan.notes.count, 1);
	assert_non_null(strstr(plan.notes.items[0], "(test_like): not reproduced: "));
	plan_free(&plan);
	assert_int_equal(plan_one(&plan, "fork:like=none", &error), 0);
	assert_string_equal(plan.cases[0].spec, "fork");
	assert_int_equal(plan.likeness.length, 0);
	plan_free(&plan);
}

static void test_refused(void **state)
{
	static const struct {
		const char *spec;
		int code;
		const char *text;
	} cases[] = {
		{"fork:like=x", EINVAL, "key 'like': invalid value 'x' (expected a process id)"},
		{"fork:like=-1", EINVAL, "key 'like': invalid value '-1' (expected a process id)"},
		{"fork:like=0", EINVAL, "key 'like': invalid value '0' (expected a process id)"},
		{"fork:like=12x", EINVAL,
		 "key 'like': invalid value '12x' (expected a process id)"},
		{"fork:like=99999999999", EINVAL,
		 "key 'like': invalid value '99999999999' (expected a process id)"},
		/* above what any kernel gives */
		{"fork:like=2147483647", ESRCH, "like=2147483647: no process 2147483647"},
		{"fork:chunks=2", EINVAL,
		 "case 'fork:chunks=2': chunks=2 exceeds the 0 pages of rss= (use a larger rss=)"},
		{"fork:pause=10001", EINVAL, "pause=10001 exceeds 10000 milliseconds"},
		{"fork:vmas=2,dirty=3", EINVAL,
		 "case 'fork:dirty=3,vmas=2': dirty=3 exceeds vmas=2 (use vmas=3)"},
		{"fork:folio=64K,rss=4M", EINVAL,
		 "case 'fork:folio=64K,rss=4M': folio=64K requires backing=thp"},
		{"fork:rss=4M,chunks=2,backing=thp", EINVAL,
		 "case 'fork:backing=thp,chunks=2,rss=4M': chunks=2 cannot be combined with "
		 "backing=thp: chunks consist of small pages (remove one)"},
		{"fork:rss=1M,chunks=2,touch=129", EINVAL,
		 "case 'fork:chunks=2,rss=1M,touch=129': touch=129 exceeds the 128 pages of one "
		 "chunk of rss= (use fewer chunks=)"},
	};
	struct error error;
	struct plan plan;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		assert_int_equal(plan_one(&plan, cases[i].spec, &error), -cases[i].code);
		if (!strstr(error.text, cases[i].text))
			fail_msg("%s: %s", cases[i].spec, error.text);
		plan_free(&plan);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_less_its_own), cmocka_unit_test(test_layout),
		cmocka_unit_test(test_huge),         cmocka_unit_test(test_only_huge),
		cmocka_unit_test(test_absurd),       cmocka_unit_test(test_said_wins),
		cmocka_unit_test(test_rest),         cmocka_unit_test(test_beyond),
		cmocka_unit_test(test_plan),         cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
