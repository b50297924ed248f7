/* test_request: a case as its subject needs it: numbers, strings, a program and its words. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/run/request.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

#define WORDS_MAX 8

static struct arena_header header;

/* A plan of that one case; the caller frees it. */
static struct plan plan_of(const char *spec)
{
	char *specs[] = {(char *)(uintptr_t)spec};
	struct plan_request request = {.specs = specs, .spec_count = 1};
	struct error error = {0};
	struct plan plan;

	if (plan_build(&plan, &request, &error) != 0)
		fail_msg("'%.100s': %s", spec, error.text);
	return plan;
}

static int pack_stamped(const char *spec, enum arena_stamping stamping, struct error *error)
{
	struct plan plan = plan_of(spec);
	int status;

	memset(&header, 0, sizeof(header));
	header.stamping = stamping;
	*error = (struct error){0};
	status = request_pack(&header, &plan.cases[0], error);
	plan_free(&plan);
	return status;
}

static void pack_well(const char *spec)
{
	struct error error;

	if (pack_stamped(spec, ARENA_STAMP_NONE, &error) != 0)
		fail_msg("'%.100s': %s", spec, error.text);
}

static const char *text_at(uint32_t at)
{
	assert_true(at < header.text_bytes);
	assert_true(header.text_bytes <= ARENA_TEXT_BYTES);
	return header.text + at;
}

/* Exactly these words, one behind the other, and nothing behind the last. */
static void check_argv(const char *const *words)
{
	uint32_t at = header.argv_at, count = 0;

	for (; words[count]; count++) {
		assert_string_equal(text_at(at), words[count]);
		at += (uint32_t)strlen(words[count]) + 1;
	}
	assert_int_equal(header.argc, count);
	assert_int_equal(at, header.text_bytes);
}

/* The strings of the program are the last ones: the subject copies from there to the end. */
static void check_program_is_last(void)
{
	assert_true(header.program_at > 0);
	assert_true(header.program_at < header.file_at);
	assert_true(header.file_at < header.argv_at);
	for (int key = 0; key < KEY_COUNT; key++)
		assert_true(header.text_at[key] < header.program_at);
}

/* ---- keys ---- */

static void numbers_and_texts_arrive(void **state)
{
	(void)state;
	pack_well("clone3:flags=vfork+vm,rss=1M,fds=3,vmas=2k,cpu=any,image=/opt/x");
	assert_string_equal(header.method, "clone3");
	assert_int_equal(header.number[KEY_RSS], 1048576);
	assert_int_equal(header.number[KEY_FDS], 3);
	assert_int_equal(header.number[KEY_VMAS], 2000);
	assert_int_equal(header.number[KEY_CPU], KEY_CPU_ANY);
	assert_int_equal(header.number[KEY_FLAGS], 0x100 | 0x4000);
	assert_string_equal(text_at(header.text_at[KEY_FLAGS]), "vm+vfork");
	assert_string_equal(text_at(header.text_at[KEY_IMAGE]), "/opt/x");
	assert_string_equal(text_at(header.text_at[KEY_CPU]), "any");
	assert_string_equal(text_at(header.text_at[KEY_EXEC]), "none");
	assert_int_equal(header.text_at[KEY_RSS], 0);
	assert_int_equal(header.text_at[KEY_FDS], 0);
	assert_int_equal(header.text[0], '\0'); /* what 0 stands for */
}

static void nothing_executed_is_no_program(void **state)
{
	static const char *const specs[] = {"fork", "null", "floor", "fork:exec=none"};

	(void)state;
	for (size_t i = 0; i < LENGTH(specs); i++) {
		pack_well(specs[i]);
		assert_int_equal(header.program_at, 0);
		assert_int_equal(header.file_at, 0);
		assert_int_equal(header.argv_at, 0);
		assert_int_equal(header.argc, 0);
	}
}

/* Every method's name fits, with its end. */
static void every_method_is_named(void **state)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		pack_well(methods[i]->name);
		assert_memory_equal(header.method, methods[i]->name, strlen(methods[i]->name) + 1);
	}
}

/* ---- the targets of ours ---- */

