/*
 * spawn_presets: what other programs do around each posix_spawn of theirs.
 *
 * Their libc calls are made in their order, their copies of strings as many; what their languages
 * do beside (the interpreter, the maps and vectors) is left out. The objects are static where the
 * originals have them on the stack; each spawn builds and destroys them all the same.
 */
#define _GNU_SOURCE
#include "spawn_presets.h"

#include "spawn_common.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static posix_spawn_file_actions_t actions;
static posix_spawnattr_t attributes;

/* ---- a copy of the environment ---- */

/* Name and value each taken by itself, then joined again, as a map of them makes it. */
static char *copy_variable(const char *variable)
{
	size_t name_length = strcspn(variable, "=");
	char *name = strndup(variable, name_length);
	char *value = strdup(variable + name_length);
	char *joined = name && value ? realloc(name, name_length + strlen(value) + 1) : NULL;

	if (joined)
		strcpy(joined + name_length, value);
	else
		free(name);
	free(value);
	return joined;
}

static void free_environment(char **copy)
{
	for (size_t i = 0; copy[i]; i++)
		free(copy[i]);
	free(copy);
}

/* All of `environment`, and `more` unless it is NULL; NULL when there is no memory. */
static char **copy_environment(char *const *environment, const char *more)
{
	size_t count = 0;
	char **copy;

	while (environment[count])
		count++;
	copy = calloc(count + 2, sizeof(*copy));
	for (size_t i = 0; copy && i <= count; i++) {
		const char *from = i < count ? environment[i] : more;

		if (!from || (copy[i] = copy_variable(from)))
			continue;
		free_environment(copy);
		return NULL;
	}
	return copy;
}

/* The method's call with that environment, which is freed. */
static long call_with(struct creation *creation, char **environment)
{
	char *const *before = creation->environment;
	long pid;

	creation->environment = environment;
	pid = creation->spawn->call(creation);
	creation->environment = before;
	free_environment(environment);
	return pid;
}

/* ---- Python: os.posix_spawn, as subprocess calls it ---- */

static void python_attributes(void)
{
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, SIGPIPE);
	sigaddset(&signals, SIGXFSZ);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigdefault(&attributes, &signals);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
}

/* os.environ becomes C strings for each call. */
static long python_create(struct creation *creation)
{
	char **environment = copy_environment(creation->environment, NULL);
	long pid;

	if (!environment)
		return -ENOMEM;
	python_attributes();
	pid = call_with(creation, environment);
	posix_spawnattr_destroy(&attributes);
	return pid;
}

void spawn_preset_python(struct creation *creation)
{
	creation->spawn->create = python_create;
	creation->spawn->attributes = &attributes;
}

/* ---- Rust: Command::status(), with everything inherited ---- */

static long rust_create(struct creation *creation)
{
	sigset_t signals;
	long pid;

	posix_spawnattr_init(&attributes);
	posix_spawn_file_actions_init(&actions);
	sigemptyset(&signals);
	sigaddset(&signals, SIGPIPE);
	posix_spawnattr_setsigdefault(&attributes, &signals);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
	pid = creation->spawn->call(creation);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	return pid;
}

void spawn_preset_rust(struct creation *creation)
{
	creation->spawn->create = rust_create;
	creation->spawn->actions = &actions;
	creation->spawn->attributes = &attributes;
}

/* ---- hyperfine: a Command of Rust's, with null streams and a variable of random length ---- */

#define HYPERFINE_STREAMS 3
#define HYPERFINE_NAME    "HYPERFINE_RANDOMIZED_ENVIRONMENT_OFFSET="
#define HYPERFINE_PAD_MAX 4096

static struct {
	char text[sizeof(HYPERFINE_NAME) + HYPERFINE_PAD_MAX];
	size_t length; /* of the text; the rest is X */
	uint32_t random;
} pad;

/* hyperfine makes it before it looks at the clock; so its time is not of the next sample. */
static void choose_pad(struct creation *creation)
{
	(void)creation;
	pad.text[pad.length] = 'X';
	pad.random = pad.random * 1664525 + 1013904223;
	pad.length = sizeof(HYPERFINE_NAME) - 1 + (pad.random >> 16) % HYPERFINE_PAD_MAX;
	pad.text[pad.length] = '\0';
}

static void close_streams(const int *fds, int count)
{
	for (int i = 0; i < count; i++)
		close(fds[i]);
}

static int open_streams(int *fds)
{
	for (int i = 0; i < HYPERFINE_STREAMS; i++) {
		fds[i] = open("/dev/null", (i == 0 ? O_RDONLY : O_WRONLY) | O_CLOEXEC);
		if (fds[i] < 0) {
			int code = errno;

			close_streams(fds, i);
			return -code;
		}
	}
	return 0;
}

/* With the empty mask that Rust 1.63 sets, of which Debian 12 builds it; later ones set none. */
static int hyperfine_build(const int *fds)
{
	sigset_t none, signals;
	int code = 0;

	posix_spawnattr_init(&attributes);
	posix_spawn_file_actions_init(&actions);
	for (int i = 0; i < HYPERFINE_STREAMS && code == 0; i++)
		code = posix_spawn_file_actions_adddup2(&actions, fds[i], i);
	sigemptyset(&none);
	posix_spawnattr_setsigmask(&attributes, &none);
	sigemptyset(&signals);
	sigaddset(&signals, SIGPIPE);
	posix_spawnattr_setsigdefault(&attributes, &signals);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	return -code;
}

static long hyperfine_create(struct creation *creation)
{
	char **environment = copy_environment(creation->environment, pad.text);
	int fds[HYPERFINE_STREAMS];
	long pid;

	if (!environment)
		return -ENOMEM;
	pid = open_streams(fds);
	if (pid < 0) {
		free_environment(environment);
		return pid;
	}
	pid = hyperfine_build(fds);
	if (pid == 0)
		pid = call_with(creation, environment);
	else
		free_environment(environment);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	close_streams(fds, HYPERFINE_STREAMS);
	return pid;
}

void spawn_preset_hyperfine(struct creation *creation)
{
	memset(pad.text, 'X', sizeof(pad.text));
	memcpy(pad.text, HYPERFINE_NAME, sizeof(HYPERFINE_NAME) - 1);
	pad.length = sizeof(pad.text) - 1;
	pad.random = (uint32_t)sys_getpid();
	choose_pad(creation);
	creation->spawn->create = hyperfine_create;
	creation->spawn->settle = choose_pad;
	creation->spawn->actions = &actions;
	creation->spawn->attributes = &attributes;
}
