/* test_arguments: what is added to the arguments and the environment of what is executed. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/run/environment.h"
#include "../../src/subject/arguments.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

#define MAX SYS_STRING_BYTES_MAX

/* Bytes asked for, and in how many strings they come. */
static const struct {
	uint64_t bytes;
	size_t strings;
} amounts[] = {
	{1, 1},       {2, 1},           {MAX - 1, 1},  {MAX, 1},
	{MAX + 1, 2}, {2 * MAX - 1, 2}, {2 * MAX, 2},  {2 * MAX + 1, 3},
	{12, 1},      {1u << 20, 8},    {6000000, 46}, {(6u << 20) - 1, 48},
};

/* Strings up to NULL: how many, of how many bytes; none is longer than exec takes. */
static uint64_t measure(char *const *strings, size_t *count)
{
	uint64_t bytes = 0;

	for (*count = 0; strings[*count]; ++*count) {
		size_t size = strlen(strings[*count]) + 1;

		assert_true(size <= MAX);
		bytes += size;
	}
	return bytes;
}

/* ---- arguments ---- */

static int add(struct creation *creation, uint64_t count, uint64_t bytes, struct error *error)
{
	struct keys keys = {.number = {[KEY_ARGC] = count, [KEY_ARGS] = bytes}};
	struct shape_strings strings = shape_strings(&keys, KEY_ARGC, KEY_ARGS);

	return arguments_add(creation, &strings, error);
}

/* A number of arguments, the bytes that they share, and what they come to. */
static const struct {
	uint64_t count, bytes, bytes_then;
} shares[] = {
	{1, 0, 20}, {10, 0, 200}, {3, 100, 100}, {10000, 200000, 200000}, {2, 262144, 262144},
};

static void arguments_share_their_bytes(void **state)
{
	static char *argv[] = {NULL};

	(void)state;
	for (size_t i = 0; i < LENGTH(shares); i++) {
		struct creation creation = {.argv = argv};
		struct error error = {0};
		size_t count;

		assert_int_equal(add(&creation, shares[i].count, shares[i].bytes, &error), 0);
		assert_int_equal(measure(creation.argv, &count), shares[i].bytes_then);
		assert_int_equal(count, shares[i].count);
	}
}

static const struct {
	uint64_t count, bytes;
	const char *says;
} refused[] = {
	{10, 99, "argc=10 needs at least 10 bytes each (give args=100 or more, or omit it)"},
	{1, 131073, "argc=1 with args=131073: exec accepts at most 128 KiB each"},
};

static void too_few_and_too_many_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(refused); i++) {
		struct keys keys = {
			.number = {[KEY_ARGC] = refused[i].count, [KEY_ARGS] = refused[i].bytes}};
		struct error error = {0};

		assert_int_equal(shape_strings_check(&keys, KEY_ARGC, KEY_ARGS, &error), -EINVAL);
		assert_non_null(strstr(error.text, refused[i].says));
	}
}

static void arguments_have_the_bytes_asked_for(void **state)
{
	static char tiny[] = "tiny", stamp[] = "t";
	static char *argv[] = {tiny, stamp, NULL};

	(void)state;
	for (size_t i = 0; i < LENGTH(amounts); i++) {
		struct creation creation = {.argv = argv};
		struct error error = {0};
		size_t count;

		assert_int_equal(add(&creation, 0, amounts[i].bytes, &error), 0);
		assert_ptr_equal(creation.argv[0], tiny);
		assert_ptr_equal(creation.argv[1], stamp);
		assert_int_equal(measure(creation.argv + 2, &count), amounts[i].bytes);
		assert_int_equal(count, amounts[i].strings);
	}
}

/* Or the tiny target would take them for the order to stamp. */
static void arguments_begin_like_no_order(void **state)
{
	static char *argv[] = {NULL};

	(void)state;
	for (uint64_t bytes = 1; bytes <= 3; bytes++) {
		struct creation creation = {.argv = argv};
		struct error error = {0};

		assert_int_equal(add(&creation, 0, bytes, &error), 0);
		assert_int_equal(creation.argv[0][0], bytes == 1 ? '\0' : 'x');
	}
}

