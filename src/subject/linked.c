/* linked: the files that a program needs to start, besides its own. */
#define _GNU_SOURCE
#include "linked.h"

#include "procbench/sys/clock.h"
#include "procbench/sys/interpreter.h"
#include "procbench/sys/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A script, its interpreter, and no interpreter of that: the kernel allows four. */
#define SCRIPTS_MAX 4

/* Exit status of the child that could not execute the loader, as in a shell. */
#define NOT_EXECUTED 127

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

	if (*path != '/' || !end || end - 1 <= path)
		return 0;
	return add_path(linked, path, (size_t)(end - 1 - path), error);
}

/* ---- the loader ---- */

struct question {
	const char *loader;
	const char *program;
	char *argv[4];
	char *const *environment;
	int answer;      /* where the loader writes */
	uint64_t end_ns; /* when it is killed */
	uint64_t limit_ns;
};

/* On its parent's stack: no array of its own, whose guards AddressSanitizer would leave there. */
__attribute__((noreturn)) static void ask_loader(void *argument)
{
	const struct question *question = argument;

	if (sys_dup3(question->answer, STDOUT_FILENO) >= 0)
		sys_execve(question->loader, question->argv, question->environment);
	sys_exit_group(NOT_EXECUTED);
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

static bool is_late(const struct question *question)
{
	return clock_now_ns() >= question->end_ns;
}

/* Whether the loader has written something, or ended its output, in time. */
static bool await_answer(const struct question *question, int fd)
{
	struct pollfd answer = {.fd = fd, .events = POLLIN};
	uint64_t now = clock_now_ns(), end = question->end_ns;

	while (now < end && poll(&answer, 1, (int)((end - now) / 1000000) + 1) == 0)
		now = clock_now_ns();
	return now < end;
}

/* Up to its end in any case, so that the loader need not wait. */
static int read_answer(struct linked *linked, const struct question *question, int fd,
		       struct error *error)
{
	struct answer answer = {.length = 0};
	char bytes[4096];
	int status = 0;
	long got = -EINTR;

	while ((got > 0 || got == -EINTR) && await_answer(question, fd)) {
		got = sys_read(fd, bytes, sizeof(bytes));
		if (got > 0 && status == 0)
			status = take(&answer, linked, bytes, (size_t)got, error);
	}
	return status;
}

/* Returns how it ended; kills it if it is late. */
static int end_loader(const struct question *question, pid_t pid, bool *was_late)
{
	int ending = 0;
	long reaped;

	do {
		*was_late = is_late(question);
		if (*was_late)
			sys_kill(pid, SIGKILL);
		reaped = sys_wait4(pid, &ending, __WALL | (*was_late ? 0 : WNOHANG), NULL);
		if (reaped == 0)
			sys_sleep_ms(1);
	} while (reaped == 0 || reaped == -EINTR);
	return ending;
}

static int refuse(const struct question *question, int code, const char *why, struct error *error)
{
	return error_set(error, code, "cold: cannot list the libraries of '%s' by '%s --list': %s",
			 question->program, question->loader, why);
}

static int judge(const struct question *question, int ending, bool was_late, struct error *error)
{
	char why[64];

	if (ending == 0)
		return 0;
	if (was_late)
		snprintf(why, sizeof(why), "no answer within %.3g seconds",
			 (double)question->limit_ns / 1e9);
	else if (WIFSIGNALED(ending))
		snprintf(why, sizeof(why), "it was killed by signal %d", WTERMSIG(ending));
	else if (WEXITSTATUS(ending) == NOT_EXECUTED)
		snprintf(why, sizeof(why), "it cannot be executed");
	else
		snprintf(why, sizeof(why), "exit status %d", WEXITSTATUS(ending));
	return refuse(question, was_late ? ETIMEDOUT : ENOEXEC, why, error);
}

/* Without SIGCHLD, which a way of reaping may wait for. */
static int list_libraries(struct linked *linked, struct question *question, struct error *error)
{
	int ends[2], status, ending;
	long pid = sys_pipe(ends);
	bool was_late;

	if (pid < 0)
		return refuse(question, (int)-pid, strerror((int)-pid), error);
	question->answer = ends[1];
	question->end_ns = clock_now_ns() + question->limit_ns;
	pid = sys_clone(CLONE_VM | CLONE_VFORK, NULL, NULL, ask_loader, question);
	sys_close(ends[1]);
	if (pid < 0) {
		sys_close(ends[0]);
		return refuse(question, (int)-pid, strerror((int)-pid), error);
	}
	status = read_answer(linked, question, ends[0], error);
	sys_close(ends[0]);
	ending = end_loader(question, (pid_t)pid, &was_late);
	return status < 0 ? status : judge(question, ending, was_late, error);
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
		uint64_t limit_ns, struct error *error)
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
		struct question question = {
			.loader = interpreter,
			.program = program,
			.argv = {interpreter, (char *)"--list", (char *)program, NULL},
			.environment = environment,
			.limit_ns = limit_ns,
		};

		status = list_libraries(linked, &question, error);
	}
	return status;
}
