/* request: encodes a case for its subject. */
#define _GNU_SOURCE
#include "request.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* For a program given as an open descriptor: its path, and the directory to search its number in.
 */
#define FD_FOLDER "/proc/self/fd"

/* The strings of a request, concatenated; offset 0 is the empty string. */
struct packer {
	struct arena_header *header;
	size_t used;
	bool full;
};

static uint32_t pack(struct packer *packer, const char *string)
{
	size_t size = strlen(string) + 1, at = packer->used;

	if (size > sizeof(packer->header->text) - at) {
		packer->full = true;
		return 0;
	}
	memcpy(packer->header->text + at, string, size);
	packer->used += size;
	return (uint32_t)at;
}

static void pack_keys(struct packer *packer, const struct keys *keys)
{
	for (int key = 0; key < KEY_COUNT; key++) {
		packer->header->number[key] = keys->number[key];
		packer->header->text_at[key] = keys->text[key] ? pack(packer, keys->text[key]) : 0;
	}
}

static void pack_word(struct packer *packer, const char *word)
{
	pack(packer, word);
	packer->header->argc++;
}

/* Executed by descriptor; arguments make it take timestamps, and execute itself again. */
static void pack_target(struct packer *packer, const struct plan_case *item)
{
	struct arena_header *header = packer->header;
	uint64_t execs = item->keys.number[KEY_EXECS];
	char path[32], number[24];

	snprintf(path, sizeof(path), FD_FOLDER "/%d", ARENA_FD_TARGET);
	snprintf(number, sizeof(number), "%d", ARENA_FD_TARGET);
	header->program_at = pack(packer, path);
	header->file_at = pack(packer, number);
	header->argv_at = pack(packer, plan_target(item)->name);
	header->argc = 1;
	if (header->stamping != ARENA_STAMP_NONE)
		pack_word(packer, header->stamping == ARENA_STAMP_CLOCK ? ARENA_TARGET_CLOCK
									: ARENA_TARGET_COUNTER);
	if (execs > 1) {
		snprintf(number, sizeof(number), ARENA_TARGET_AGAIN "%" PRIu64, execs - 1);
		pack_word(packer, number);
	}
}

/* 0, or -errno as exec would give it. */
static int check_program(const char *path)
{
	struct stat seen;

	if (stat(path, &seen) < 0 || access(path, X_OK) < 0)
		return -errno;
	return S_ISREG(seen.st_mode) ? 0 : -EACCES;
}

/* A name without a slash is searched in PATH, as a shell would; itself where it is not found. */
static const char *search_path(const char *name, char *path, size_t size)
{
	const char *folders = getenv("PATH");

	if (strchr(name, '/'))
		return name;
	while (folders && *folders) {
		size_t length = strcspn(folders, ":");

		snprintf(path, size, "%.*s/%s", (int)length, folders, name);
		if (check_program(path) == 0)
			return path;
		folders += length + (folders[length] == ':');
	}
	return name;
}

static int pack_program(struct packer *packer, const struct plan_case *item, struct error *error)
{
	char *words[ARENA_ARGS_MAX + 1], path[PATH_MAX];
	char *value = strdup(item->keys.text[KEY_EXEC]);
	int count = value ? keys_split_words(value, words, ARENA_ARGS_MAX) : -ENOMEM;

	if (count < 1) {
		free(value);
		return error_set(error, count < 0 ? -count : EINVAL,
				 "exec: the command must have 1 to %d words", ARENA_ARGS_MAX);
	}
	packer->header->program_at = pack(packer, search_path(words[0], path, sizeof(path)));
	packer->header->file_at = pack(packer, words[0]);
	packer->header->argv_at = pack(packer, words[0]);
	packer->header->argc = (uint32_t)count;
	for (int i = 1; i < count; i++)
		pack(packer, words[i]);
	free(value);
	return 0;
}

int request_check(const struct plan_case *item, struct error *error)
{
	char *words[ARENA_ARGS_MAX + 1], path[PATH_MAX], *value;
	int status = 0;

	/* a shell has words of its own; behind a command that starts the subject, paths may differ
	 */
	if (plan_target(item) || !plan_executes(item) || item->wrap || item->method->by_shell)
		return 0;
	value = strdup(item->keys.text[KEY_EXEC]);
	if (value && keys_split_words(value, words, ARENA_ARGS_MAX) > 0)
		status = check_program(search_path(words[0], path, sizeof(path)));
	if (status < 0)
		error_set(error, -status, "cannot execute '%s': %s", words[0], strerror(-status));
	free(value);
	return status;
}

int request_pack(struct arena_header *header, const struct plan_case *item, struct error *error)
{
	struct packer packer = {.header = header, .used = 1};
	int status = 0;

	snprintf(header->method, sizeof(header->method), "%s", item->method->name);
	pack_keys(&packer, &item->keys);
	if (plan_target(item))
		pack_target(&packer, item);
	else if (plan_executes(item))
		status = pack_program(&packer, item, error);
	header->text_bytes = (uint32_t)packer.used;
	if (packer.full)
		return error_set(error, E2BIG, "the command is longer than %d bytes",
				 ARENA_TEXT_BYTES);
	return status;
}

void request_environment(const struct plan_case *item)
{
	if (method_searches_path(item->method, &item->keys) && plan_target(item))
		setenv("PATH", FD_FOLDER, 1);
}

void request_image(const struct plan_case *item, const char *process, char *path, size_t size)
{
	char *words[2] = {NULL}, *value = strdup(item->keys.text[KEY_IMAGE]);
	int count = value ? keys_split_words(value, words, 1) : 0;

	if (count == 1)
		snprintf(path, size, "%s", words[0]);
	else
		snprintf(path, size, "/proc/%s/exe", process);
	free(value);
}
