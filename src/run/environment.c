/* environment: extends the environment of a subject, which its children inherit. */
#define _GNU_SOURCE
#include "environment.h"

#include "procbench/shapes/shape_strings.h"
#include "procbench/subject/arena.h"
#include "procbench/sys/raw.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- PATH ---- */

/* libc's default if PATH is not set. */
#define PATH_UNSET "/bin:/usr/bin"

static bool lacks(const char *folder, const char *name, size_t length)
{
	char path[512];

	if (access(folder, X_OK) < 0)
		return false;
	snprintf(path, sizeof(path), "%s/%.*s", folder, (int)length, name);
	return access(path, F_OK) < 0 && errno == ENOENT;
}

/*
 * Finds an existing directory that does not hold the program, so that none has to be created. The
 * kernel caches negative lookups, so its size does not matter.
 */
static const char *choose_folder(const struct plan_case *item)
{
	static const char *const folders[] = {"/usr/share", "/usr", "/etc", "/var", "/"};
	const char *name = item->keys.text[KEY_EXEC];
	char number[8];

	if (plan_target(item)) { /* its name is its descriptor's number */
		snprintf(number, sizeof(number), "%d", ARENA_FD_TARGET);
		name = number;
	}
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		if (lacks(folders[i], name, strcspn(name, " \t\n")))
			return folders[i];
	return NULL;
}

static int deepen_path(const struct plan_case *item, struct error *error)
{
	const char *folder = choose_folder(item), *before = getenv("PATH");
	struct text path = {0};
	int status;

	if (!folder)
		return error_set(error, ENOENT,
				 "path: no directory found that does not hold the program");
	for (uint64_t i = 0; i < item->keys.number[KEY_PATH]; i++)
		text_printf(&path, "%s:", folder);
	text_add(&path, before ? before : PATH_UNSET);
	status = path.failed ? -1 : setenv("PATH", text_string(&path), 1);
	text_free(&path);
	return status < 0 ? error_no_memory(error) : 0;
}

/* ---- bytes ---- */

/* A string of the given size including its NUL; a "NAME=" variable if there is room for the name.
 */
static char *make_string(uint64_t number, size_t bytes)
{
	char *string = malloc(bytes), name[32];
	int length = snprintf(name, sizeof(name), SHAPE_VARIABLE "%" PRIx64 "=", number);

	if (!string)
		return NULL;
	memset(string, 'x', bytes - 1);
	string[bytes - 1] = '\0';
	if ((size_t)length < bytes)
		memcpy(string, name, (size_t)length);
	return string;
}

static int append(const struct shape_strings *strings, struct error *error)
{
	size_t count = 0;
	char **all;

	while (environ[count])
		count++;
	if (strings->count >= SIZE_MAX / sizeof(*all) - count)
		return error_no_memory(error);
	all = malloc((count + strings->count + 1) * sizeof(*all));
	if (!all)
		return error_no_memory(error);
	memcpy(all, environ, count * sizeof(*all));
	for (uint64_t i = 0; i < strings->count; i++) {
		all[count] = make_string(i, shape_string_bytes(strings, i));
		if (!all[count++])
			return error_no_memory(error);
	}
	all[count] = NULL;
	environ = all; /* never freed, because the process calls exec */
	return 0;
}

int environment_grow(const struct plan_case *item, struct error *error)
{
	struct shape_strings extra = shape_strings(&item->keys, KEY_VARS, KEY_ENV);
	int status = 0;

	if (item->keys.number[KEY_PATH] > 0)
		status = deepen_path(item, error);
	if (status == 0 && extra.count > 0)
		status = append(&extra, error);
	return status;
}
