/* tracer_program: the search of execvp, for a child that shares its parent's memory. */
#define _GNU_SOURCE
#include "tracer_program.h"

#include "procbench/sys/raw.h"

#include <errno.h>
#include <limits.h>
#include <paths.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FOLDERS "/bin:/usr/bin" /* of libc, without PATH */

/* An empty folder is the current one. */
static void list_paths(struct text *paths, const char *name)
{
	const char *folder = getenv("PATH");

	if (!folder)
		folder = FOLDERS;
	for (;; folder++) {
		size_t length = strcspn(folder, ":");

		text_add_bytes(paths, folder, length);
		if (length > 0)
			text_add_char(paths, '/');
		text_add(paths, name);
		text_add_char(paths, '\0');
		folder += length;
		if (*folder == '\0')
			return;
	}
}

int tracer_program_find(struct tracer_program *program, char *const *argv)
{
	const char *name = argv[0];
	size_t count = 0;

	*program = (struct tracer_program){.argv = argv};
	if (strchr(name, '/')) {
		text_add_bytes(&program->paths, name, strlen(name) + 1);
	} else if (*name && strlen(name) <= NAME_MAX) {
		list_paths(&program->paths, name);
	} else {
		program->error = *name ? -ENAMETOOLONG : -ENOENT;
	}
	while (argv[count])
		count++;
	program->script = calloc(count + 2, sizeof(*program->script));
	if (!program->script || program->paths.failed)
		return -ENOMEM;
	program->script[0] = (char *)(uintptr_t)_PATH_BSHELL;
	memcpy(program->script + 2, argv + 1, (count - 1) * sizeof(*argv));
	return 0;
}

/* Whether another folder may have it. */
static bool is_elsewhere(long error)
{
	return error == -EACCES || error == -ENOENT || error == -ESTALE || error == -ENOTDIR ||
	       error == -ENODEV || error == -ETIMEDOUT;
}

/* A file that is no program is a script of the shell. */
static long execute(const struct tracer_program *program, char *path)
{
	long error = sys_execve(path, program->argv, environ);

	if (error != -ENOEXEC)
		return error;
	program->script[1] = path;
	return sys_execve(_PATH_BSHELL, program->script, environ);
}

long tracer_program_execute(const struct tracer_program *program)
{
	long error = program->error;
	bool is_denied = false;

	for (size_t at = 0; at < program->paths.length;
	     at += strlen(program->paths.data + at) + 1) {
		error = execute(program, program->paths.data + at);
		if (!is_elsewhere(error))
			return error;
		is_denied = is_denied || error == -EACCES;
	}
	return is_denied ? -EACCES : error;
}

void tracer_program_free(struct tracer_program *program)
{
	text_free(&program->paths);
	free(program->script);
}