static void a_table_beyond_all_memory_is_refused(void **state)
{
	static char *argv[] = {NULL};
	struct creation creation = {.argv = argv};
	struct error error = {0};

	(void)state;
	assert_true(add(&creation, 0, UINT64_MAX, &error) < 0);
	assert_non_null(strstr(error.text, "arguments: cannot map"));
	assert_ptr_equal(creation.argv, argv);
}

/* ---- environment ---- */

static char **environment_before;

static int keep_environment(void **state)
{
	(void)state;
	environment_before = environ;
	return 0;
}

static int put_environment_back(void **state)
{
	(void)state;
	environ = environment_before;
	return 0;
}

static void grow(const char *spec)
{
	char *specs[] = {(char *)(uintptr_t)spec};
	struct plan_request request = {.specs = specs, .spec_count = 1};
	struct error error = {0};
	struct plan plan;

	assert_int_equal(plan_build(&plan, &request, &error), 0);
	assert_int_equal(environment_grow(&plan.cases[0], &error), 0);
	plan_free(&plan);
}

/* What was put behind the first `kept` strings; a process that is about to exec leaves it. */
static void free_environment(size_t kept)
{
	char **all = environ;

	environ = environment_before;
	for (size_t i = kept; all[i]; i++)
		free(all[i]);
	free(all);
}

static void the_environment_has_the_bytes_asked_for(void **state)
{
	static char path[] = "PATH=/bin", home[] = "HOME=/";
	static char *small[] = {path, home, NULL};

	(void)state;
	for (size_t i = 0; i < LENGTH(amounts); i++) {
		char spec[64];
		size_t count;

		snprintf(spec, sizeof(spec), "fork:env=%llu", (unsigned long long)amounts[i].bytes);
		environ = small;
		grow(spec);
		assert_ptr_equal(environ[0], path);
		assert_ptr_equal(environ[1], home);
		assert_int_equal(measure(environ + 2, &count), amounts[i].bytes);
		assert_int_equal(count, amounts[i].strings);
		assert_string_equal(getenv("PATH"), "/bin");
		if (count > 2) {
			assert_int_equal(strncmp(environ[2], "PB_0=xx", 7), 0);
			assert_int_equal(strncmp(environ[3], "PB_1=xx", 7), 0);
		}
		free_environment(2);
	}
}

static void without_the_keys_nothing_changes(void **state)
{
	char **before = environ;

	(void)state;
	grow("fork");
	grow("posix_spawnp");
	assert_ptr_equal(environ, before);
}

/* Each folder is there and does not hold the program. */
static void path_has_the_folders_asked_for(void **state)
{
	char *path, *folder, program[256];
	int count = 0;

	(void)state;
	clearenv();
	setenv("PATH", "/opt/bin:/bin", 1);
	grow("posix_spawnp:path=5,exec=true");
	path = getenv("PATH");
	assert_non_null(path);
	assert_true(strlen(path) > 13);
	assert_string_equal(path + strlen(path) - 13, "/opt/bin:/bin");
	path[strlen(path) - 14] = '\0';
	for (folder = strtok(path, ":"); folder; folder = strtok(NULL, ":"), count++) {
		snprintf(program, sizeof(program), "%s/true", folder);
		assert_int_equal(access(folder, X_OK), 0);
		assert_int_not_equal(access(program, F_OK), 0);
	}
	assert_int_equal(count, 5);
}

static void without_a_path_libcs_own_comes_behind(void **state)
{
	const char *path;

	(void)state;
	clearenv();
	grow("posix_spawnp:path=1,exec=true");
	path = getenv("PATH");
	assert_non_null(path);
	assert_non_null(strstr(path, ":/bin:/usr/bin"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arguments_have_the_bytes_asked_for),
		cmocka_unit_test(arguments_share_their_bytes),
		cmocka_unit_test(too_few_and_too_many_are_refused),
		cmocka_unit_test(arguments_begin_like_no_order),
		cmocka_unit_test(a_table_beyond_all_memory_is_refused),
		cmocka_unit_test_setup_teardown(the_environment_has_the_bytes_asked_for,
						keep_environment, put_environment_back),
		cmocka_unit_test_setup_teardown(without_the_keys_nothing_changes, keep_environment,
						put_environment_back),
		cmocka_unit_test_setup_teardown(path_has_the_folders_asked_for, keep_environment,
						put_environment_back),
		cmocka_unit_test_setup_teardown(without_a_path_libcs_own_comes_behind,
						keep_environment, put_environment_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
