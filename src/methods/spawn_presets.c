/*
 * spawn_presets: reproduces what other programs do around each posix_spawn.
 *
 * The libc calls are made in the original order with the same number of string copies. Language
 * overhead (interpreter, maps and vectors) is left out. Objects that the originals keep on the
 * stack are in the method's state, but are built and destroyed for each spawn.
 */
#define _GNU_SOURCE
#include "spawn_presets.h"

#include "spawn_common.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Points the call at the objects, which each spawn initializes. */
static struct spawn *take_both(struct creation *creation)
{
	struct spawn *spawn = creation->state;

	spawn->actions = &spawn->its_actions;
	spawn->attributes = &spawn->its_attributes;
	return spawn;
}

/* ---- a copy of the environment ---- */

/* Copies name and value separately and joins them again, as a map does. */
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

/* A copy of `environment`, plus `more` unless it is NULL; NULL if memory ran out. */
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

/* Calls the method with that environment, and frees it. */
static long call_with(struct creation *creation, char **environment)
{
	const struct spawn *spawn = creation->state;
	char *const *before = creation->environment;
	long pid;

	creation->environment = environment;
	pid = spawn->call(creation);
	creation->environment = before;
	free_environment(environment);
	return pid;
}

/* ---- Python: os.posix_spawn, as subprocess calls it ---- */

static void python_attributes(posix_spawnattr_t *attributes)
{
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, SIGPIPE);
	sigaddset(&signals, SIGXFSZ);
	posix_spawnattr_init(attributes);
	posix_spawnattr_setsigdefault(attributes, &signals);
	posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF);
}

/* Python converts os.environ to C strings for each call. */
static long python_create(struct creation *creation)
{
	const struct spawn *spawn = creation->state;
	char **environment = copy_environment(creation->environment, NULL);
	long pid;

	if (!environment)
		return -ENOMEM;
	python_attributes(spawn->attributes);
	pid = call_with(creation, environment);
	posix_spawnattr_destroy(spawn->attributes);
	return pid;
}

int spawn_preset_python(struct creation *creation, struct error *error)
{
	(void)error;
	take_both(creation)->actions = NULL;
	creation->calls.create = python_create;
	return 0;
}

/* ---- Rust: Command::status(), with everything inherited ---- */

static long rust_create(struct creation *creation)
{
	const struct spawn *spawn = creation->state;
	sigset_t signals;
	long pid;

	posix_spawnattr_init(spawn->attributes);
	posix_spawn_file_actions_init(spawn->actions);
	sigemptyset(&signals);
	sigaddset(&signals, SIGPIPE);
	posix_spawnattr_setsigdefault(spawn->attributes, &signals);
	posix_spawnattr_setflags(spawn->attributes, POSIX_SPAWN_SETSIGDEF);
	pid = spawn->call(creation);
	posix_spawn_file_actions_destroy(spawn->actions);
	posix_spawnattr_destroy(spawn->attributes);
	return pid;
}

int spawn_preset_rust(struct creation *creation, struct error *error)
{
	(void)error;
	take_both(creation);
	creation->calls.create = rust_create;
	return 0;
}

/* ---- hyperfine: a Rust Command with null streams and a variable of random length ---- */

#define HYPERFINE_STREAMS 3
#define HYPERFINE_NAME    "HYPERFINE_RANDOMIZED_ENVIRONMENT_OFFSET="
#define HYPERFINE_PAD_MAX 4096

struct pad {
	char text[sizeof(HYPERFINE_NAME) + HYPERFINE_PAD_MAX];
	size_t length; /* of the text; the rest is filled with X */
	uint32_t random;
	void (*settle)(struct creation *creation, struct reaped *reaped); /* the method's */
};

/* hyperfine builds it before it reads the clock, so this happens outside of the sample. */
static void choose_pad(struct pad *pad)
{
	pad->text[pad->length] = 'X';
	pad->random = pad->random * 1664525 + 1013904223;
	pad->length = sizeof(HYPERFINE_NAME) - 1 + (pad->random >> 16) % HYPERFINE_PAD_MAX;
	pad->text[pad->length] = '\0';
}

static void hyperfine_settle(struct creation *creation, struct reaped *reaped)
{
	const struct spawn *spawn = creation->state;
	struct pad *pad = spawn->preset;

	pad->settle(creation, reaped);
	choose_pad(pad);
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

/* Rust 1.63, used by Debian 12, sets an empty mask; later versions do not. */
static int hyperfine_build(const struct spawn *spawn, const int *fds)
{
	sigset_t none, signals;
	int code = 0;

	posix_spawnattr_init(spawn->attributes);
	posix_spawn_file_actions_init(spawn->actions);
	for (int i = 0; i < HYPERFINE_STREAMS && code == 0; i++)
		code = posix_spawn_file_actions_adddup2(spawn->actions, fds[i], i);
	sigemptyset(&none);
	posix_spawnattr_setsigmask(spawn->attributes, &none);
	sigemptyset(&signals);
	sigaddset(&signals, SIGPIPE);
	posix_spawnattr_setsigdefault(spawn->attributes, &signals);
	posix_spawnattr_setflags(spawn->attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	return -code;
}

static long hyperfine_create(struct creation *creation)
{
	const struct spawn *spawn = creation->state;
	const struct pad *pad = spawn->preset;
	char **environment = copy_environment(creation->environment, pad->text);
	int fds[HYPERFINE_STREAMS];
	long pid;

	if (!environment)
		return -ENOMEM;
	pid = open_streams(fds);
	if (pid < 0) {
		free_environment(environment);
		return pid;
	}
	pid = hyperfine_build(spawn, fds);
	if (pid == 0)
		pid = call_with(creation, environment);
	else
		free_environment(environment);
	posix_spawn_file_actions_destroy(spawn->actions);
	posix_spawnattr_destroy(spawn->attributes);
	close_streams(fds, HYPERFINE_STREAMS);
	return pid;
}

int spawn_preset_hyperfine(struct creation *creation, struct error *error)
{
	struct pad *pad = mmap(NULL, sizeof(*pad), PROT_READ | PROT_WRITE,
			       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (pad == MAP_FAILED)
		return error_set(error, errno, "cannot map a variable of random length: %s",
				 strerror(errno));
	memset(pad->text, 'X', sizeof(pad->text));
	memcpy(pad->text, HYPERFINE_NAME, sizeof(HYPERFINE_NAME) - 1);
	pad->length = sizeof(pad->text) - 1;
	pad->random = (uint32_t)sys_getpid();
	choose_pad(pad);
	pad->settle = creation->calls.settle;
	take_both(creation)->preset = pad;
	creation->calls.create = hyperfine_create;
	creation->calls.settle = hyperfine_settle;
	return 0;
}
