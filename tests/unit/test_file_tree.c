/* test_file_tree: which files a path stands for, in which order; and words that are stored once. */
#include "procbench/base/file_tree.h"

#include "procbench/base/text.h"
#include "procbench/base/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static void make_file(const char *path)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fclose(file);
}

static int enter(void **state)
{
	char folder[] = "/tmp/test-file-tree-XXXXXX";

	assert_non_null(mkdtemp(folder));
	assert_int_equal(chdir(folder), 0);
	assert_int_equal(mkdir("d", 0777), 0);
	assert_int_equal(mkdir("d/b", 0777), 0);
	assert_int_equal(mkdir("d/.hidden", 0777), 0);
	make_file("d/c.json");
	make_file("d/a.json");
	make_file("d/blessed");
	make_file("d/.x.json");
	make_file("d/.hidden/x.json");
	make_file("d/b/x.json");
	make_file("d/b/.json");
	assert_int_equal(symlink("../..", "d/b/circle.json"), 0);
	*state = strdup(folder);
	return 0;
}

static int leave(void **state)
{
	char command[64];

	snprintf(command, sizeof(command), "rm -rf %s", (char *)*state);
	free(*state);
	return system(command);
}

static int note(void *context, const char *path, const struct error *unreadable)
{
	text_printf(context, "%s%s ", path, unreadable ? "!" : "");
	return 0;
}

static void expect(const char *path, const char *expected)
{
	struct text found = {0};

	assert_int_equal(file_tree_walk(path, ".json", note, &found), 0);
	assert_string_equal(text_string(&found), expected);
	text_free(&found);
}

static void test_files_are_in_the_order_of_names(void **state)
{
	(void)state;
	assert_int_equal(unlink("d/b/circle.json"), 0);
	expect("d", "d/a.json d/b/x.json d/c.json ");
	expect("d/blessed", "d/blessed ");
	expect("-", "- ");
	expect("none", "none ");
}

static void test_a_pipe_is_not_opened(void **state)
{
	(void)state;
	assert_int_equal(mkfifo("d/b/pipe.json", 0666), 0);
	assert_int_equal(symlink("pipe.json", "d/b/z.json"), 0);
	expect("d/b", "d/b/pipe.json! d/b/x.json d/b/z.json! ");
	expect("d/b/pipe.json", "d/b/pipe.json ");
	assert_int_equal(unlink("d/b/pipe.json"), 0);
	assert_int_equal(unlink("d/b/z.json"), 0);
}

static int stop(void *context, const char *path, const struct error *unreadable)
{
	(void)path;
	(void)unreadable;
	return ++*(int *)context == 10 ? 7 : 0;
}

static void test_a_circle_of_links_ends(void **state)
{
	int visits = 0;

	(void)state;
	assert_int_equal(file_tree_walk("d", ".json", stop, &visits), 7);
	assert_int_equal(visits, 10);
	visits = 10;
	assert_int_equal(file_tree_walk("d", ".json", stop, &visits), 0);
	assert_in_range(visits, 11, 200);
}

static void test_an_unreadable_directory_is_told(void **state)
{
	(void)state;
	if (geteuid() == 0)
		skip(); /* root may read it */
	assert_int_equal(chmod("d/b", 0), 0);
	expect("d", "d/a.json d/b! d/c.json ");
	assert_int_equal(chmod("d/b", 0777), 0);
}

static void test_words_are_stored_once(void **state)
{
	struct words words = {0};
	char word[16];

	(void)state;
	assert_true(words_find(&words, "a") < 0);
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 1000; i++) {
			snprintf(word, sizeof(word), "%d", i);
			assert_int_equal(words_add(&words, word), i);
		}
	assert_int_equal(words.count, 1000);
	assert_int_equal(words_find(&words, "999"), 999);
	assert_true(words_find(&words, "1000") < 0);
	words_free(&words);
	assert_int_equal(words_add_numbers(&words, (uint64_t[]){1, 0x23}, 2), 0);
	assert_int_equal(words_add_numbers(&words, (uint64_t[]){0x12, 3}, 2), 1);
	assert_int_equal(words_add_numbers(&words, (uint64_t[]){1, 0x23, 0}, 3), 2);
	assert_int_equal(words_add_numbers(&words, (uint64_t[]){1, 0x23}, 2), 0);
	for (size_t i = 0; i < 16; i++) /* the longest */
		assert_int_equal(words_add_numbers(&words,
						   (uint64_t[]){UINT64_MAX, UINT64_MAX, UINT64_MAX,
								UINT64_MAX, UINT64_MAX, UINT64_MAX,
								UINT64_MAX, i},
						   WORDS_NUMBERS),
				 3 + i);
	/* the one before once more, and its beginning */
	assert_int_equal(words_add_numbers(&words, (uint64_t[]){7, 8}, 2), 19);
	assert_int_equal(words_add_numbers(&words, (uint64_t[]){7, 8}, 2), 19);
	assert_int_equal(words_add_numbers(&words, (uint64_t[]){7}, 1), 20);
	assert_int_equal(words_add_numbers(&words, (uint64_t[]){7, 9}, 2), 21);
	words_free(&words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_circle_of_links_ends),
		cmocka_unit_test(test_files_are_in_the_order_of_names),
		cmocka_unit_test(test_a_pipe_is_not_opened),
		cmocka_unit_test(test_an_unreadable_directory_is_told),
		cmocka_unit_test(test_words_are_stored_once),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
