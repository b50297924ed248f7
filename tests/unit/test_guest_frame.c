/* The parts of a guest's answer on its console: found among other text, or refused when damaged. */
#include "../../src/guest/frame.h"
#include "../../src/guest/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct text console_with(const char *before, const char *name, const char *bytes,
				size_t length)
{
	struct text console = {0};

	text_add(&console, before);
	frame_add(&console, name, bytes, length);
	return console;
}

static void finds_a_part_after_what_the_kernel_wrote(void **state)
{
	static const char bytes[] = "a\0b\n@procbench-frame x";
	struct text console = console_with("[ 0.1] booting\r\n", "output", bytes, sizeof(bytes));
	struct frame frame;
	struct error error = {0};
	size_t at = 0;

	(void)state;
	text_add(&console, "\n[ 9.9] restarting\n");
	assert_int_equal(frame_next(&console, &at, &frame, &error), 1);
	assert_string_equal(frame.name, "output");
	assert_int_equal(frame.length, sizeof(bytes));
	assert_memory_equal(frame.bytes, bytes, sizeof(bytes));
	assert_int_equal(frame_next(&console, &at, &frame, &error), 0);
	text_free(&console);
}

static void finds_nothing_in_an_empty_console(void **state)
{
	struct text console = {0};
	struct frame frame;
	struct error error = {0};
	size_t at = 0;

	(void)state;
	assert_int_equal(frame_next(&console, &at, &frame, &error), 0);
}

static void refuse(struct text *console, const char *words)
{
	struct frame frame;
	struct error error = {0};
	size_t at = 0;

	assert_true(frame_next(console, &at, &frame, &error) < 0);
	assert_non_null(strstr(error.text, words));
	text_free(console);
}

static void refuses_a_part_that_is_cut_off(void **state)
{
	struct text console = console_with("", "output", "abcdef", 6);

	(void)state;
	console.length -= 2;
	refuse(&console, "cut off after 4 of 6 bytes");
}

static void refuses_every_damaged_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < 6; i++) {
		struct text console = console_with("", "output", "abcdef", 6);

		console.data[console.length - 1 - i] ^= 1;
		refuse(&console, "wrong checksum of 'output'");
	}
}

static void refuses_a_line_that_is_none(void **state)
{
	static const char *const lines[] = {
		"\n@procbench-frame output 6\nabcdef",
		"\n@procbench-frame output x 0000000000000000\nabcdef",
		"\n@procbench-frame OUTPUT 6 0000000000000000\nabcdef",
		"\n@procbench-frame output 99999999999999 0000000000000000\nabcdef",
		"\n@procbench-frame output 6 0000000000000000 more\nabcdef",
		"\n@procbench-frame ",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct text console = {0};

		text_add(&console, lines[i]);
		refuse(&console, "damaged");
	}
}

static struct text answer_console(int status)
{
	struct guest_answer answer = {.status = status};
	struct text console = {0};

	text_add(&answer.output, "{}");
	text_add(&answer.messages, "hello");
	parts_add_answer(&console, &answer);
	guest_answer_free(&answer);
	return console;
}

static void takes_a_whole_answer(void **state)
{
	struct text console = answer_console(256);
	struct guest_answer answer = {0};
	struct error error = {0};

	(void)state;
	assert_int_equal(parts_unpack(&answer, &console, &error), 0);
	assert_int_equal(answer.status, 256);
	assert_string_equal(text_string(&answer.output), "{}");
	assert_string_equal(text_string(&answer.messages), "hello");
	guest_answer_free(&answer);
	text_free(&console);
}

/* Wherever a console ends, the answer is not taken for a whole one. */
static void refuses_an_answer_that_ends_early(void **state)
{
	struct text console = answer_console(0);
	size_t whole = console.length;

	(void)state;
	for (console.length = 0; console.length < whole; console.length++) {
		struct guest_answer answer = {0};
		struct error error = {0};

		assert_int_equal(parts_unpack(&answer, &console, &error), -GUEST_FAILED);
		assert_int_equal(error.code, GUEST_FAILED);
		assert_non_null(strstr(error.text, "the guest failed: "));
		guest_answer_free(&answer);
	}
	text_free(&console);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_a_part_after_what_the_kernel_wrote),
		cmocka_unit_test(finds_nothing_in_an_empty_console),
		cmocka_unit_test(refuses_a_part_that_is_cut_off),
		cmocka_unit_test(refuses_every_damaged_byte),
		cmocka_unit_test(refuses_a_line_that_is_none),
		cmocka_unit_test(takes_a_whole_answer),
		cmocka_unit_test(refuses_an_answer_that_ends_early),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
