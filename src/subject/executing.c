/* executing: the calls by which a child executes its program, other than execve. */
#define _GNU_SOURCE
#include "executing.h"

#include "child.h"

#include "procbench/base/keys.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* ---- in the child; libc's calls use neither locks nor heap ---- */

static void step_execveat(const struct creation *creation)
{
	long status = sys_execveat(ARENA_FD_TARGET, creation->argv, creation->environment);

	child_cannot_execute(creation, (int)-status);
}

static void step_fexecve(const struct creation *creation)
{
	fexecve(ARENA_FD_TARGET, creation->argv, creation->environment);
	child_cannot_execute(creation, errno);
}

static void step_execvp(const struct creation *creation)
{
	execvpe(creation->file, creation->argv, creation->environment);
	child_cannot_execute(creation, errno);
}

static creation_step *const steps[KEY_VIA_COUNT] = {
	[KEY_VIA_EXECVEAT] = step_execveat,
	[KEY_VIA_FEXECVE] = step_fexecve,
	[KEY_VIA_EXECVP] = step_execvp,
};

/* ---- before the loop ---- */

/* In the place of an embedded target, which no child closes; that of a target is open already. */
static int open_program(const char *program, struct error *error)
{
	int fd, status = 0;

	if (fcntl(ARENA_FD_TARGET, F_GETFD) >= 0)
		return 0;
	fd = open(program, O_PATH | O_CLOEXEC);
	if (fd >= 0 && fd != ARENA_FD_TARGET) {
		status = dup3(fd, ARENA_FD_TARGET, O_CLOEXEC);
		close(fd);
	}
	if (fd < 0 || status < 0)
		return error_set(error, errno, "via: cannot open '%s': %s", program,
				 strerror(errno));
	return 0;
}

int executing_plan(struct creation *creation, uint64_t via, struct error *error)
{
	if (!creation->program || !steps[via])
		return 0;
	child_replace_execution(creation, steps[via]);
	return via == KEY_VIA_EXECVP ? 0 : open_program(creation->program, error);
}