static void each_target_is_executed_by_descriptor(void **state)
{
	(void)state;
	for (int id = 0; id < TARGET_COUNT; id++) {
		const char *argv[] = {target_table[id].name, ARENA_TARGET_COUNTER, NULL};
		struct error error;
		char spec[64];

		snprintf(spec, sizeof(spec), "posix_spawnp:exec=%s", target_table[id].name);
		assert_int_equal(pack_stamped(spec, ARENA_STAMP_COUNTER, &error), 0);
		assert_string_equal(text_at(header.program_at), "/proc/self/fd/5");
		assert_string_equal(text_at(header.file_at), "5");
		check_argv(argv);
		check_program_is_last();
	}
}

static void its_stamps_are_asked_for_by_an_argument(void **state)
{
	static const struct {
		enum arena_stamping stamping;
		const char *argv[3];
	} rows[] = {
		{ARENA_STAMP_NONE, {"tiny"}},
		{ARENA_STAMP_COUNTER, {"tiny", ARENA_TARGET_COUNTER}},
		{ARENA_STAMP_CLOCK, {"tiny", ARENA_TARGET_CLOCK}},
	};
	static const char *const specs[] = {"fork:exec=tiny", "posix_spawn", "posix_spawnp"};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows) * LENGTH(specs); i++) {
		struct error error;
		const char *spec = specs[i / LENGTH(rows)];

		assert_int_equal(pack_stamped(spec, rows[i % LENGTH(rows)].stamping, &error), 0);
		assert_string_equal(text_at(header.program_at), "/proc/self/fd/5");
		assert_string_equal(text_at(header.file_at), "5");
		check_argv(rows[i % LENGTH(rows)].argv);
		check_program_is_last();
	}
	assert_int_equal(ARENA_FD_TARGET, 5);
}

/* ---- other programs ---- */

static const struct command {
	const char *spec;
	const char *argv[WORDS_MAX + 1];
} commands[] = {
	{"fork:exec=/bin/true", {"/bin/true"}},
	{"fork:exec=/bin/echo a b c", {"/bin/echo", "a", "b", "c"}},
	{"fork:exec=  /bin/echo \t a  ", {"/bin/echo", "a"}},
	{"fork:exec=/bin/echo c b a,rss=1M", {"/bin/echo", "c", "b", "a"}},
	{"fork:exec=/bin/echo a\\ b c", {"/bin/echo", "a b", "c"}},
	{"fork:exec=/bin/echo a\\,b \\,", {"/bin/echo", "a,b", ","}},
	{"fork:exec=/bin/echo a\\\\b \\\\", {"/bin/echo", "a\\b", "\\"}},
	{"fork:exec=/bin/echo \"\" a \"\"", {"/bin/echo", "", "a", ""}},
	{"fork:exec=/no\\ such/file", {"/no such/file"}},
	{"fork:exec=./relative x", {"./relative", "x"}},
	{"fork:exec=/bin/tiny tiny", {"/bin/tiny", "tiny"}},
	{"posix_spawn:exec=/bin/true x", {"/bin/true", "x"}},
};

static void words_arrive_in_order(void **state)
{
	static const enum arena_stamping stampings[] = {ARENA_STAMP_NONE, ARENA_STAMP_COUNTER,
							ARENA_STAMP_CLOCK};

	(void)state;
	for (size_t i = 0; i < LENGTH(commands) * LENGTH(stampings); i++) {
		const struct command *command = &commands[i / LENGTH(stampings)];
		struct error error;

		assert_int_equal(
			pack_stamped(command->spec, stampings[i % LENGTH(stampings)], &error), 0);
		assert_string_equal(text_at(header.program_at), command->argv[0]);
		assert_string_equal(text_at(header.file_at), command->argv[0]);
		check_argv(command->argv);
		check_program_is_last();
	}
}

static void a_case_without_words_is_refused(void **state)
{
	struct error error;

	(void)state;
	assert_int_equal(pack_stamped("fork:exec= \t", ARENA_STAMP_NONE, &error), -EINVAL);
	assert_string_equal(error.text, "exec: the command must have 1 to 1024 words");
}

/* ---- what is too much ---- */

static char *repeated(const char *before, const char *unit, size_t times)
{
	struct text text = {0};

	text_add(&text, before);
	for (size_t i = 0; i < times; i++)
		text_add(&text, unit);
	return text_take(&text);
}

