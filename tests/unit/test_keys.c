/* test_keys: the key table, the values of a case, lists and words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/base/keys.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void init(struct keys *keys)
{
	struct error error = {0};

	assert_int_equal(keys_init(keys, &error), 0);
}

/* The value as a spec says it; the caller frees it. */
static char *value_of(const struct keys *keys, enum key key)
{
	struct text text = {0};

	keys_add_value(&text, keys, key);
	return text_take(&text);
}

/* ---- the table ---- */

static void the_table_is_sorted_and_whole(void **state)
{
	(void)state;
	for (int key = 0; key < KEY_COUNT; key++) {
		const struct key_info *info = &key_table[key];

		assert_true(info->name[0] != '\0' && info->value[0] != '\0' &&
			    info->help[0] != '\0');
		assert_non_null(info->default_value);
		assert_null(strpbrk(info->name, ":,= "));
		assert_in_range(info->group, 1, KEY_GROUP_CGROUP);
		if (key > 0)
			assert_true(strcmp(key_table[key - 1].name, info->name) < 0);
	}
}

static void every_name_is_found(void **state)
{
	struct error error = {0};

	(void)state;
	for (int key = 0; key < KEY_COUNT; key++) {
		const char *name = key_table[key].name;

		assert_int_equal(keys_find(name, strlen(name), &error), key);
	}
	assert_int_equal(keys_find("rss=1G", 3, &error), KEY_RSS);
	assert_int_equal(keys_find("fdsx", 3, &error), KEY_FDS);
	assert_int_equal(error.code, 0);
}

static void unknown_names_get_a_suggestion(void **state)
{
	static const struct {
		const char *name;
		size_t length;
		const char *text;
	} cases[] = {
		{"rs", 2, "unknown key 'rs' (did you mean 'rss'?)"},
		{"rsss", 4, "unknown key 'rsss' (did you mean 'rss'?)"},
		{"flag", 4, "unknown key 'flag' (did you mean 'flags'?)"},
		{"imgae", 5, "unknown key 'imgae' (did you mean 'image'?)"},
		{"vma=5", 3, "unknown key 'vma' (did you mean 'vmas'?)"},
		{"RSS", 3, "unknown key 'RSS'"},
		{"colour", 6, "unknown key 'colour'"},
		{"", 0, "unknown key ''"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct error error = {0};

		assert_int_equal(keys_find(cases[i].name, cases[i].length, &error), -ENOENT);
		assert_int_equal(error.code, ENOENT);
		assert_string_equal(error.text, cases[i].text);
	}
}

static void a_name_of_any_length_is_refused(void **state)
{
	char name[2000];
	struct error error = {0};

	(void)state;
	memset(name, 'r', sizeof(name));
	assert_int_equal(keys_find(name, sizeof(name), &error), -ENOENT);
	assert_int_equal(strncmp(error.text, "unknown key 'rrr", 16), 0);
	assert_true(strlen(error.text) < 120);
}

/* ---- values ---- */

static const struct reading {
	enum key key;
	const char *value;
	uint64_t number;
	const char *text;      /* NULL: a number */
	const char *canonical; /* as a spec says it again */
} readings[] = {
	{KEY_RSS, "0", 0, NULL, "0"},
	{KEY_RSS, "1", 1, NULL, "1"},
	{KEY_RSS, "4096", 4096, NULL, "4K"},
	{KEY_RSS, "1536", 1536, NULL, "1536"},
	{KEY_RSS, "64M", 67108864, NULL, "64M"},
	{KEY_RSS, "1G", 1073741824, NULL, "1G"},
	{KEY_RSS, "1024M", 1073741824, NULL, "1G"},
	{KEY_RSS, "1048576K", 1073741824, NULL, "1G"},
	{KEY_RSS, "1025K", 1049600, NULL, "1025K"},
	{KEY_FDS, "0", 0, NULL, "0"},
	{KEY_FDS, "7", 7, NULL, "7"},
	{KEY_FDS, "1000", 1000, NULL, "1k"},
	{KEY_FDS, "10k", 10000, NULL, "10k"},
	{KEY_FDS, "1024", 1024, NULL, "1024"},
	{KEY_VMAS, "1M", 1000000, NULL, "1M"},
	{KEY_VMAS, "1000k", 1000000, NULL, "1M"},
	{KEY_CPU, "same", KEY_CPU_SAME, "same", "same"},
	{KEY_CPU, "other", KEY_CPU_OTHER, "other", "other"},
	{KEY_CPU, "any", KEY_CPU_ANY, "any", "any"},
	{KEY_EXEC, "none", 0, "none", "none"},
	{KEY_EXEC, "tiny", 0, "tiny", "tiny"},
	{KEY_EXEC, "/bin/true", 0, "/bin/true", "/bin/true"},
	{KEY_EXEC, "/bin/echo a b", 0, "/bin/echo a b", "/bin/echo a b"},
	{KEY_EXEC, "a,b,,c", 0, "a,b,,c", "a\\,b\\,\\,c"},
	{KEY_EXEC, "a=b:c", 0, "a=b:c", "a=b:c"},
	{KEY_IMAGE, "", 0, "", ""},
	{KEY_IMAGE, "/opt/procbench", 0, "/opt/procbench", "/opt/procbench"},
	{KEY_FLAGS, "vm+vfork", 0, "vm+vfork", "vm+vfork"},
};

static void check_reading(const struct reading *reading)
{
	struct keys keys;
	struct error error = {0};
	char *canonical;

	init(&keys);
	assert_false(keys.is_explicit[reading->key]);
	assert_int_equal(keys_set(&keys, reading->key, reading->value, &error), 0);
	assert_true(keys.is_explicit[reading->key]);
	assert_int_equal(keys.number[reading->key], reading->number);
	if (reading->text)
		assert_string_equal(keys.text[reading->key], reading->text);
	else
		assert_null(keys.text[reading->key]);
	canonical = value_of(&keys, reading->key);
	assert_string_equal(canonical, reading->canonical);
	free(canonical);
	keys_free(&keys);
}

static void values_are_read_and_said_again(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(readings) / sizeof(readings[0]); i++)
		check_reading(&readings[i]);
}

