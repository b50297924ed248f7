/*
 * Contract: properties of the descriptor of every key, driven by the table, so that a new key is
 * covered without a line here.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/shapes/shape_needs.h"
#include "../../src/shapes/shape_seen.h"
#include "huge_witness.h"

#include "procbench/methods/method.h"
#include "procbench/shapes/shape.h"
#include "procbench/sys/host.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- examples ---- */

/* Other keys that a value of this key requires, as "key=value,key=value". */
static const char *companions(enum key key)
{
	switch (key) {
	case KEY_BACKING:
	case KEY_CHUNKS:
	case KEY_TOUCH:
	case KEY_TOUCH_PARENT:
	case KEY_MADVISE:
		return "rss=4M";
	case KEY_FOLIO:
		return "backing=thp,rss=4M";
	case KEY_STRIDE:
		return "rss=4M,touch=3";
	case KEY_VIA:
	case KEY_EXECS:
	case KEY_COLD:
		return "exec=tiny";
	case KEY_LIBS:
		return "exec=dynamic";
	case KEY_RELOCS:
		return "exec=dynamic,libs=1";
	case KEY_DIRTY:
		return "vmas=3";
	default:
		return NULL;
	}
}

/* One that is not the default, where its kind gives one; for choices, that number of them. */
static const char *example(enum key key, uint64_t number)
{
	static char choice[32];
	const char *at = key_table[key].value;

	switch (key_table[key].kind) {
	case KEY_NUMBER:
		return number > 0 ? NULL : key == KEY_NOFILE ? "300" : "3";
	case KEY_BYTES:
		return number > 0 ? NULL : key == KEY_FOLIO ? "64K" : "4M";
	case KEY_CHOICE:
		for (; number > 0 && at; number--)
			at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL;
		if (!at)
			return NULL;
		snprintf(choice, sizeof(choice), "%.*s", (int)strcspn(at, "|"), at);
		return choice;
	case KEY_WORDS:
		return number > 0          ? NULL
		       : key == KEY_NICE   ? "7"
		       : key == KEY_CGROUP ? "/"
		       : key == KEY_NUMA   ? "bind:0"
		       : key == KEY_CPUS   ? "0"
		       : key == KEY_JOIN   ? "parent:none"
					   : NULL;
	case KEY_SET:
		break;
	}
	return NULL;
}

static int set_one(struct keys *keys, const char *word, struct error *error)
{
	size_t length = strcspn(word, "=");
	int key = keys_find(word, length, error);

	return key < 0 ? key : keys_set(keys, (enum key)key, word + length + 1, error);
}

static int set_keys(struct keys *keys, enum key key, const char *value, const char *others,
		    struct error *error)
{
	int status = keys_init(keys, error);
	char *word;

	while (status == 0 && others && (word = keys_next_part(&others))) {
		status = set_one(keys, word, error);
		free(word);
	}
	return status < 0 ? status : keys_set(keys, key, value, error);
}

/* ---- built, seen, and missed where it was not built ---- */

enum { HELD, SKIPPED, NOT_ACCEPTED, NOT_BUILT, NOT_MISSED };

static const char *const outcomes[] = {
	[NOT_ACCEPTED] = "check() refuses an example",
	[NOT_BUILT] = "build() fails, or verify() does not see it",
	[NOT_MISSED] = "verify() does not miss what nobody built",
};

static const struct method *method_fork(void)
{
	struct error error;

	return method_find("fork", 4, &error);
}

/* Against two empty looks; a process that never built it has the rest as it was. */
static int is_missed(const struct shape *shape, const struct keys *keys)
{
	struct shape_seen nothing = {0};
	struct error error = {0};

	return !shape->verify || shape->verify(keys, &nothing, &nothing, &error) == -EAGAIN;
}

