/* test_spawn_attrs: the words of attr=, their order and their rules. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/methods/spawn_common.h"

#include "procbench/methods/method.h"
#include "procbench/methods/spawn_attrs.h"

#include <errno.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static uint64_t read_well(const char *words)
{
	struct error error = {0};
	uint64_t attrs = UINT64_MAX;

	if (spawn_attrs_read(words, &attrs, &error) != 0)
		fail_msg("'%s': %s", words, error.text);
	return attrs;
}

static void every_word_does_something_of_its_own(void **state)
{
	(void)state;
	assert_true(spawn_attr_count > 0);
	for (size_t i = 0; i < spawn_attr_count; i++) {
		const struct spawn_attr *attr = &spawn_attr_table[i];

		assert_non_null(attr->name);
		assert_null(strpbrk(attr->name, "+,= "));
		assert_true(attr->summary[0] != '\0');
		/* an attribute, a file action or a preset, and only one of them */
		assert_int_equal((attr->flag != 0) + (attr->act != NULL) + (attr->preset != NULL),
				 1);
		assert_true(!attr->set || attr->flag);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(attr->name, spawn_attr_table[j].name);
		assert_true(read_well(attr->name) == UINT64_C(1) << i);
	}
}

static const char *const canonical[][2] = {
	{"none", "none"},
	{"setsid", "setsid"},
	{"setsigdef+setsigmask", "setsigmask+setsigdef"},
	{"chdir+closefrom+close+open+dup2", "dup2+open+close+closefrom+chdir"},
	{"dup2+dup2", "dup2"},
	{"like-rust", "like-rust"},
};

static void words_come_back_in_canonical_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(canonical); i++) {
		struct text text = {0};

		spawn_attrs_add(&text, read_well(canonical[i][0]));
		assert_string_equal(text_string(&text), canonical[i][1]);
		text_free(&text);
	}
}

static const char *const unknown[][2] = {
	{"sid", "unknown attribute 'sid' (see 'procbench list')"},
	{"setsidd", "unknown attribute 'setsidd' (did you mean 'setsid'?)"},
	{"dup2+clsoe", "unknown attribute 'clsoe' (did you mean 'close'?)"},
	{"like-ruby", "unknown attribute 'like-ruby' (did you mean 'like-rust'?)"},
	{"setsid+", "unknown attribute '' (see 'procbench list')"},
};

static void unknown_words_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(unknown); i++) {
		struct error error = {0};
		uint64_t attrs;

		assert_int_equal(spawn_attrs_read(unknown[i][0], &attrs, &error), -EINVAL);
		assert_string_equal(error.text, unknown[i][1]);
	}
}

static void check_rule(const char *words, const char *expected)
{
	struct error error = {0};

	assert_int_equal(spawn_attrs_check(read_well(words), &error), expected ? -EINVAL : 0);
	assert_string_equal(error.text, expected ? expected : "");
}

static void what_cannot_go_together_is_told(void **state)
{
	(void)state;
	check_rule("none", NULL);
	check_rule("setsid+resetids+dup2+open+close+closefrom+chdir", NULL);
	check_rule("setpgroup+setsigmask+setsigdef+setsigdef_all+usevfork", NULL);
	check_rule("like-hyperfine", NULL);
	check_rule("setsid+setpgroup", "attr=setsid cannot be combined with setpgroup: a session "
				       "leader cannot change its process group (remove one)");
	check_rule("like-rust+setsid", "attr=like-rust is a preset and cannot be combined with "
				       "others (remove the others)");
	check_rule("like-python+like-rust", "attr=like-python is a preset and cannot be combined "
					    "with others (remove the others)");
}

/* ---- in the methods ---- */

static void check_methods(const char *words, const char *expected)
{
	static const char *const names[] = {"posix_spawn", "posix_spawnp"};

	for (size_t i = 0; i < LENGTH(names); i++) {
		struct error error = {0};
		const struct method *method = method_find(names[i], strlen(names[i]), &error);
		struct keys keys;

		assert_true(method_takes(method, KEY_ATTR));
		assert_int_equal(keys_init(&keys, &error), 0);
		if (words)
			assert_int_equal(keys_set(&keys, KEY_ATTR, words, &error), 0);
		assert_int_equal(method->check(&keys, &error), expected ? 0 : -EINVAL);
		assert_int_equal(keys.is_explicit[KEY_ATTR], words != NULL);
		if (expected) {
			assert_string_equal(keys.text[KEY_ATTR], expected);
			assert_true(keys.number[KEY_ATTR] == read_well(expected));
		}
		keys_free(&keys);
	}
}

