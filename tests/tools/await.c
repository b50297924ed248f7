/*
 * await: waits for an event of a test instead of sleeping.
 *
 *     await FILE             until FILE exists and is not empty
 *     await --subject PID    until that procbench has a subject; prints the subject's pid
 *
 * The exit status is 1 after 240 s, which is less than what a case may take.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <libgen.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_S = 240 };

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool has_content(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && status.st_size > 0;
}

/* The watch is set before the first check, so that no write is missed. */
static bool await_file(const char *path, long deadline_ms)
{
	char events[4096], *copy = strdup(path);
	struct pollfd watch = {.fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK), .events = POLLIN};

	if (!copy ||
	    inotify_add_watch(watch.fd, dirname(copy), IN_CREATE | IN_MODIFY | IN_MOVED_TO) < 0) {
		perror("await: inotify");
		return false;
	}
	free(copy);
	while (!has_content(path)) {
		long left_ms = deadline_ms - now_ms();

		if (left_ms <= 0 || (poll(&watch, 1, (int)left_ms) < 0 && errno != EINTR))
			return false;
		while (read(watch.fd, events, sizeof(events)) > 0)
			;
	}
	return true;
}

static bool is_subject(const char *pid)
{
	static const char wanted[] = "procbench\0@subject";
	char path[64], line[sizeof(wanted)] = "";
	FILE *file;
	bool same;

	snprintf(path, sizeof(path), "/proc/%.20s/cmdline", pid);
	file = fopen(path, "re");
	if (!file)
		return false;
	same = fread(line, 1, sizeof(line), file) == sizeof(line) &&
	       memcmp(line, wanted, sizeof(wanted)) == 0;
	fclose(file);
	return same;
}

/* Prints the first subject that is `below` generations below; false when there is none. */
static bool print_subject(const char *parent, int below)
{
	char path[64], line[4096] = "", *rest = line, *pid;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%.20s/task/%.20s/children", parent, parent);
	file = fopen(path, "re");
	if (!file)
		return false;
	if (!fgets(line, sizeof(line), file))
		line[0] = '\0';
	fclose(file);
	while ((pid = strsep(&rest, " "))) {
		if (below > 1 && *pid && print_subject(pid, below - 1))
			return true;
		if (below == 1 && *pid && is_subject(pid)) {
			puts(pid);
			return true;
		}
	}
	return false;
}

/* Polls: without privileges no event tells that another process has a child. */
static bool await_subject(const char *parent, long deadline_ms)
{
	const struct timespec pause = {0, 1000000};

	while (!print_subject(parent, 2)) { /* its keeper is in between */
		if (now_ms() > deadline_ms)
			return false;
		nanosleep(&pause, NULL); /* polls, see above */
	}
	return true;
}

int main(int argc, char **argv)
{
	long deadline_ms = now_ms() + PATIENCE_S * 1000;
	bool came = false;

	if (argc == 2)
		came = await_file(argv[1], deadline_ms);
	else if (argc == 3 && strcmp(argv[1], "--subject") == 0)
		came = await_subject(argv[2], deadline_ms);
	else
		fprintf(stderr, "usage: await FILE | await --subject PID\n");
	if (!came)
		fprintf(stderr, "await: %s did not come\n", argc > 1 ? argv[argc - 1] : "nothing");
	return came ? 0 : 1;
}