static bool may_build(enum key key)
{
	return key != KEY_CGROUP && /* which cgroup may be entered, tests/cli/cgroup-parent knows */
	       key != KEY_ENV && key != KEY_VARS &&      /* the launcher adds them, before exec */
	       !(host_sanitized() && key == KEY_LOCKED); /* AddressSanitizer's mlock does nothing */
}

/* Undoes what a process may have by itself, so that only build() causes it. */
static void leave_default(enum key key)
{
	static const struct sched_param none;

	if (key == KEY_SCHED)
		sched_setscheduler(0, SCHED_IDLE, &none);
}

/* State that libc has set up, or that cannot be set up twice: its absence cannot be tested. */
static bool is_there_already(enum key key, const struct keys *keys)
{
	return key == KEY_RSEQ && keys->number[key] == KEY_RSEQ_ON;
}

static int try(enum key key, const char *value)
{
	static struct keys keys;
	struct error error = {0};

	for (int i = 1; i < NSIG; i++) /* cmocka's own handlers */
		signal(i, SIG_DFL);
	if (set_keys(&keys, key, value, companions(key), &error) < 0 ||
	    shape_check(method_fork(), &keys, &error) < 0)
		return NOT_ACCEPTED;
	if (keys_is_default(&keys, key))
		return SKIPPED;
	leave_default(key);
	if (!is_there_already(key, &keys) && !is_missed(shape_table[key], &keys))
		return NOT_MISSED;
	if (!may_build(key))
		return HELD;
	if (shape_probe(method_fork(), &keys, &error) < 0) {
		print_message("%s=%s: skipped: %s\n", key_table[key].name, value, error.text);
		return SKIPPED;
	}
	if (shape_build(&keys, &error) == 0)
		return HELD;
	print_message("%s=%s: %s\n", key_table[key].name, value, error.text);
	if (strstr(error.text, "transparent huge pages") && !huge_witness())
		return SKIPPED; /* the kernel has none for this test either */
	return error.code == EPERM || error.code == ENOMEM ? SKIPPED : NOT_BUILT;
}

