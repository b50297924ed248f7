/* test_outcome: how a sample ended, by name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/run/outcome.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static const struct row {
	int outcome;
	unsigned value;
	const char *name;
} rows[] = {
	{ARENA_OK, 0, "ok"},
	{ARENA_ERRNO, EAGAIN, "EAGAIN"},
	{ARENA_ERRNO, ENOMEM, "ENOMEM"},
	{ARENA_ERRNO, ENOENT, "ENOENT"},
	{ARENA_ERRNO, EACCES, "EACCES"},
	{ARENA_ERRNO, 0, "errno 0"},
	{ARENA_ERRNO, 9999, "errno 9999"},
	{ARENA_ERRNO, 65535, "errno 65535"},
	{ARENA_EXIT, 1, "exit 1"},
	{ARENA_EXIT, 3, "exit 3"},
	{ARENA_EXIT, 255, "exit 255"},
	{ARENA_SIGNAL, SIGKILL, "SIGKILL"},
	{ARENA_SIGNAL, SIGSEGV, "SIGSEGV"},
	{ARENA_SIGNAL, SIGTERM, "SIGTERM"},
	{ARENA_SIGNAL, SIGSYS, "SIGSYS"},
	{ARENA_SIGNAL, 0, "signal 0"},
	{ARENA_SIGNAL, 40, "signal 40"},
	{ARENA_SIGNAL, 65535, "signal 65535"},
	{ARENA_WAIT, ECHILD, "wait ECHILD"},
	{ARENA_WAIT, 9999, "wait errno 9999"},
	{ARENA_TIMEOUT, 0, "timeout"},
	{ARENA_TIMEOUT + 1, 0, "unknown"},
	{65535, 65535, "unknown"},
};

static void every_outcome_has_its_name(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		char name[OUTCOME_NAME_BYTES];
		enum arena_outcome outcome = (enum arena_outcome)rows[i].outcome;

		memset(name, '#', sizeof(name));
		assert_ptr_equal(outcome_name(name, outcome, rows[i].value), name);
		assert_string_equal(name, rows[i].name);
	}
}

/* What another process wrote may be anything; a name always ends within its room. */
static void no_value_is_too_long(void **state)
{
	(void)state;
	for (int outcome = 0; outcome <= ARENA_TIMEOUT + 1; outcome++)
		for (unsigned value = 0; value <= UINT16_MAX; value++) {
			char room[OUTCOME_NAME_BYTES + 1];
			size_t length;

			memset(room, '#', sizeof(room));
			outcome_name(room, (enum arena_outcome)outcome, value);
			length = strnlen(room, OUTCOME_NAME_BYTES);
			assert_in_range(length, 1, OUTCOME_NAME_BYTES - 1);
			assert_int_equal(room[OUTCOME_NAME_BYTES], '#');
		}
}

/* Names are keys of a JSON object: two causes must never share one. */
static void different_ends_have_different_names(void **state)
{
	static char names[512][OUTCOME_NAME_BYTES];
	size_t count = 0;

	(void)state;
	for (unsigned value = 1; value < 128; value++) {
		outcome_name(names[count++], ARENA_ERRNO, value);
		outcome_name(names[count++], ARENA_EXIT, value);
		if (value <= 64)
			outcome_name(names[count++], ARENA_SIGNAL, value);
		outcome_name(names[count++], ARENA_WAIT, value);
	}
	outcome_name(names[count++], ARENA_OK, 0);
	outcome_name(names[count++], ARENA_TIMEOUT, 0);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(names[i], names[k]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_outcome_has_its_name),
		cmocka_unit_test(no_value_is_too_long),
		cmocka_unit_test(different_ends_have_different_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