static void methods_bring_their_attributes_into_order(void **state)
{
	(void)state;
	check_methods("dup2+setsid", "setsid+dup2");
	check_methods("none", "none");
	check_methods(NULL, "none"); /* an implicit value stays implicit */
	check_methods("setsid+setpgroup", NULL);
	check_methods("like-rust+dup2", NULL);
	check_methods("setside", NULL);
}

static long no_call(struct creation *creation)
{
	(void)creation;
	return 0;
}

/* What prepare() leaves. */
struct prepared {
	struct creation creation;
	struct spawn spawn;
};

static void prepare(struct prepared *prepared, const char *words)
{
	struct error error = {0};
	struct keys keys;

	memset(prepared, 0, sizeof(*prepared));
	prepared->creation.calls.create = no_call;
	prepared->creation.state = &prepared->spawn;
	assert_int_equal(keys_init(&keys, &error), 0);
	keys.number[KEY_ATTR] = read_well(words);
	if (spawn_prepare(&prepared->creation, no_call, &keys, &error) < 0)
		fail_msg("'%s': %s", words, error.text);
	keys_free(&keys);
}

/* Attributes that were not requested are not passed to libc: an empty object would be another case.
 */
static void only_what_is_asked_for_is_built(void **state)
{
	static const struct {
		const char *words;
		bool attributes, actions, preset;
	} rows[] = {
		{"none", false, false, false},        {"setsid", true, false, false},
		{"dup2", false, true, false},         {"setsigdef+open+close", true, true, false},
		{"none", false, false, false}, /* again: nothing is left of before */
		{"like-python", true, false, true},   {"like-rust", true, true, true},
		{"like-hyperfine", true, true, true},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct prepared prepared;

		prepare(&prepared, rows[i].words);
		assert_int_equal(prepared.spawn.attributes != NULL, rows[i].attributes);
		assert_int_equal(prepared.spawn.actions != NULL, rows[i].actions);
		assert_true(prepared.spawn.call == no_call);
		assert_int_equal(prepared.creation.calls.create != no_call, rows[i].preset);
		if (prepared.spawn.actions) /* a subject keeps them for its life */
			posix_spawn_file_actions_destroy(prepared.spawn.actions);
	}
}

static short flags_of(const char *words)
{
	struct prepared prepared;
	short flags = 0;

	prepare(&prepared, words);
	posix_spawnattr_getflags(prepared.spawn.attributes, &flags);
	return flags;
}

static void words_mean_libcs_flags(void **state)
{
	(void)state;
	assert_int_equal(flags_of("setsid"), POSIX_SPAWN_SETSID);
	assert_int_equal(flags_of("setpgroup"), POSIX_SPAWN_SETPGROUP);
	assert_int_equal(flags_of("setsigmask"), POSIX_SPAWN_SETSIGMASK);
	assert_int_equal(flags_of("setsigdef+setsigdef_all"), POSIX_SPAWN_SETSIGDEF);
	assert_int_equal(flags_of("resetids"), POSIX_SPAWN_RESETIDS);
	assert_int_equal(flags_of("usevfork"), POSIX_SPAWN_USEVFORK);
	assert_int_equal(flags_of("setsigmask+resetids+setsid"),
			 POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_RESETIDS | POSIX_SPAWN_SETSID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_word_does_something_of_its_own),
		cmocka_unit_test(words_come_back_in_canonical_order),
		cmocka_unit_test(unknown_words_are_refused),
		cmocka_unit_test(what_cannot_go_together_is_told),
		cmocka_unit_test(methods_bring_their_attributes_into_order),
		cmocka_unit_test(only_what_is_asked_for_is_built),
		cmocka_unit_test(words_mean_libcs_flags),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
