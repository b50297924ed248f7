/*
 * pidfd_spawn: libc's pidfd_spawn() (glibc 2.39). The parent gets a pidfd of its child instead of a
 * pid, and waits on it.
 *
 * With an older libc the symbol is weak, so a dynamically linked program can still find it at run
 * time. With a newer one the header's declaration is a strong reference, which static linking
 * resolves.
 */
#define _GNU_SOURCE
#include "spawn_common.h"

#include <errno.h>
#include <features.h>
#include <gnu/libc-version.h>
#include <spawn.h>
#include <sys/wait.h>

#if !__GLIBC_PREREQ(2, 39)
extern int pidfd_spawn(int *pidfd, const char *path, const posix_spawn_file_actions_t *actions,
		       const posix_spawnattr_t *attributes, char *const argv[],
		       char *const environment[]) __attribute__((weak));
#endif

/* Called through a pointer that is set only if the function exists. */
static int (*const spawn_or_null)(int *, const char *, const posix_spawn_file_actions_t *,
				  const posix_spawnattr_t *, char *const[],
				  char *const[]) = pidfd_spawn;

static int pidfd_spawn_probe(struct error *error)
{
	if (spawn_or_null)
		return 0;
	return error_set(error, ENOSYS,
			 "this libc (glibc %s) has no pidfd_spawn (requires glibc 2.39)",
			 gnu_get_libc_version());
}

struct pidfd_spawn_state {
	struct spawn spawn; /* first, as methods of this family have it */
	int pidfd;
};

/* Returns 0 instead of a pid: the child is known by its pidfd. */
static long pidfd_spawn_create(struct creation *creation)
{
	struct pidfd_spawn_state *state = creation->state;
	int error = spawn_or_null(&state->pidfd, creation->program, state->spawn.actions,
				  state->spawn.attributes, creation->argv, creation->environment);

	if (error)
		state->pidfd = -1;
	return error ? -error : 0;
}

static int pidfd_spawn_prepare(struct creation *creation, const struct keys *keys,
			       struct error *error)
{
	struct pidfd_spawn_state *state = creation->state;
	int status = pidfd_spawn_probe(error);

	state->pidfd = -1;
	return status < 0 ? status : spawn_prepare(creation, pidfd_spawn_create, keys, error);
}

static long pidfd_spawn_reap(struct creation *creation, long pid, struct reaped *reaped)
{
	const struct pidfd_spawn_state *state = creation->state;
	long got;

	if (pid < 0)
		return 0;
	do
		got = sys_waitid(P_PIDFD, state->pidfd, &reaped->status, WEXITED, &reaped->usage);
	while (got == -EINTR);
	return got < 0 ? got : 0;
}

static void pidfd_spawn_settle(struct creation *creation, struct reaped *reaped)
{
	struct pidfd_spawn_state *state = creation->state;

	(void)reaped;
	if (state->pidfd >= 0)
		sys_close(state->pidfd);
	state->pidfd = -1;
}

const struct method method_pidfd_spawn = {
	.name = "pidfd_spawn",
	.summary = "libc's pidfd_spawn(); waits on the pidfd, which is closed after the sample",
	.call = "until the child has executed a program or exited; the parent is suspended until "
		"then",
	.groups = METHOD_GROUPS_SPAWN & ~KEY_GROUP_REAP,
	.own_keys = METHOD_KEY(KEY_ATTR),
	.creates = true,
	.suspends = true,
	.floor = "floor-vfork",
	.only_executes = true,
	.state_bytes = sizeof(struct pidfd_spawn_state),
	.check = spawn_check,
	.probe = pidfd_spawn_probe,
	.prepare = pidfd_spawn_prepare,
	.calls = {pidfd_spawn_create, pidfd_spawn_reap, pidfd_spawn_settle},
};