static int pack_repeated(const char *before, const char *unit, size_t times, struct error *error)
{
	char *spec = repeated(before, unit, times);
	int status = pack_stamped(spec, ARENA_STAMP_NONE, error);

	free(spec);
	return status;
}

static void too_many_words_are_refused(void **state)
{
	struct error error;

	(void)state;
	assert_int_equal(pack_repeated("fork:exec=/x", " a", ARENA_ARGS_MAX - 1, &error), 0);
	assert_int_equal(header.argc, ARENA_ARGS_MAX);
	assert_int_equal(pack_repeated("fork:exec=/x", " a", ARENA_ARGS_MAX, &error), -E2BIG);
	assert_int_equal(error.code, E2BIG);
	assert_string_equal(error.text, "exec: the command must have 1 to 1024 words");
}

/* The command stands there twice, as the key's text and as words, and its name twice more. */
static void a_long_command_is_refused(void **state)
{
	struct error error;
	size_t fits = 0;

	(void)state;
	for (size_t n = 1 << 15; n > 0; n /= 2)
		if (pack_repeated("fork:exec=/x ", "a", fits + n, &error) == 0)
			fits += n;
	assert_in_range(fits, ARENA_TEXT_BYTES / 2 - 128, ARENA_TEXT_BYTES / 2);
	assert_int_equal(pack_repeated("fork:exec=/x ", "a", fits, &error), 0);
	assert_in_range(header.text_bytes, ARENA_TEXT_BYTES - 1, ARENA_TEXT_BYTES);
	assert_int_equal(strlen(text_at(header.argv_at + 3)), fits);
	assert_int_equal(header.text[header.text_bytes - 1], '\0');
	assert_int_equal(pack_repeated("fork:exec=/x ", "a", fits + 1, &error), -E2BIG);
	assert_int_equal(error.code, E2BIG);
	assert_string_equal(error.text, "the command is longer than 65536 bytes");
}

/* Whichever string is the one that does not fit, nothing behind the text is written. */
static void no_length_overflows(void **state)
{
	static const char *const befores[] = {"fork:exec=/", "fork:exec=/x ",
					      "fork:exec=/x,image=/"};

	(void)state;
	for (size_t i = 0; i < ARENA_TEXT_BYTES / 384; i++) { /* the longest fits in no form */
		struct {
			struct arena_header header;
			char fence[64];
		} *room = calloc(1, sizeof(*room));
		char *spec = repeated(befores[i % LENGTH(befores)], "a", i * 389);
		struct plan plan = plan_of(spec);
		struct error error = {0};
		int status = request_pack(&room->header, &plan.cases[0], &error);

		assert_true(status == 0 || status == -E2BIG);
		assert_true(room->header.text_bytes <= ARENA_TEXT_BYTES);
		for (size_t k = 0; k < sizeof(room->fence); k++)
			assert_int_equal(room->fence[k], 0);
		plan_free(&plan);
		free(spec);
		free(room);
	}
}

/* ---- PATH ---- */

/* Folders a, b and "c d" in a folder of the test's own, with programs and what only looks so. */
static char folder[] = "/tmp/procbench-test-XXXXXX";
static char *old_path;

static const struct entry {
	const char *name;
	int mode; /* 0: a folder */
} entries[] = {
	{"a", 0},          {"b", 0},         {"c d", 0},       {"a/first", 0755},
	{"b/first", 0755}, {"b/both", 0755}, {"a/both", 0644}, {"c d/last", 0755},
};

static char *in_folder(const char *name)
{
	static char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

static int make_folder(void **state)
{
	(void)state;
	old_path = strdup(getenv("PATH") ? getenv("PATH") : "");
	if (!mkdtemp(folder))
		return -1;
	for (size_t i = 0; i < LENGTH(entries); i++) {
		const char *path = in_folder(entries[i].name);
		int fd = -1;

		if (entries[i].mode == 0 && mkdir(path, 0755) < 0)
			return -1;
		if (entries[i].mode != 0 &&
		    (fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, entries[i].mode)) < 0)
			return -1;
		if (fd >= 0)
			close(fd);
	}
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	for (size_t i = LENGTH(entries); i-- > 0;)
		remove(in_folder(entries[i].name));
	setenv("PATH", old_path, 1);
	free(old_path);
	return remove(folder);
}