/* In a process of its own, which ends with what it built. */
static bool holds(enum key key, const char *value)
{
	pid_t child = fork();
	int status = 0, outcome;

	if (child == 0) {
		outcome = try(key, value);
		fflush(NULL);
		_exit(outcome);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	outcome = WIFEXITED(status) ? WEXITSTATUS(status) : NOT_BUILT;
	if (outcome != HELD && outcome != SKIPPED)
		print_error("%s=%s: %s\n", key_table[key].name, value, outcomes[outcome]);
	return outcome == HELD || outcome == SKIPPED;
}

static void each_is_built_seen_and_missed(void **state)
{
	size_t failed = 0, tried = 0;

	(void)state;
	if (getenv("PROCBENCH_TEST_EMULATED"))
		skip(); /* the kernel shows the emulator's memory and handlers, not its guest's */
	for (int key = 0; key < KEY_COUNT; key++) {
		const char *value;

		if (!shape_table[key] || !(shape_table[key]->build || shape_table[key]->verify))
			continue;
		for (uint64_t i = 0; (value = example((enum key)key, i)); i++, tried++)
			failed += !holds((enum key)key, value);
	}
	assert_true(tried > 15);
	assert_int_equal(failed, 0);
}

static void what_is_built_is_read_back(void **state)
{
	(void)state;
	for (int key = 0; key < KEY_COUNT; key++)
		if (shape_table[key] && shape_table[key]->build && !shape_table[key]->verify)
			fail_msg("%s= is built and never verified", key_table[key].name);
}

/* ---- needs ---- */

/* What is seen to grow by a key is among what it needs. */
static const struct {
	unsigned sees;
	enum capacity_resource resource, or_else;
} growths[] = {
	{SHAPE_SEES_MEMORY, CAPACITY_MEMORY, CAPACITY_HUGE_PAGES},
	{SHAPE_SEES_MAPPINGS, CAPACITY_MAPPINGS, CAPACITY_MAPPINGS},
	{SHAPE_SEES_FDS, CAPACITY_FILES, CAPACITY_FILES},
	{SHAPE_SEES_CHILDREN, CAPACITY_TASKS, CAPACITY_TASKS},
};

static void what_grows_is_needed(void **state)
{
	(void)state;
	for (int key = 0; key < KEY_COUNT; key++) {
		const struct shape *shape = shape_table[key];
		uint64_t needs[CAPACITY_COUNT] = {0};
		struct error error;
		struct keys keys;

		if (!shape || !shape->sees || !example((enum key)key, 0))
			continue;
		assert_int_equal(set_keys(&keys, (enum key)key, example((enum key)key, 0),
					  companions((enum key)key), &error),
				 0);
		if (shape->needs)
			shape->needs(&keys, needs);
		for (size_t i = 0; i < sizeof(growths) / sizeof(growths[0]); i++)
			if ((shape->sees & growths[i].sees) && needs[growths[i].resource] == 0 &&
			    needs[growths[i].or_else] == 0)
				fail_msg("%s= makes the parent larger, and needs nothing",
					 key_table[key].name);
		keys_free(&keys);
	}
}

/* ---- checks ---- */

/* Values that some rule or other has to refuse. */
static const char *const odd_values[] = {"none", "x", "64", "18446744073709551615", "8M", NULL};

static bool refuses(const struct method *method, enum key key, const char *value,
		    const char *others)
{
	struct error error = {0};
	struct keys keys;
	bool refused = false;

	if (set_keys(&keys, key, value, others, &error) == 0) {
		if (method_takes(method, KEY_FLAGS))
			keys.number[KEY_FLAGS] = CLONE_FILES | CLONE_VM;
		refused = shape_table[key]->check(method, &keys, &error) == -EINVAL &&
			  strstr(error.text, key_table[key].name);
	}
	keys_free(&keys);
	return refused;
}

static bool refuses_something(enum key key)
{
	size_t count;
	const struct method *const *methods = method_list(&count);
	const char *value;

	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; odd_values[k]; k++)
			if (refuses(methods[i], key, odd_values[k], NULL))
				return true;
		for (uint64_t k = 0; (value = example(key, k)); k++)
			if (refuses(methods[i], key, value, NULL))
				return true;
	}
	return false;
}

static void each_check_refuses_something_by_name(void **state)
{
	(void)state;
	for (int key = 0; key < KEY_COUNT; key++)
		if (shape_table[key] && shape_table[key]->check &&
		    !refuses_something((enum key)key))
			fail_msg("check() of %s= refuses nothing", key_table[key].name);
}

/* ---- facts ---- */

static void each_choice_is_described(void **state)
{
	(void)state;
	for (int key = 0; key < KEY_COUNT; key++) {
		struct keys keys = {0};

		if (!shape_table[key] || key_table[key].kind != KEY_CHOICE)
			continue;
		assert_non_null(shape_table[key]->describe);
		for (; example((enum key)key, keys.number[key]); keys.number[key]++)
			assert_non_null(shape_table[key]->describe(&keys).summary);
		assert_true(keys.number[key] > 1);
	}
}

static void only_keys_of_methods_images_and_machines_have_none(void **state)
{
	(void)state;
	for (int key = 0; key < KEY_COUNT; key++)
		assert_int_equal(shape_table[key] == NULL,
				 key_table[key].group == KEY_GROUP_METHOD ||
					 key_table[key].group == KEY_GROUP_IMAGE ||
					 key_table[key].group == KEY_GROUP_MACHINE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_built_seen_and_missed),
		cmocka_unit_test(what_is_built_is_read_back),
		cmocka_unit_test(what_grows_is_needed),
		cmocka_unit_test(each_check_refuses_something_by_name),
		cmocka_unit_test(each_choice_is_described),
		cmocka_unit_test(only_keys_of_methods_images_and_machines_have_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
