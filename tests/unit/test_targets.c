/* test_targets: the programs of ours that a child can execute, as a table and as files. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/subject/target.h"

#include "procbench/base/keys.h"
#include "procbench/base/targets.h"
#include "procbench/sys/embedded.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* ---- the table ---- */

static void a_target_is_found_by_its_name_alone(void **state)
{
	static const char *const others[] = {"", "none", "tin", "tinyx", "tiny x", "/tiny", "TINY"};

	(void)state;
	for (int id = 0; id < TARGET_COUNT; id++) {
		assert_int_equal(target_table[id].id, id);
		assert_ptr_equal(target_find(target_table[id].name), &target_table[id]);
	}
	for (size_t i = 0; i < LENGTH(others); i++)
		assert_null(target_find(others[i]));
}

static void exec_offers_each_target(void **state)
{
	struct text choices = {0};

	(void)state;
	text_add(&choices, "none|");
	for (int id = 0; id < TARGET_COUNT; id++)
		text_printf(&choices, "%s|", target_table[id].name);
	text_add(&choices, "PATH");
	assert_string_equal(key_table[KEY_EXEC].value, text_string(&choices));
	text_free(&choices);
}

/* The kernel executes an interpreter in the place of a script, and it needs none itself. */
static void an_interpreter_is_a_program(void **state)
{
	(void)state;
	for (int id = 0; id < TARGET_COUNT; id++) {
		enum target_id interpreter = target_table[id].interpreter;

		if (interpreter != TARGET_NONE)
			assert_int_equal(target_table[interpreter].interpreter, TARGET_NONE);
	}
}

/* ---- the files ---- */

static int open_program(enum embedded program)
{
	struct error error = {0};
	int fd = embedded_open(program, &error);

	if (fd < 0)
		fail_msg("%s", error.text);
	return fd;
}

static void check_file(enum embedded program)
{
	int fd = open_program(program);
	struct stat stat;

	assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
	assert_int_equal(fcntl(fd, F_GETFL) & O_ACCMODE, O_RDONLY);
	assert_int_equal(fstat(fd, &stat), 0);
	assert_true(stat.st_size > 0);
	assert_true(stat.st_mode & S_IXUSR);
	close(fd);
}

static void each_is_a_read_only_file_that_can_be_executed(void **state)
{
	(void)state;
	check_file(EMBEDDED_FLOOR);
	for (int id = 0; id < TARGET_COUNT; id++)
		check_file(embedded_target(&target_table[id]));
}

/* For every program segment of that type. */
static int count_segments(int fd, uint32_t type)
{
	Elf64_Ehdr file;
	Elf64_Phdr segment;
	int count = 0;

	assert_int_equal(pread(fd, &file, sizeof(file), 0), sizeof(file));
	assert_memory_equal(file.e_ident, ELFMAG, SELFMAG);
	for (unsigned i = 0; i < file.e_phnum; i++) {
		off_t at = (off_t)(file.e_phoff + i * sizeof(segment));

		assert_int_equal(pread(fd, &segment, sizeof(segment), at), sizeof(segment));
		count += segment.p_type == type;
	}
	return count;
}

static void each_is_linked_as_it_says(void **state)
{
	static const struct {
		enum embedded program;
		int loaders, dynamics, tls;
	} rows[] = {
		{EMBEDDED_FLOOR, 0, 0, 0},       {EMBEDDED_TINY, 0, 0, 0},
		{EMBEDDED_STATIC, 0, 0, 1},     /* libc's */
		{EMBEDDED_STATIC_PIE, 0, 1, 1}, /* it relocates itself */
		{EMBEDDED_DYNAMIC, 1, 1, 0},     {EMBEDDED_LADDER, 1, 1, 0},
		{EMBEDDED_JAVA_HELPER, 1, 1, 0},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		int fd = open_program(rows[i].program);

		assert_int_equal(count_segments(fd, PT_INTERP), rows[i].loaders);
		assert_int_equal(count_segments(fd, PT_DYNAMIC), rows[i].dynamics);
		assert_int_equal(count_segments(fd, PT_TLS), rows[i].tls);
		close(fd);
	}
}

