/* blocking_target: a program to execute that stays until it is told to end. */
#define _GNU_SOURCE
#include "blocking_target.h"

#include "procbench/subject/arena.h"
#include "procbench/sys/embedded.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static struct {
	char path[32];   /* of the program */
	int input[2];    /* its standard input: it ends when the second is closed */
	int executed[2]; /* the first reads as ended once nobody has the second: exec closes it */
} staying;

int blocking_target_prepare(struct error *error)
{
	int status = embedded_probe(EMBEDDED_TINY, error), fd;

	if (status < 0)
		return status;
	fd = embedded_open(EMBEDDED_TINY, error);
	if (fd < 0)
		return fd;
	snprintf(staying.path, sizeof(staying.path), "/proc/self/fd/%d", fd);
	if (pipe2(staying.input, O_CLOEXEC) < 0 || pipe2(staying.executed, O_CLOEXEC) < 0)
		return error_set(error, errno, "cannot make a pipe: %s", strerror(errno));
	return 0;
}

void blocking_target_execute(const struct creation *creation)
{
	char name[] = "tiny", stay[] = ARENA_TARGET_STAY;
	char *const argv[] = {name, stay, NULL};

	sys_dup3(staying.input[0], STDIN_FILENO);
	sys_execve(staying.path, argv, creation->environment);
}

void blocking_target_wait(void)
{
	char byte;

	close(staying.executed[1]);
	while (read(staying.executed[0], &byte, 1) < 0 && errno == EINTR)
		;
}

bool blocking_target_lives(long pid)
{
	siginfo_t info = {0};

	return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
	       info.si_pid == 0;
}

void blocking_target_end(void)
{
	close(staying.input[1]);
}