/* What a value is written as reads back as the same value. */
static void canonical_values_read_back(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(readings) / sizeof(readings[0]); i++) {
		const char *at = readings[i].canonical;
		struct reading again = readings[i];
		char *part = keys_next_part(&at);

		assert_non_null(part);
		assert_null(at);
		again.value = part;
		check_reading(&again);
		free(part);
	}
}

static void a_later_value_replaces_an_earlier_one(void **state)
{
	struct keys keys;
	struct error error = {0};

	(void)state;
	init(&keys);
	assert_int_equal(keys_set(&keys, KEY_EXEC, "/bin/true", &error), 0);
	assert_int_equal(keys_set(&keys, KEY_EXEC, "tiny", &error), 0);
	assert_string_equal(keys.text[KEY_EXEC], "tiny");
	assert_int_equal(keys_set(&keys, KEY_CPU, "any", &error), 0);
	assert_int_equal(keys_set(&keys, KEY_CPU, "other", &error), 0);
	assert_int_equal(keys.number[KEY_CPU], KEY_CPU_OTHER);
	assert_string_equal(keys.text[KEY_CPU], "other");
	keys_free(&keys);
}

/* ---- refused values ---- */

static const struct refusal {
	enum key key;
	const char *value;
	int code;
	const char *text;
} refusals[] = {
	{KEY_RSS, "1X", EINVAL,
	 "key 'rss': unknown unit 'X' in '1X' (expected a size such as 4096, 64K, 1M or 4G)"},
	{KEY_RSS, "1k", EINVAL,
	 "key 'rss': unknown unit 'k' in '1k' (expected a size such as 4096, 64K, 1M or 4G)"},
	{KEY_RSS, "", EINVAL,
	 "key 'rss': invalid value '' (expected a size such as 4096, 64K, 1M or 4G)"},
	{KEY_RSS, "-1", EINVAL,
	 "key 'rss': invalid value '-1' (expected a size such as 4096, 64K, 1M or 4G)"},
	{KEY_RSS, "G", EINVAL,
	 "key 'rss': invalid value 'G' (expected a size such as 4096, 64K, 1M or 4G)"},
	{KEY_RSS, "99999999999G", ERANGE, "key 'rss': '99999999999G' is too large"},
	{KEY_RSS, "18446744073709551616", ERANGE, "key 'rss': '18446744073709551616' is too large"},
	{KEY_FDS, "1K", EINVAL,
	 "key 'fds': unknown unit 'K' in '1K' (expected a count such as 100, 10k or 1M)"},
	{KEY_FDS, "many", EINVAL,
	 "key 'fds': invalid value 'many' (expected a count such as 100, 10k or 1M)"},
	{KEY_VMAS, "1.5", EINVAL, "key 'vmas': '1.5' is not a whole number"},
	{KEY_CPU, "both", EINVAL, "key 'cpu': invalid value 'both' (expected same, other or any)"},
	{KEY_CPU, "", EINVAL, "key 'cpu': invalid value '' (expected same, other or any)"},
	{KEY_CPU, "sam", EINVAL, "key 'cpu': invalid value 'sam' (expected same, other or any)"},
	{KEY_CPU, "same|other", EINVAL,
	 "key 'cpu': invalid value 'same|other' (expected same, other or any)"},
	{KEY_CPU, "Same", EINVAL, "key 'cpu': invalid value 'Same' (expected same, other or any)"},
	{KEY_EXEC, "", EINVAL, "key 'exec': empty value (the default is 'none')"},
	{KEY_FLAGS, "", EINVAL, "key 'flags': empty value (the default is 'none')"},
};

