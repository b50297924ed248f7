/* shape_zombies: children that are dead and that the subject does not reap. */
#define _GNU_SOURCE
#include "shape_parts.h"

#include "procbench/sys/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Process numbers that are left to everybody else. */
#define RESERVE 1000

/* Without stdio, which would give the subject a heap. */
static void read_text(const char *path, char *text, size_t size)
{
	long fd = sys_open(path, O_RDONLY | O_CLOEXEC), length = 0;

	if (fd >= 0)
		length = sys_read((int)fd, text, size - 1);
	text[length > 0 ? length : 0] = '\0';
	if (fd >= 0)
		sys_close((int)fd);
}

/* A limit of the kernel's; no limit where it cannot be read. */
static uint64_t read_limit(const char *path)
{
	char text[64];

	read_text(path, text, sizeof(text));
	return *text ? strtoull(text, NULL, 10) : UINT64_MAX;
}

/* Tasks that there are already: "0.20 0.18 0.12 1/80 11206" has 80. */
static uint64_t count_tasks(void)
{
	char text[128];
	const char *slash;

	read_text("/proc/loadavg", text, sizeof(text));
	slash = strchr(text, '/');
	return slash ? strtoull(slash + 1, NULL, 10) : 0;
}

/* A kernel that has run out of numbers has none for anybody, so that is found out before. */
static int check_numbers(uint64_t count, const char *path, struct error *error)
{
	uint64_t limit = read_limit(path), taken = count_tasks() + RESERVE;

	if (limit >= taken && limit - taken >= count)
		return 0;
	return error_set(error, EAGAIN,
			 "zombies: %" PRIu64 " do not fit: %s is %" PRIu64 ", and %" PRIu64
			 " of these are taken or left to others (raise it)",
			 count, path, limit, taken);
}

static int check_limits(uint64_t count, struct error *error)
{
	struct rlimit limit;
	int status = check_numbers(count, "/proc/sys/kernel/pid_max", error);

	if (status == 0)
		status = check_numbers(count, "/proc/sys/kernel/threads-max", error);
	if (status < 0 || geteuid() == 0 || getrlimit(RLIMIT_NPROC, &limit) < 0 ||
	    count < limit.rlim_cur)
		return status;
	return error_set(error, EAGAIN,
			 "zombies: %" PRIu64 " do not fit: a user may have %" PRIu64
			 " processes (see 'ulimit -u')",
			 count, (uint64_t)limit.rlim_cur);
}

static void die(void *unused)
{
	(void)unused;
	sys_exit_group(0);
}

/* Returns once it is dead; without a copy of memory, which could be large. */
static long make_one(void)
{
	siginfo_t info;
	long pid = sys_clone(CLONE_VM | CLONE_VFORK | SIGCHLD, NULL, NULL, die, NULL);

	while (pid > 0 && waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) < 0)
		if (errno != EINTR)
			return -errno;
	return pid;
}

/* For as long as the process lives; its heirs reap them. */
static int build(const struct keys *keys, struct error *error)
{
	uint64_t count = keys->number[KEY_ZOMBIES];
	int status = check_limits(count, error);

	for (uint64_t i = 0; i < count && status == 0; i++) {
		long pid = make_one();

		if (pid < 0)
			status = error_set(error, (int)-pid,
					   "zombies: child %" PRIu64 " of %" PRIu64
					   " failed: %s (see 'ulimit -u' and the cgroup's "
					   "pids.max)",
					   i + 1, count, strerror((int)-pid));
	}
	return status;
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	return shape_expect("zombies", keys->number[KEY_ZOMBIES], "dead children", before->children,
			    now->children, error);
}

const struct shape_part shape_part_zombies = {KEY_ZOMBIES, build, SHAPE_SEES_CHILDREN, verify};
