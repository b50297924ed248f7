/*
 * reaper: runs a command and ensures that none of its processes outlives it.
 *
 *     reaper SECONDS LEFTOVERS CMD ARG...
 *
 * CMD gets a session of its own, and at most SECONDS. Whatever it started and left running is
 * ended, and, if it did not end by itself within a minute, written to the file LEFTOVERS, one `PID
 * NAME` per line (the file is always made, so empty means that nothing was left). The exit status
 * is CMD's, 128+N when signal N ended it, 124 after SECONDS, 125 when reaper itself failed, 127
 * when CMD cannot be run. A subreaper finds them all: also those that changed session, or
 * environment.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	GRACE_MS = 60000,
	STATUS_TIMEOUT = 124,
	STATUS_FAILED = 125,
	STATUS_NOT_FOUND = 127,
};

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The parent of `pid` and its name, from /proc; -1 when it has gone. */
static pid_t parent_of(const char *pid, char *name, size_t size)
{
	char path[300], line[512], *open, *close;
	FILE *file;
	int parent = -1;

	snprintf(path, sizeof(path), "/proc/%s/stat", pid);
	file = fopen(path, "re");
	if (!file)
		return -1;
	/* the name stands in parentheses and may hold some itself */
	if (fgets(line, sizeof(line), file) && (open = strchr(line, '(')) &&
	    (close = strrchr(line, ')'))) {
		*close = '\0';
		snprintf(name, size, "%s", open + 1);
		if (sscanf(close + 1, " %*c %d", &parent) != 1)
			parent = -1;
	}
	fclose(file);
	return parent;
}

/* Kills every child, and then the orphans that became ours by that, until there is none. */
static void end_children(FILE *leftovers)
{
	char name[64];
	struct dirent *entry;
	DIR *proc;

	do {
		proc = opendir("/proc");
		if (!proc) {
			perror("reaper: /proc");
			exit(STATUS_FAILED);
		}
		while ((entry = readdir(proc))) {
			pid_t pid = atoi(entry->d_name);

			if (pid <= 0 || parent_of(entry->d_name, name, sizeof(name)) != getpid())
				continue;
			if (leftovers)
				fprintf(leftovers, "%d %s\n", pid, name);
			kill(pid, SIGKILL);
			waitpid(pid, NULL, 0);
		}
		closedir(proc);
	} while (waitpid(-1, NULL, WNOHANG) >= 0);
}

/*
 * Reaps until no child is left, or only `until` matters and it has ended, or the deadline. Returns
 * true in the first two cases; `status` gets until's.
 */
static bool wait_for(pid_t until, int *status, long deadline_ms, const sigset_t *signals)
{
	for (;;) {
		struct timespec pause = {0, 0};
		long left_ms;
		int got, one;
		pid_t pid;

		while ((pid = waitpid(-1, &one, WNOHANG)) > 0) {
			if (pid == until) {
				*status = one;
				return true;
			}
		}
		if (pid < 0 && errno == ECHILD)
			return true;
		left_ms = deadline_ms - now_ms();
		if (left_ms <= 0)
			return false;
		pause.tv_sec = left_ms / 1000;
		pause.tv_nsec = left_ms % 1000 * 1000000;
		got = sigtimedwait(signals, NULL, &pause);
		if (got > 0 && got != SIGCHLD) {
			end_children(NULL);
			exit(128 + got);
		}
	}
}

int main(int argc, char **argv)
{
	sigset_t signals, before;
	FILE *leftovers;
	long seconds;
	int status = 0;
	char *end;
	pid_t pid;

	if (argc < 4) {
		fprintf(stderr, "usage: reaper SECONDS LEFTOVERS CMD ARG...\n");
		return STATUS_FAILED;
	}
	seconds = strtol(argv[1], &end, 10);
	leftovers = fopen(argv[2], "we");
	if (*end || seconds <= 0 || !leftovers) {
		fprintf(stderr, "reaper: bad SECONDS '%s', or LEFTOVERS '%s' cannot be written\n",
			argv[1], argv[2]);
		return STATUS_FAILED;
	}
	sigemptyset(&signals);
	sigaddset(&signals, SIGCHLD);
	sigaddset(&signals, SIGHUP);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	/* a caller's background job comes with SIGINT ignored: CMD shall not notice */
	signal(SIGCHLD, SIG_DFL);
	signal(SIGHUP, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	sigprocmask(SIG_BLOCK, &signals, &before);
	if (prctl(PR_SET_CHILD_SUBREAPER, 1) < 0) {
		perror("reaper: prctl");
		return STATUS_FAILED;
	}
	pid = fork();
	if (pid < 0) {
		perror("reaper: fork");
		return STATUS_FAILED;
	}
	if (pid == 0) {
		sigprocmask(SIG_SETMASK, &before, NULL);
		setsid();
		execvp(argv[3], argv + 3);
		fprintf(stderr, "reaper: cannot run '%s': %s\n", argv[3], strerror(errno));
		_exit(STATUS_NOT_FOUND);
	}
	if (!wait_for(pid, &status, now_ms() + seconds * 1000, &signals)) {
		fprintf(stderr, "reaper: '%s' did not end within %ld s\n", argv[3], seconds);
		end_children(NULL);
		return STATUS_TIMEOUT;
	}
	if (!wait_for(0, NULL, now_ms() + GRACE_MS, &signals))
		end_children(leftovers);
	if (fclose(leftovers) != 0) {
		perror("reaper: leftovers");
		return STATUS_FAILED;
	}
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
