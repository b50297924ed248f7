/*
 * like_make: what GNU make 4.3 does for a command without a shell: the program looked up with
 * termination signals blocked, and posix_spawn with an empty mask and the real user and group.
 */
#define _GNU_SOURCE
#include "procbench/methods/method.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <unistd.h>

/* As a search of PATH does, which ends here at once, because the program has a path. */
static int find_program(const char *path)
{
	struct stat file;
	uid_t user;
	gid_t group;

	if (stat(path, &file) < 0)
		return -errno;
	user = geteuid();
	group = getegid();
	if (user != getuid() || group != getgid())
		return -EPERM; /* access() answers for the real user and group only */
	return access(path, X_OK) < 0 ? -errno : 0;
}

static long spawn_program(struct creation *creation)
{
	posix_spawnattr_t attributes;
	sigset_t none;
	pid_t pid;
	int code;

	sigemptyset(&none);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_RESETIDS);
	code = posix_spawn(&pid, creation->program, NULL, &attributes, creation->argv,
			   creation->environment);
	posix_spawnattr_destroy(&attributes);
	return code ? -code : pid;
}

static long make_create(struct creation *creation)
{
	static const int ending[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU, SIGXFSZ};
	sigset_t blocked;
	long pid;

	sigemptyset(&blocked);
	for (size_t i = 0; i < sizeof(ending) / sizeof(ending[0]); i++)
		sigaddset(&blocked, ending[i]);
	sigprocmask(SIG_BLOCK, &blocked, NULL);
	pid = find_program(creation->program);
	if (pid == 0)
		pid = spawn_program(creation);
	sigprocmask(SIG_UNBLOCK, &blocked, NULL);
	return pid;
}

const struct method method_like_make = {
	.name = "like-make",
	.summary = "what GNU make 4.3 does: posix_spawn with an empty mask and real ids",
	.call = "until the child has executed its program; the parent is suspended until then",
	.groups = METHOD_GROUPS_SPAWN,
	.creates = true,
	.suspends = true,
	.only_executes = true,
	.floor = "floor-vfork",
	.one_spawner = "it reproduces a program that creates one child at a time",
	.trace = {"posix_spawn",
		  NULL,
		  {{"rt_sigprocmask", 2, 2},
		   {"rt_sigaction", 0, 130},
		   {"getuid", 1, 1},
		   {"setresuid", 1, 1},
		   {"getgid", 1, 1},
		   {"setresgid", 1, 1}}},
	.calls = {make_create, creation_reap, creation_settle_nothing},
};
