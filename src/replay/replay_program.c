/* replay_program: the name of a program, and the target of procbench that replaces it. */
#include "replay_program.h"

#include "procbench/sys/interpreter.h"

#include <fcntl.h>
#include <limits.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

const char *replay_program_name(const char *path)
{
	const char *slash = path ? strrchr(path, '/') : NULL;

	return slash && slash[1] ? slash + 1 : path;
}

const char *replay_program_kind(const char *path)
{
	static const char *const kinds[] = {
		[INTERPRETER_NONE] = "static",   [INTERPRETER_LOADER] = "dynamic",
		[INTERPRETER_SCRIPT] = "script", [INTERPRETER_FOREIGN] = "dynamic",
		[INTERPRETER_UNKNOWN] = NULL,
	};
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	char interpreter[PATH_MAX];
	int kind = fd < 0 ? -1 : interpreter_of(fd, interpreter, sizeof(interpreter));

	if (fd >= 0)
		close(fd);
	return kind < 0 ? NULL : kinds[kind];
}
