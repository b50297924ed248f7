/*
 * spawn: a hand-written loop of posix_spawn, to hold procbench against and to price what hyperfine
 * does beside it: `spawn plain|hyperfine COUNT PATH` prints the median time of a creation in ns.
 *
 * `hyperfine` makes the calls that `hyperfine -N` makes between its two looks at the clock: a copy
 * of the environment with a pad of random length, /dev/null opened three times and put in place of
 * the standard descriptors, attributes for the signal mask and SIGPIPE, a search through PATH.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WARMUP    10
#define PAD_BYTES 4096

static long now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000L + now.tv_nsec;
}

static int spawn_plain(pid_t *pid, char **argv)
{
	return posix_spawn(pid, argv[0], NULL, NULL, argv, environ);
}

/* The environment once more, every string of it, and the pad behind. */
static char **padded_environment(void)
{
	size_t count = 0, length = (size_t)random() % PAD_BYTES;
	char **copy, *pad = calloc(1, sizeof("PAD=") + length);

	while (environ[count])
		count++;
	copy = calloc(count + 2, sizeof(*copy));
	for (size_t i = 0; i < count; i++)
		copy[i] = strdup(environ[i]);
	strcpy(pad, "PAD=");
	memset(pad + 4, 'X', length);
	copy[count] = pad;
	return copy;
}

static void free_environment(char **copy)
{
	for (size_t i = 0; copy[i]; i++)
		free(copy[i]);
	free(copy);
}

static int spawn_like_hyperfine(pid_t *pid, char **argv)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	char **environment = padded_environment();
	sigset_t none, pipe_only;
	int fds[3], error;

	sigemptyset(&none);
	sigemptyset(&pipe_only);
	sigaddset(&pipe_only, SIGPIPE);
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	for (int i = 0; i < 3; i++) {
		fds[i] = open("/dev/null", (i ? O_WRONLY : O_RDONLY) | O_CLOEXEC);
		posix_spawn_file_actions_adddup2(&actions, fds[i], i);
	}
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &pipe_only);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	error = posix_spawnp(pid, argv[0], &actions, &attributes, argv, environment);
	for (int i = 0; i < 3; i++)
		close(fds[i]);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	free_environment(environment);
	return error;
}

static int compare(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	static const char usage[] = "usage: spawn plain|hyperfine COUNT PATH\n";
	int (*spawn)(pid_t *, char **);
	long count, *times;

	if (argc != 4 || (count = atol(argv[2])) < 1) {
		fputs(usage, stderr);
		return 2;
	}
	spawn = strcmp(argv[1], "hyperfine") == 0 ? spawn_like_hyperfine : spawn_plain;
	times = calloc((size_t)count, sizeof(*times));
	for (long i = -WARMUP; i < count; i++) {
		long start = now_ns();
		int status = 0;
		pid_t pid;

		if (spawn(&pid, argv + 3) != 0 || waitpid(pid, &status, 0) != pid || status != 0) {
			fprintf(stderr, "spawn: cannot run '%s'\n", argv[3]);
			return 1;
		}
		if (i >= 0)
			times[i] = now_ns() - start;
	}
	qsort(times, (size_t)count, sizeof(*times), compare);
	printf("%ld\n", times[count / 2]);
	free(times);
	return 0;
}
