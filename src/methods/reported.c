/* reported: creations of language runtimes, whose child reports the errno of exec through a pipe.
 */
#define _GNU_SOURCE
#include "reported.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* The child of procbench writes nothing into it, because its errno has a place of its own. */
static void await_exec(int fd)
{
	char bytes[64];
	long got;

	do
		got = sys_read(fd, bytes, sizeof(bytes));
	while (got > 0 || got == -EINTR);
}

long reported_end(const struct report *report, long pid)
{
	sys_close(report->ends[1]);
	if (pid > 0)
		await_exec(report->ends[0]);
	sys_close(report->ends[0]);
	return pid;
}

long reported_create(struct creation *creation, reported_start *start, const sigset_t *blocked)
{
	struct report report;
	sigset_t before;
	long pid;

	if (pipe2(report.ends, O_CLOEXEC) < 0)
		return -errno;
	sigprocmask(SIG_BLOCK, blocked, &before);
	pid = start(creation, &report);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return reported_end(&report, pid);
}
