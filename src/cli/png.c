/* png: a picture as PNG, made by rsvg-convert. */
#define _GNU_SOURCE
#include "png.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PROGRAM       "rsvg-convert"
#define TIMEOUT_MS    20000
#define MESSAGE_BYTES 200 /* bytes of its messages that are shown */

/* The picture goes in through a memfd and comes out through a pipe: no files are left. */
struct converter {
	pid_t pid;
	int in;
	int out[2];
	int messages;
};

static int open_all(struct converter *converter, const struct text *svg)
{
	converter->in = memfd_create("svg", MFD_CLOEXEC);
	converter->messages = memfd_create("messages", MFD_CLOEXEC);
	if (converter->in < 0 || converter->messages < 0 || pipe2(converter->out, O_CLOEXEC) < 0)
		return -errno;
	for (size_t done = 0; done < svg->length;) {
		ssize_t n = write(converter->in, svg->data + done, svg->length - done);

		if (n < 0)
			return -errno;
		done += (size_t)n;
	}
	return lseek(converter->in, 0, SEEK_SET) < 0 ? -errno : 0;
}

static void close_all(struct converter *converter)
{
	const int fds[] = {converter->in, converter->out[0], converter->out[1],
			   converter->messages};

	for (size_t i = 0; i < sizeof(fds) / sizeof(fds[0]); i++)
		if (fds[i] >= 0)
			close(fds[i]);
}

/* Its environment has PATH only: neither the locale nor files of the user change the picture. */
static int spawn_with(struct converter *converter, const posix_spawn_file_actions_t *actions,
		      const posix_spawnattr_t *attributes)
{
	static char name[] = PROGRAM, zoom[] = "--zoom=2";
	char *const argv[] = {name, zoom, NULL};
	const char *path = getenv("PATH");
	struct text variable = {0};
	char *environment[] = {NULL, NULL};
	int status;

	text_printf(&variable, "PATH=%s", path ? path : "/usr/bin:/bin");
	environment[0] = variable.data;
	status = variable.failed ? ENOMEM
				 : posix_spawnp(&converter->pid, name, actions, attributes, argv,
						environment);
	text_free(&variable);
	return -status;
}

static int start(struct converter *converter)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none, all;
	int status;

	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &all);
	posix_spawn_file_actions_adddup2(&actions, converter->in, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, converter->out[1], STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, converter->messages, STDERR_FILENO);
	status = spawn_with(converter, &actions, &attributes);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	close(converter->out[1]);
	converter->out[1] = -1;
	return status;
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Until it closes the pipe; -ETIMEDOUT if it takes too long. */
static int take_output(const struct converter *converter, struct text *png)
{
	int64_t end = now_ms() + TIMEOUT_MS;
	char bytes[65536];

	for (;;) {
		struct pollfd fd = {.fd = converter->out[0], .events = POLLIN};
		int64_t left = end - now_ms();
		int ready = poll(&fd, 1, left > 0 ? (int)left : 0);
		ssize_t n;

		if (ready == 0)
			return -ETIMEDOUT;
		if (ready < 0 && errno == EINTR)
			continue;
		n = ready < 0 ? -1 : read(fd.fd, bytes, sizeof(bytes));
		if (n <= 0)
			return n < 0 ? -errno : 0;
		text_add_bytes(png, bytes, (size_t)n);
	}
}

/* Checks the first and last chunk: a converter that crashed or was killed wrote less. */
static bool is_whole(const struct text *png)
{
	static const char end[] = "\0\0\0\0IEND\xae\x42\x60\x82";
	size_t length = sizeof(end) - 1;

	return !png->failed && png->length > 8 + length &&
	       memcmp(png->data, "\x89PNG\r\n\x1a\n", 8) == 0 &&
	       memcmp(png->data + png->length - length, end, length) == 0;
}

/* The end of its messages, which has the cause. */
static void add_message(const struct converter *converter, struct text *words)
{
	char bytes[MESSAGE_BYTES];
	off_t size = lseek(converter->messages, 0, SEEK_END);
	off_t from = size > MESSAGE_BYTES ? size - MESSAGE_BYTES : 0;
	ssize_t n = pread(converter->messages, bytes, sizeof(bytes), from);

	while (n > 0 && bytes[n - 1] == '\n')
		n--;
	if (n > 0)
		text_add_bytes(words, bytes, (size_t)n);
	else
		text_add(words, "it wrote no PNG file and no message");
}

static int convert(struct converter *converter, struct text *png, struct error *error)
{
	struct text words = {0};
	int status = start(converter);

	if (status < 0)
		return error_set(error, -status, "cannot run " PROGRAM ": %s", strerror(-status));
	status = take_output(converter, png);
	/* it has closed its output: do not wait for anything else it does */
	kill(converter->pid, SIGKILL);
	while (waitpid(converter->pid, NULL, 0) < 0 && errno == EINTR)
		;
	if (status == -ETIMEDOUT)
		return error_set(error, ETIMEDOUT, PROGRAM " took longer than %d s: it was killed",
				 TIMEOUT_MS / 1000);
	if (status == 0 && is_whole(png))
		return 0;
	add_message(converter, &words);
	status = error_set(error, EIO, PROGRAM " failed: %s", text_string(&words));
	text_free(&words);
	return status;
}

int png_render(const struct text *svg, struct text *png, struct error *error)
{
	struct converter converter = {-1, -1, {-1, -1}, -1};
	int status = open_all(&converter, svg);

	if (status < 0)
		status = error_set(error, -status, "cannot run " PROGRAM ": %s", strerror(-status));
	else
		status = convert(&converter, png, error);
	close_all(&converter);
	return status;
}
