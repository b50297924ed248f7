/* linked: the files that start a program beside its own. */
#define _GNU_SOURCE
#include "linked.h"

#include "procbench/sys/interpreter.h"
#include "procbench/sys/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A script, its interpreter, and no interpreter of that: the kernel allows four. */
#define SCRIPTS_MAX 4

/* ---- the list ---- */

static bool is_listed(const struct linked *linked, const char *path)
{
	for (size_t i = 0; i < linked->count; i++)
		if (strcmp(linked->path[i], path) == 0)
			return true;
	return false;
}

static int add_path(struct linked *linked, const char *path, size_t length, struct error *error)
{
	char *copy = linked->bytes + linked->used;

	if (linked->used + length >= sizeof(linked->bytes) || linked->count == LINKED_MAX)
		return error_set(error, E2BIG, "cold: more than %d libraries", LINKED_MAX);
	memcpy(copy, path, length);
	copy[length] = '\0';
	if (is_listed(linked, copy))
		return 0;
	linked->used += length + 1;
	linked->path[linked->count++] = copy;
	return 0;
}

/* "	libc.so.6 => /lib/libc.so.6 (0x7f...)"; a loader and what it does not find have no arrow. */
static int add_line(struct linked *linked, const char *line, struct error *error)
{
	const char *arrow = strstr(line, "=> "), *end = strrchr(line, '(');
	const char *path = arrow ? arrow + 3 : line + strspn(line, " \t");

	if (*path != '/' || !end || end <= path)
		return 0;
	return add_path(linked, path, (size_t)(end - 1 - path), error);
}

/* ---- the loader ---- */

struct question {
	const char *loader;
	const char *program;
	char *const *environment;
	int answer; /* where the loader writes */
};

__attribute__((noreturn)) static void ask_loader(void *argument)
{
	const struct question *question = argument;
	char *argv[] = {(char *)question->loader, (char *)"--list", (char *)question->program,
			NULL};

	if (sys_dup3(question->answer, STDOUT_FILENO) >= 0)
		sys_execve(question->loader, argv, question->environment);
	sys_exit_group(127);
}

/* Lines longer than any path are no libraries. */
struct answer {
	char line[PATH_MAX + 256];
	size_t length;
};

static int take(struct answer *answer, struct linked *linked, const char *bytes, size_t count,
		struct error *error)
{
	int status = 0;

	for (size_t i = 0; i < count && status == 0; i++) {
		if (bytes[i] == '\n') {
			answer->line[answer->length] = '\0';
			answer->length = 0;
			status = add_line(linked, answer->line, error);
		} else if (answer->length < sizeof(answer->line) - 1) {
			answer->line[answer->length++] = bytes[i];
		}
	}
	return status;
}

/* Up to its end in any case, so that the loader need not wait. */
static int read_answer(struct linked *linked, int fd, struct error *error)
{
	struct answer answer = {.length = 0};
	char bytes[4096];
	int status = 0;
	long got;

	while ((got = sys_read(fd, bytes, sizeof(bytes))) > 0 || got == -EINTR)
		if (got > 0 && status == 0)
			status = take(&answer, linked, bytes, (size_t)got, error);
	return status;
}

static int refuse(const struct question *question, int code, struct error *error)
{
	return error_set(error, code, "cold: cannot list the libraries of '%s' by '%s --list'",
			 question->program, question->loader);
}

/* Without SIGCHLD, which a way of reaping may wait for. */
static int list_libraries(struct linked *linked, struct question *question, struct error *error)
{
	int ends[2], status, ending = 0;
	long pid = sys_pipe(ends);

	if (pid < 0)
		return refuse(question, (int)-pid, error);
	question->answer = ends[1];
	pid = sys_clone(CLONE_VM | CLONE_VFORK, NULL, NULL, ask_loader, question);
	sys_close(ends[1]);
	status = pid < 0 ? refuse(question, (int)-pid, error) : read_answer(linked, ends[0], error);
	sys_close(ends[0]);
	while (pid > 0 && sys_wait4((pid_t)pid, &ending, __WALL, NULL) == -EINTR)
		;
	return status == 0 && ending != 0 ? refuse(question, ENOEXEC, error) : status;
}

/* ---- the program ---- */

static int interpreter_at(const char *path, char *interpreter, struct error *error)
{
	int fd = (int)sys_open(path, O_RDONLY | O_CLOEXEC);
	int kind = fd < 0 ? fd : interpreter_of(fd, interpreter, PATH_MAX);

	if (fd >= 0)
		sys_close(fd);
	if (kind < 0)
		return error_set(error, -kind, "cold: cannot read '%s': %s", path, strerror(-kind));
	return kind;
}

int linked_find(struct linked *linked, const char *program, char *const *environment,
		struct error *error)
{
	char interpreter[PATH_MAX];
	int kind = INTERPRETER_SCRIPT, status = 0;

	for (int i = 0; i <= SCRIPTS_MAX && kind == INTERPRETER_SCRIPT && status == 0; i++) {
		kind = interpreter_at(program, interpreter, error);
		if (kind < 0)
			return kind;
		if (*interpreter)
			status = add_path(linked, interpreter, strlen(interpreter), error);
		if (kind == INTERPRETER_SCRIPT && status == 0)
			program = linked->path[linked->count - 1];
	}
	linked->is_unknown = kind == INTERPRETER_FOREIGN || kind == INTERPRETER_UNKNOWN;
	if (status == 0 && kind == INTERPRETER_LOADER) {
		struct question question = {interpreter, program, environment, -1};

		status = list_libraries(linked, &question, error);
	}
	return status;
}