static void a_refused_value_names_its_key(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		const struct refusal *refusal = &refusals[i];
		struct error error = {0};
		struct keys keys;

		init(&keys);
		assert_int_equal(keys_set(&keys, refusal->key, refusal->value, &error),
				 -refusal->code);
		assert_int_equal(error.code, refusal->code);
		assert_string_equal(error.text, refusal->text);
		assert_false(keys.is_explicit[refusal->key]);
		assert_true(keys_is_default(&keys, refusal->key));
		keys_free(&keys);
	}
}

/* ---- defaults and copies ---- */

static void all_values_begin_as_defaults(void **state)
{
	struct keys keys;

	(void)state;
	init(&keys);
	for (int key = 0; key < KEY_COUNT; key++) {
		char *value = value_of(&keys, (enum key)key);

		assert_true(keys_is_default(&keys, (enum key)key));
		assert_false(keys.is_explicit[key]);
		assert_string_equal(value, key_table[key].default_value);
		free(value);
	}
	keys_free(&keys);
}

/* A default counts as a default whether it is given explicitly or not. */
static void only_defaults_are_defaults(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(readings) / sizeof(readings[0]); i++) {
		const struct reading *reading = &readings[i];
		struct error error = {0};
		struct keys keys;

		init(&keys);
		assert_int_equal(keys_set(&keys, reading->key, reading->value, &error), 0);
		assert_int_equal(
			keys_is_default(&keys, reading->key),
			strcmp(reading->canonical, key_table[reading->key].default_value) == 0);
		for (int key = 0; key < KEY_COUNT; key++)
			if (key != (int)reading->key)
				assert_true(keys_is_default(&keys, (enum key)key));
		keys_free(&keys);
	}
}

static void a_copy_is_independent(void **state)
{
	struct keys from, to;
	struct error error = {0};

	(void)state;
	init(&from);
	assert_int_equal(keys_set(&from, KEY_EXEC, "/bin/true", &error), 0);
	assert_int_equal(keys_set(&from, KEY_RSS, "1M", &error), 0);
	assert_int_equal(keys_copy(&to, &from, &error), 0);
	assert_int_equal(keys_set(&from, KEY_EXEC, "tiny", &error), 0);
	assert_int_equal(keys_set(&from, KEY_FDS, "3", &error), 0);
	keys_free(&from);
	assert_string_equal(to.text[KEY_EXEC], "/bin/true");
	assert_int_equal(to.number[KEY_RSS], 1048576);
	assert_int_equal(to.number[KEY_FDS], 0);
	assert_true(to.is_explicit[KEY_EXEC] && to.is_explicit[KEY_RSS]);
	assert_false(to.is_explicit[KEY_FDS]);
	keys_free(&to);
}

/* ---- lists ---- */

#define PARTS_MAX 6

