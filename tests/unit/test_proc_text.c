/* test_proc_text: the texts of /proc, however they are cut. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/sys/proc_text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* A file with that text; its path is valid until the next call. */
static const char *file_of(const char *text)
{
	static char path[64];
	static int fd = -1;

	if (fd >= 0)
		close(fd);
	fd = memfd_create("text", MFD_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return path;
}

static void fields(void **state)
{
	static const char text[] = "Name:\tbash\nSeccomp:\t2\nSeccomp_filters:\t13\n"
				   "model name\t: A: B\nMemTotal:       16384 kB\nEmpty:\nLast: x";
	static const char *const rows[][2] = {
		{"Name", "bash"},
		{"Seccomp", "2"},
		{"model name", "A: B"},
		{"Seccomp_filters", "13"},
		{"MemTotal", "16384 kB"},
		{"Empty", ""},
		{"Last", "x"},
	};
	static const char *const absent[] = {"name", "Sec", "model", "bash", "Seccomp_"};
	char value[64];

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		assert_true(proc_text_copy_field(text, rows[i][0], value, sizeof(value)));
		assert_string_equal(value, rows[i][1]);
	}
	for (size_t i = 0; i < LENGTH(absent); i++)
		assert_false(proc_text_copy_field(text, absent[i], value, sizeof(value)));
	assert_null(proc_text_field("", "Name"));
	assert_true(proc_text_copy_field(text, "MemTotal", value, 4)); /* cut */
	assert_string_equal(value, "163");
}

static void numbers(void **state)
{
	static const struct {
		const char *text;
		int base;
		uint64_t number;
	} rows[] = {
		{"x: 42 kB\n", 10, 42},
		{"x:\t00000000000000ff\n", 16, 255},
		{"x:\n", 10, 0},
		{"x: -1\n", 10, 0}, /* no sign */
		{"x: 12f\n", 10, 12},
		{"x: 18446744073709551614", 10, UINT64_MAX - 1},
		{"x: 18446744073709551615", 10, UINT64_MAX - 1},
		{"x: 99999999999999999999999", 10, UINT64_MAX - 1},
		{"y: 1\n", 10, PROC_TEXT_NONE},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_int_equal(proc_text_number(rows[i].text, "x", rows[i].base), rows[i].number);
	assert_int_equal(proc_text_read_number(file_of("2097152\n")), 2097152);
	assert_int_equal(proc_text_read_number(file_of("max\n")), PROC_TEXT_NONE);
	assert_int_equal(proc_text_read_number("/proc/there-is-no-such-file"), PROC_TEXT_NONE);
}

static void files(void **state)
{
	char text[8];

	(void)state;
	assert_int_equal(proc_text_read(file_of("one\ntwo\nthree\n"), text, sizeof(text)), 0);
	assert_string_equal(text, "one\ntwo");
	assert_int_equal(proc_text_read_line(file_of("one\ntwo\n"), text, sizeof(text)), 0);
	assert_string_equal(text, "one");
	assert_int_equal(proc_text_read_line(file_of(""), text, sizeof(text)), 0);
	assert_string_equal(text, "");
	strcpy(text, "x");
	assert_int_equal(proc_text_read("/proc/there-is-no-such-file", text, sizeof(text)),
			 -ENOENT);
	assert_string_equal(text, "");
	strcpy(text, "x");
	assert_int_equal(proc_text_read("/proc", text, sizeof(text)), -EISDIR);
	assert_string_equal(text, "");
}

struct seen {
	char text[64];
	const char *wanted;
};

static bool see_line(void *context, char *line)
{
	struct seen *seen = context;

	strcat(strcat(seen->text, line), "|");
	return seen->wanted && strcmp(line, seen->wanted) == 0;
}

static void lines(void **state)
{
	static const struct {
		const char *text, *wanted;
		int status;
		const char *seen;
	} rows[] = {
		{"one\ntwo\n", NULL, 0, "one|two|"},
		{"one\n\ntwo", NULL, 0, "one||two|"}, /* the last without an end */
		{"one\ntwo\nthree\n", "two", 1, "one|two|"},
		{"one\ntwo", "two", 1, "one|two|"},
		{"1234567890\nnext\n", NULL, 0, "1234567|next|"}, /* cut to the buffer */
		{"", NULL, 0, ""},
	};
	char buffer[8];

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct seen seen = {.wanted = rows[i].wanted};

		assert_int_equal(proc_text_find_line(file_of(rows[i].text), buffer, sizeof(buffer),
						     see_line, &seen),
				 rows[i].status);
		assert_string_equal(seen.text, rows[i].seen);
	}
	assert_int_equal(proc_text_find_line("/proc/there-is-no-such-file", buffer, sizeof(buffer),
					     see_line, NULL),
			 -ENOENT);
	assert_int_equal(proc_text_find_line("/proc", buffer, sizeof(buffer), see_line, NULL),
			 -EISDIR);
}

/* Longer than what is read at once, so that lines lie over the borders of the pieces. */
static void long_files(void **state)
{
	enum { LINES = 3000 };
	char *text = malloc(LINES * 8 + 1), scratch[100], line[16];
	struct seen seen = {.wanted = "no 2999"};

	(void)state;
	for (int i = 0; i < LINES; i++)
		snprintf(text + 8 * i, 9, "no %04d\n", i);
	assert_int_equal(proc_text_count(file_of(text), '\n', scratch, sizeof(scratch)), LINES);
	text[8 * LINES - 1] = '\0';
	assert_int_equal(proc_text_count(file_of(text), '\n', scratch, sizeof(scratch)), LINES - 1);
	memcpy(text, "\n\n\n\n\n\n\n\n", 8);
	memset(text + 8, '-', 8 * (LINES - 2) - 1);
	assert_int_equal(proc_text_find_line(file_of(text), line, sizeof(line), see_line, &seen),
			 1);
	assert_string_equal(seen.text, "||||||||---------------|no 2999|");
	assert_int_equal(proc_text_count("/proc/there-is-no-such-file", 'x', scratch, 1),
			 PROC_TEXT_NONE);
	free(text);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields), cmocka_unit_test(numbers),    cmocka_unit_test(files),
		cmocka_unit_test(lines),  cmocka_unit_test(long_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
