/* shape_children: living children of the parent, which have its memory as it was built. */
#define _GNU_SOURCE
#include "shape_descriptor.h"

#include "procbench/sys/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

/* Never woken: it ends with the parent. Without descriptors, so that it keeps no file open. */
static void stay(void *parent)
{
	static volatile int never;

	sys_prctl(PR_SET_PDEATHSIG, SIGKILL);
	sys_close_from(0);
	while (sys_getppid() == *(const long *)parent)
		sys_futex_wait(&never, 0);
	sys_exit_group(0);
}

static int create(uint64_t count, struct error *error)
{
	long parent = sys_getpid();

	for (uint64_t i = 0; i < count; i++) {
		long pid = sys_clone(SIGCHLD, NULL, NULL, stay, &parent);

		if (pid < 0)
			return error_set(error, (int)-pid,
					 "children: child %" PRIu64 " of %" PRIu64
					 " failed: %s (see 'ulimit -u' and the cgroup's pids.max)",
					 i + 1, count, strerror((int)-pid));
	}
	return 0;
}

/* Waits until the children have closed the pipe, because a starting child would disturb. */
static int build(const struct keys *keys, struct error *error)
{
	int ends[2], status;
	char byte;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return error_set(error, errno, "children: pipe: %s", strerror(errno));
	status = create(keys->number[KEY_CHILDREN], error);
	sys_close(ends[1]);
	if (status == 0)
		sys_read(ends[0], &byte, 1);
	sys_close(ends[0]);
	return status;
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	return shape_expect("children", keys->number[KEY_CHILDREN] + keys->number[KEY_ZOMBIES],
			    "children, dead ones of zombies= included", before->children,
			    now->children, error);
}

/* Kernel memory per child: its stack, its structures and its copy of small page tables. */
#define CHILD_BYTES 65536
/* Of memory: an entry of 8 bytes in the page tables of every child. */
#define PAGE_BYTES  4096
#define ENTRY_BYTES 8

static void needs(const struct keys *keys, uint64_t sums[CAPACITY_COUNT])
{
	uint64_t count = keys->number[KEY_CHILDREN];
	uint64_t pages = (keys->number[KEY_RSS] + keys->number[KEY_LOCKED]) / PAGE_BYTES;

	shape_need(sums, CAPACITY_TASKS, count, 1);
	shape_need(sums, CAPACITY_MEMORY, count, CHILD_BYTES + pages * ENTRY_BYTES);
}

SHAPE(CHILDREN) = {
	.needs = needs,
	.build = build,
	.stage = SHAPE_STAGE_STATE,
	.verify = verify,
	.sees = SHAPE_SEES_CHILDREN,
};
