/*
 * like_java: what OpenJDK 17 does in ProcessBuilder.inheritIO().start(): posix_spawn of a helper,
 * to which what to execute is written through a pipe, and which answers through another.
 *
 * The helper is procbench's own (java_helper.c), because the messages of the original differ
 * between builds of a JDK. What happens in Java, such as waking the thread that waits, is left out.
 */
#define _GNU_SOURCE
#include "java_spawning.h"

#include "procbench/methods/method.h"
#include "procbench/sys/embedded.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define STREAMS 3

struct java_state {
	char helper[32]; /* its path */
	char *block;     /* the program's path and its arguments, which do not change */
	struct java_sizes sizes;
};

/* ---- the helper ---- */

static long spawn_helper(struct creation *creation, const struct java_child *child)
{
	const struct java_state *state = creation->state;
	char ends[3 * 12];
	char *argv[] = {(char *)"java-helper", ends, NULL};
	pid_t pid;
	int code;

	for (int stream = 0; stream < STREAMS; stream++)
		fcntl(stream, F_GETFD);
	snprintf(ends, sizeof(ends), JAVA_ENDS_FORMAT, child->request[0], child->request[1],
		 child->answer[1]);
	code = posix_spawn(&pid, state->helper, NULL, NULL, argv, creation->environment);
	return code ? -code : pid;
}

static bool send_all(int fd, const void *data, size_t size)
{
	for (const char *at = data; size > 0;) {
		long sent = sys_write(fd, at, size);

		if (sent < 0 && sent != -EINTR)
			return false;
		if (sent > 0) {
			at += sent;
			size -= (size_t)sent;
		}
	}
	return true;
}

static bool send_request(const struct java_state *state, const struct java_child *child)
{
	int fd = child->request[1];
	uint32_t word = JAVA_REQUEST;

	return send_all(fd, &word, sizeof(word)) && send_all(fd, child, sizeof(*child)) &&
	       send_all(fd, &state->sizes, sizeof(state->sizes)) &&
	       send_all(fd, state->block, state->sizes.bytes);
}

/* The bytes of a word that came until the end of the pipe. */
static long receive_word(int fd, uint32_t *word)
{
	long got;

	do
		got = sys_read(fd, word, sizeof(*word));
	while (got == -EINTR);
	return got;
}

/* 0 once the program has been executed, else -errno. */
static long await_exec(int fd)
{
	uint32_t word;

	if (receive_word(fd, &word) != sizeof(word) || word != JAVA_ALIVE)
		return -EPIPE; /* the helper has ended */
	return receive_word(fd, &word) == sizeof(word) ? -(long)word : 0;
}

/* ---- the parent ---- */

/* Java notes when the process was started, to know it again. */
static void read_start_time(long pid)
{
	char path[32], line[1024];
	struct stat seen;
	int fd;

	snprintf(path, sizeof(path), "/proc/%ld/stat", pid);
	fd = (int)sys_open(path, O_RDONLY);
	if (fd < 0)
		return;
	fstat(fd, &seen);
	while (sys_read(fd, line, sizeof(line)) > 0)
		;
	sys_close(fd);
}

static long converse(struct creation *creation, struct java_child *child)
{
	long pid = spawn_helper(creation, child), status = 0;
	bool sent = pid > 0 && send_request(creation->state, child);

	sys_close(child->request[1]);
	sys_close(child->answer[1]);
	if (pid > 0)
		status = sent ? await_exec(child->answer[0]) : -EPIPE;
	sys_close(child->answer[0]);
	sys_close(child->request[0]);
	if (status < 0)
		while (sys_wait4((pid_t)pid, NULL, 0, NULL) == -EINTR)
			;
	return status < 0 ? status : pid;
}

static long java_create(struct creation *creation)
{
	struct java_child child = {{-1, -1}, {-1, -1}, {0}};
	long pid;

	if (pipe(child.request) < 0)
		return -errno;
	if (pipe(child.answer) < 0) {
		pid = -errno;
		sys_close(child.request[0]);
		sys_close(child.request[1]);
		return pid;
	}
	pid = converse(creation, &child);
	if (pid > 0)
		read_start_time(pid);
	return pid;
}

/* ---- before the loop ---- */

static void keep_word(struct java_state *state, const char *word)
{
	size_t size = strlen(word) + 1;

	if (state->block)
		memcpy(state->block + state->sizes.bytes, word, size);
	state->sizes.bytes += (uint32_t)size;
}

static void keep_words(struct java_state *state, const struct creation *creation)
{
	state->sizes = (struct java_sizes){0};
	keep_word(state, creation->program);
	for (char *const *word = creation->argv; *word; word++, state->sizes.argument_count++)
		keep_word(state, *word);
}

static int make_block(struct java_state *state, const struct creation *creation,
		      struct error *error)
{
	void *block;

	keep_words(state, creation); /* only to learn its size */
	block = mmap(NULL, state->sizes.bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
		     -1, 0);
	if (block == MAP_FAILED)
		return error_set(error, errno, "cannot map the arguments: %s", strerror(errno));
	state->block = block;
	keep_words(state, creation);
	return 0;
}

static int open_helper(struct java_state *state, struct error *error)
{
	int fd = embedded_open(EMBEDDED_JAVA_HELPER, error), high;

	if (fd < 0)
		return fd;
	high = fcntl(fd, F_DUPFD_CLOEXEC, CREATION_FDS_KEPT);
	close(fd);
	if (high < 0)
		return error_set(error, errno, "cannot keep the helper open: %s", strerror(errno));
	snprintf(state->helper, sizeof(state->helper), "/proc/self/fd/%d", high);
	return 0;
}

static void ignore_broken_pipe(int number)
{
	(void)number;
}

/* A handler as Java has one, because children would inherit that SIGPIPE is ignored. */
static int java_prepare(struct creation *creation, const struct keys *keys, struct error *error)
{
	struct sigaction action = {.sa_handler = ignore_broken_pipe, .sa_flags = SA_RESTART};

	(void)keys;
	if (sigaction(SIGPIPE, &action, NULL) < 0)
		return error_set(error, errno, "cannot handle SIGPIPE: %s", strerror(errno));
	if (open_helper(creation->state, error) < 0)
		return -error->code;
	return make_block(creation->state, creation, error);
}

static int java_probe(struct error *error)
{
	return embedded_probe(EMBEDDED_JAVA_HELPER, error);
}

const struct method method_like_java = {
	.name = "like-java",
	.summary = "what OpenJDK 17's ProcessBuilder does: posix_spawn of a helper that "
		   "reads its command from a pipe",
	.call = "until the helper has executed the program, as a pipe reports",
	.groups = METHOD_GROUPS_SPAWN,
	.creates = true,
	.suspends = true,
	.only_executes = true,
	.floor = "floor-vfork",
	.one_spawner = "another thread's helper would inherit the pipes and delay "
		       "their end of file",
	.state_bytes = sizeof(struct java_state),
	.probe = java_probe,
	.prepare = java_prepare,
	.trace = {"posix_spawn",
		  "jspawnhelper",
		  {{"rt_sigprocmask", 2, 2}, {"rt_sigaction", 0, 130}}},
	.calls = {java_create, creation_reap, creation_settle_nothing},
};