/* "@" stands for the folder. */
static char *with_folder(const char *pattern)
{
	struct text text = {0};

	for (; *pattern; pattern++)
		if (*pattern == '@')
			text_add(&text, folder);
		else
			text_add_char(&text, *pattern);
	return text_take(&text);
}

static const struct search {
	const char *path; /* NULL: not set */
	const char *word;
	const char *program;
} searches[] = {
	{"@/a:@/b", "first", "@/a/first"},
	{"@/b:@/a", "first", "@/b/first"},
	{"@/a:@/b", "both", "@/b/both"}, /* the first one is not executable */
	{"@/a:@/none:@/c d", "last", "@/c d/last"},
	{"@/a:@/b", "last", "last"}, /* exec will say why not */
	{"@/a", "a/first", "a/first"},
	{"@/a", "@/b/first", "@/b/first"},
	{"@/a", "@/none", "@/none"},
	{"", "first", "first"},
	{NULL, "first", "first"},
};

static void check_search(const struct search *search)
{
	char *path = search->path ? with_folder(search->path) : NULL;
	char *word = with_folder(search->word), *program = with_folder(search->program);
	const char *argv[] = {word, "x", NULL};
	struct text spec = {0};

	if (path)
		setenv("PATH", path, 1);
	else
		unsetenv("PATH");
	text_printf(&spec, "fork:exec=%s x", word);
	pack_well(text_string(&spec));
	assert_string_equal(text_at(header.program_at), program);
	assert_string_equal(text_at(header.file_at), word); /* for methods that search themselves */
	check_argv(argv);
	text_free(&spec);
	free(path);
	free(word);
	free(program);
}

static void a_bare_name_is_searched_in_path(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(searches); i++)
		check_search(&searches[i]);
}

/* ---- environment and image ---- */

static void check_environment(const char *spec, const char *expected)
{
	struct plan plan = plan_of(spec);

	setenv("PATH", "/before", 1);
	request_environment(&plan.cases[0]);
	assert_string_equal(getenv("PATH"), expected);
	plan_free(&plan);
}

/* A method that searches PATH finds a target's descriptor by its number. */
static void only_a_search_for_a_target_changes_path(void **state)
{
	(void)state;
	check_environment("posix_spawnp", "/proc/self/fd");
	check_environment("posix_spawnp:exec=script", "/proc/self/fd");
	check_environment("posix_spawnp:exec=true", "/before");
	check_environment("posix_spawn", "/before");
	check_environment("fork:exec=tiny", "/before");
	check_environment("fork", "/before");
}

static void the_image_is_a_path_or_oneself(void **state)
{
	static const char *const rows[][2] = {
		{"fork", "/proc/self/exe"},
		{"fork:image=/opt/procbench", "/opt/procbench"},
		{"fork:image=/opt/a\\ b", "/opt/a b"},
		{"fork:image=/opt/a\\,b", "/opt/a,b"},
		{"fork:image=,rss=1M", "/proc/self/exe"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct plan plan = plan_of(rows[i][0]);
		char path[64];

		request_image(&plan.cases[0], "self", path, sizeof(path));
		assert_string_equal(path, rows[i][1]);
		plan_free(&plan);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_and_texts_arrive),
		cmocka_unit_test(nothing_executed_is_no_program),
		cmocka_unit_test(every_method_is_named),
		cmocka_unit_test(each_target_is_executed_by_descriptor),
		cmocka_unit_test(its_stamps_are_asked_for_by_an_argument),
		cmocka_unit_test(words_arrive_in_order),
		cmocka_unit_test(a_case_without_words_is_refused),
		cmocka_unit_test(too_many_words_are_refused),
		cmocka_unit_test(a_long_command_is_refused),
		cmocka_unit_test(no_length_overflows),
		cmocka_unit_test(a_bare_name_is_searched_in_path),
		cmocka_unit_test(only_a_search_for_a_target_changes_path),
		cmocka_unit_test(the_image_is_a_path_or_oneself),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