static void lists_are_split_at_bare_commas(void **state)
{
	static const struct {
		const char *list;
		const char *parts[PARTS_MAX];
	} cases[] = {
		{"", {""}},
		{"a", {"a"}},
		{"a,b", {"a", "b"}},
		{"1M,64M,1G", {"1M", "64M", "1G"}},
		{"a,", {"a", ""}},
		{",a", {"", "a"}},
		{",,", {"", "", ""}},
		{"a\\,b", {"a,b"}},
		{"a\\,b,c", {"a,b", "c"}},
		{"\\,", {","}},
		{"a\\ b,c", {"a\\ b", "c"}},
		{"a\\\\,b", {"a\\\\", "b"}},
		{"a\\\\\\,b", {"a\\\\,b"}},
		{"a\\\\\\\\,b", {"a\\\\\\\\", "b"}},
		{"a\\", {"a\\"}},
		{"\\\"\\\",b", {"\\\"\\\"", "b"}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *at = cases[i].list;

		for (size_t k = 0; cases[i].parts[k]; k++) {
			char *part = keys_next_part(&at);

			assert_non_null(part);
			assert_string_equal(part, cases[i].parts[k]);
			free(part);
		}
		assert_null(at);
		assert_null(keys_next_part(&at));
	}
}

/* ---- words ---- */

#define WORDS_MAX 8

static void words_are_split_at_blanks(void **state)
{
	static const struct {
		const char *value;
		const char *words[WORDS_MAX];
	} cases[] = {
		{"", {NULL}},
		{" \t\n ", {NULL}},
		{"a", {"a"}},
		{"a b", {"a", "b"}},
		{"  a \t b\n", {"a", "b"}},
		{"a\\ b c", {"a b", "c"}},
		{"a\\\\ b", {"a\\", "b"}},
		{"\\a\\b", {"ab"}},
		{"a\\", {"a\\"}},
		{"\"\"", {""}},
		{"a \"\" b", {"a", "", "b"}},
		{"\"\"\t\"\"", {"", ""}},
		{"\"\"x", {"\"\"x"}},
		{"x\"\"", {"x\"\""}},
		{"\"a b\"", {"\"a", "b\""}},
		{"\\\"\"", {"\"\""}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char value[32], *words[WORDS_MAX + 1];
		int count = 0;

		while (cases[i].words[count])
			count++;
		snprintf(value, sizeof(value), "%s", cases[i].value);
		assert_int_equal(keys_split_words(value, words, WORDS_MAX), count);
		for (int k = 0; k < count; k++)
			assert_string_equal(words[k], cases[i].words[k]);
		assert_null(words[count]);
	}
}

static void too_many_words_are_refused(void **state)
{
	char three[] = "a b c ", four[] = "a b c d", none[] = "  ";
	char *words[4];

	(void)state;
	assert_int_equal(keys_split_words(three, words, 3), 3);
	assert_null(words[3]);
	assert_int_equal(keys_split_words(four, words, 3), -E2BIG);
	assert_int_equal(keys_split_words(none, words, 0), 0);
	assert_null(words[0]);
}

static void words_are_quoted_only_where_needed(void **state)
{
	static const char *const cases[][2] = {
		{"a", "a"},
		{"", "\"\""},
		{"a b", "a\\ b"},
		{"a\tb", "a\\\tb"},
		{"a\nb", "a\\\nb"},
		{"a\\b", "a\\\\b"},
		{"\"", "\\\""},
		{"\"\"", "\\\"\""},
		{"a\"b", "a\"b"},
		{"a,b", "a,b"},
		{"--x=1", "--x=1"},
		{"'$HOME'", "'$HOME'"},
		{"\xc3\xa9", "\xc3\xa9"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text text = {0};

		keys_add_word(&text, cases[i][0]);
		assert_string_equal(text_string(&text), cases[i][1]);
		text_free(&text);
	}
}

/* Words, joined by blanks as a value, written to a spec, parsed and split again. */
static void check_round_trip(const char *const *words, int count)
{
	struct text value = {0};
	struct error error = {0};
	struct keys keys;
	char *said, *part, *back[WORDS_MAX + 1];
	const char *at;

	for (int i = 0; i < count; i++) {
		text_add(&value, i ? " " : "");
		keys_add_word(&value, words[i]);
	}
	init(&keys);
	assert_int_equal(keys_set(&keys, KEY_EXEC, text_string(&value), &error), 0);
	at = said = value_of(&keys, KEY_EXEC);
	part = keys_next_part(&at);
	assert_null(at);
	assert_string_equal(part, text_string(&value));
	assert_int_equal(keys_split_words(part, back, WORDS_MAX), count);
	for (int i = 0; i < count; i++)
		assert_string_equal(back[i], words[i]);
	free(part);
	free(said);
	keys_free(&keys);
	text_free(&value);
}

static void awkward_words_survive(void **state)
{
	static const char *const words[] = {
		"",       "\"",    "\"\"",     "\"\"\"", " ",      "  ",   "\t",    "\n",
		"\\",     "\\\\",  ",",        ",,",     "\\,",    ",\\",  "\\\\,", "a b",
		"a\\",    "\\a",   " a ",      "\"a\"",  "=",      ":",    "a,b ",  "'",
		"\\\"\"", "\"\" ", "\xff\x01", "none",   "\n\n\\", "tiny",
	};
	const size_t count = sizeof(words) / sizeof(words[0]);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		check_round_trip(&words[i], 1);
		for (size_t k = 0; k < count; k++) {
			const char *three[] = {words[i], words[k], words[i]};

			check_round_trip(three, 3);
		}
	}
}

static uint64_t random_state = 20240229;

static unsigned random_below(unsigned n)
{
	random_state = random_state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)((random_state >> 33) % n);
}

static void random_words_survive(void **state)
{
	static const char letters[] = " \t\n\\\",=ab";
	char texts[WORDS_MAX][12];
	const char *words[WORDS_MAX];

	(void)state;
	for (int round = 0; round < 20000; round++) {
		int count = 1 + (int)random_below(WORDS_MAX);

		for (int i = 0; i < count; i++) {
			size_t length = random_below(sizeof(texts[i]));

			for (size_t k = 0; k < length; k++)
				texts[i][k] = letters[random_below(sizeof(letters) - 1)];
			texts[i][length] = '\0';
			words[i] = texts[i];
		}
		check_round_trip(words, count);
	}
}

/* ---- spellings ---- */

static int find(const char *word)
{
	struct error error;

	return keys_find(word, strlen(word), &error);
}

static void names_are_found_by_every_spelling(void **state)
{
	(void)state;
	assert_int_equal(find("touch-parent"), KEY_TOUCH_PARENT);
	assert_int_equal(find("set-tid"), KEY_SET_TID);
	assert_int_equal(find("islands"), KEY_CHUNKS);
	assert_int_equal(find("island"), -ENOENT);
	assert_int_equal(find("touch-"), -ENOENT);
	assert_string_equal(keys_option(KEY_TOUCH_PARENT).name, "touch-parent");
	assert_string_equal(keys_option(KEY_RSS).name, "rss");
	assert_string_equal(keys_old_name(KEY_CHUNKS), "islands");
	assert_null(keys_old_name(KEY_RSS));
}

static void specs_of_earlier_versions_are_renewed(void **state)
{
	static const struct {
		const char *old, *renewed;
	} rows[] = {
		{"fork:dirty=2,fds=5,islands=12,rss=2648K",
		 "fork:chunks=12,dirty=2,fds=5,rss=2648K"},
		{"fork:exec=/a\\,islands=1 b,islands=3", "fork:chunks=3,exec=/a\\,islands=1 b"},
		{"fork:islands=3", "fork:chunks=3"},
		{"fork:touch-parent=1", "fork:touch_parent=1"},
		{"fork", "fork"},
		{"fork:", "fork:"},
		{"fork:vmas=1,fds=2", "fork:vmas=1,fds=2"},
		{"fork:islands=3,chunks=2", "fork:islands=3,chunks=2"},
		{"fork:islands=3,new=2", "fork:islands=3,new=2"},
		{"fork:islands", "fork:islands"},
		{"fork:islands=3,", "fork:islands=3,"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *spec = strdup(rows[i].old);

		assert_int_equal(keys_renew_spec(&spec), 0);
		assert_string_equal(spec, rows[i].renewed);
		free(spec);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_is_sorted_and_whole),
		cmocka_unit_test(every_name_is_found),
		cmocka_unit_test(names_are_found_by_every_spelling),
		cmocka_unit_test(specs_of_earlier_versions_are_renewed),
		cmocka_unit_test(unknown_names_get_a_suggestion),
		cmocka_unit_test(a_name_of_any_length_is_refused),
		cmocka_unit_test(values_are_read_and_said_again),
		cmocka_unit_test(canonical_values_read_back),
		cmocka_unit_test(a_later_value_replaces_an_earlier_one),
		cmocka_unit_test(a_refused_value_names_its_key),
		cmocka_unit_test(all_values_begin_as_defaults),
		cmocka_unit_test(only_defaults_are_defaults),
		cmocka_unit_test(a_copy_is_independent),
		cmocka_unit_test(lists_are_split_at_bare_commas),
		cmocka_unit_test(words_are_split_at_blanks),
		cmocka_unit_test(too_many_words_are_refused),
		cmocka_unit_test(words_are_quoted_only_where_needed),
		cmocka_unit_test(awkward_words_survive),
		cmocka_unit_test(random_words_survive),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
