/* blocking_target: a program to execute that blocks until it is released. */
#define _GNU_SOURCE
#include "blocking_target.h"

#include "procbench/subject/arena.h"
#include "procbench/sys/embedded.h"

#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static struct {
	int fd; /* of the program's file */
	char path[32];
	int input[2];    /* its standard input: it exits when the second end is closed */
	int executed[2]; /* close-on-exec: the first end reads EOF once the program was executed */
	struct child_failure *failure;
} target;

int blocking_target_prepare(struct child_failure *failure, struct error *error)
{
	int status = embedded_probe(EMBEDDED_TINY, error);

	target.failure = failure;
	if (status < 0)
		return status;
	target.fd = embedded_open(EMBEDDED_TINY, error);
	if (target.fd < 0)
		return target.fd;
	snprintf(target.path, sizeof(target.path), "/proc/self/fd/%d", target.fd);
	if (pipe2(target.input, O_CLOEXEC) < 0 || pipe2(target.executed, O_CLOEXEC) < 0)
		return error_set(error, errno, "cannot make a pipe: %s", strerror(errno));
	return 0;
}

void blocking_target_execute(const struct creation *creation)
{
	char name[] = "tiny", stay[] = ARENA_TARGET_STAY;
	char *const argv[] = {name, stay, NULL};

	sys_dup3(target.input[0], STDIN_FILENO);
	creating_note(target.failure, "execute a program",
		      sys_execve(target.path, argv, creation->environment));
}

void blocking_target_wait(void)
{
	char byte;

	close(target.executed[1]);
	while (read(target.executed[0], &byte, 1) < 0 && errno == EINTR)
		;
}

uintptr_t blocking_target_entry(void)
{
	ElfW(Ehdr) header;

	return pread(target.fd, &header, sizeof(header), 0) == sizeof(header)
		       ? (uintptr_t)header.e_entry
		       : 0;
}

bool blocking_target_is_running(long pid)
{
	siginfo_t info = {0};

	return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
	       info.si_pid == 0;
}

void blocking_target_release(void)
{
	close(target.input[1]);
}
