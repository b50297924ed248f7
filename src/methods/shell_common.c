/* shell_common: code shared by the methods that use /bin/sh. */
#define _GNU_SOURCE
#include "shell_common.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* libc always uses this path; SHELL and PATH do not matter. */
#define SHELL "/bin/sh"

/* The kernel's MAX_ARG_STRLEN is at least 32 pages. */
#define COMMAND_BYTES 131072

int shell_common_probe(struct error *error)
{
	if (access(SHELL, X_OK) == 0)
		return 0;
	return error_set(error, errno, "no shell: cannot execute " SHELL ": %s", strerror(errno));
}

struct line {
	char *bytes; /* of COMMAND_BYTES */
	size_t used;
	bool full;
};

static void add(struct line *line, const char *text)
{
	size_t length = strlen(text);

	line->full = line->full || line->used + length >= COMMAND_BYTES;
	if (line->full)
		return;
	memcpy(line->bytes + line->used, text, length);
	line->used += length;
}

/* Within single quotes only the single quote is special. */
static void add_quoted(struct line *line, const char *word)
{
	char one[2] = "";

	add(line, "'");
	for (; *word; word++) {
		one[0] = *word;
		add(line, *word == '\'' ? "'\\''" : one);
	}
	add(line, "'");
}

const char *shell_common_command(const struct creation *creation, struct error *error)
{
	long memory =
		sys_mmap(COMMAND_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct line line = {.bytes = (char *)memory};

	if (memory < 0 && memory > -4096) {
		error_set(error, (int)-memory, "cannot map the shell's command line");
		return NULL;
	}
	/* the shell would search PATH for a name without a slash, unlike exec */
	add(&line, strchr(creation->program, '/') ? "" : "./");
	add_quoted(&line, creation->program);
	for (char *const *word = creation->argv + 1; *word; word++) {
		add(&line, " ");
		add_quoted(&line, *word);
	}
	if (!line.full)
		return line.bytes;
	error_set(error, E2BIG, "the shell's command line is longer than %d bytes", COMMAND_BYTES);
	return NULL;
}