static void the_script_names_its_interpreter(void **state)
{
	char wanted[64], found[64] = "";
	int fd = open_program(EMBEDDED_SCRIPT);

	(void)state;
	snprintf(wanted, sizeof(wanted), "#!/proc/self/fd/%d\n", ARENA_FD_INTERPRETER);
	assert_int_equal(read(fd, found, sizeof(found) - 1), strlen(wanted));
	assert_string_equal(found, wanted);
	close(fd);
}

static int count_fds(void)
{
	int count = 0;

	for (int fd = 0; fd < 64; fd++)
		count += fcntl(fd, F_GETFD) >= 0;
	return count;
}

/* What has no loader always can be executed; a question leaves nothing open. */
static void a_question_leaves_nothing(void **state)
{
	int before = count_fds();

	(void)state;
	for (int id = 0; id < TARGET_COUNT; id++) {
		struct error error = {0};
		int status = embedded_probe(embedded_target(&target_table[id]), &error);

		assert_true(status == 0 || (id == TARGET_DYNAMIC && *error.text));
	}
	assert_int_equal(count_fds(), before);
}

/* ---- what they are told ---- */

static void stamps_are_asked_for_by_the_first_two_arguments(void **state)
{
	static const struct {
		enum arena_stamping stamping;
		const char *argv[5];
	} rows[] = {
		{ARENA_STAMP_NONE, {NULL}},
		{ARENA_STAMP_NONE, {"tiny"}},
		{ARENA_STAMP_NONE, {"t"}},
		{ARENA_STAMP_NONE, {"c"}},
		{ARENA_STAMP_NONE, {"/proc/self/fd/6", "/proc/self/fd/5"}},
		{ARENA_STAMP_NONE, {"tiny", ""}},
		{ARENA_STAMP_NONE, {"tiny", "x"}},
		{ARENA_STAMP_NONE, {"tiny", "tt"}},
		{ARENA_STAMP_NONE, {"tiny", "x", "x", ARENA_TARGET_COUNTER}},
		{ARENA_STAMP_COUNTER, {"tiny", ARENA_TARGET_COUNTER, "x"}},
		{ARENA_STAMP_COUNTER, {"tiny", ARENA_TARGET_COUNTER}},
		{ARENA_STAMP_CLOCK, {"tiny", ARENA_TARGET_CLOCK}},
		{ARENA_STAMP_COUNTER, {"/6", "/5", ARENA_TARGET_COUNTER}},
		{ARENA_STAMP_CLOCK, {"/6", "/5", ARENA_TARGET_CLOCK}},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		char *argv[5];
		long argc = 0;

		for (; rows[i].argv[argc]; argc++)
			argv[argc] = (char *)(uintptr_t)rows[i].argv[argc];
		assert_int_equal(target_stamping(argc, argv), rows[i].stamping);
	}
}

static void a_stamp_is_the_counter_or_the_clock(void **state)
{
	struct timespec before, after;
	uint64_t stamp;

	(void)state;
	assert_true(target_stamp(ARENA_STAMP_COUNTER, 12345) == 12345);
	clock_gettime(CLOCK_MONOTONIC, &before);
	stamp = target_stamp(ARENA_STAMP_CLOCK, 12345);
	clock_gettime(CLOCK_MONOTONIC, &after);
	assert_true(stamp >= (uint64_t)before.tv_sec * 1000000000u + (uint64_t)before.tv_nsec);
	assert_true(stamp <= (uint64_t)after.tv_sec * 1000000000u + (uint64_t)after.tv_nsec);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_target_is_found_by_its_name_alone),
		cmocka_unit_test(exec_offers_each_target),
		cmocka_unit_test(an_interpreter_is_a_program),
		cmocka_unit_test(each_is_a_read_only_file_that_can_be_executed),
		cmocka_unit_test(each_is_linked_as_it_says),
		cmocka_unit_test(the_script_names_its_interpreter),
		cmocka_unit_test(a_question_leaves_nothing),
		cmocka_unit_test(stamps_are_asked_for_by_the_first_two_arguments),
		cmocka_unit_test(a_stamp_is_the_counter_or_the_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
