/* raw_pidfd: the system calls on pidfds, without libc around them. */
#define _GNU_SOURCE
#include "procbench/sys/raw.h"

#include "raw_call.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>

#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif

long sys_pidfd_open(pid_t pid)
{
	return CALL2(SYS_pidfd_open, pid, 0);
}

long sys_pidfd_wait(int pidfd)
{
	/* POLLIN already comes with the death, POLLHUP with the reaping, asked for or not */
	struct pollfd poll_fd = {.fd = pidfd};
	long got;

	do
		got = CALL5(SYS_ppoll, &poll_fd, 1, 0, 0, 0);
	while (got == -EINTR);
	return got < 0 ? got : 0;
}

/* The kernel's own struct pidfd_info, as it was first (64 bytes, Linux 6.13), and its ioctl. */
struct kernel_pidfd_info {
	uint64_t mask;
	uint64_t cgroup;
	uint32_t pid;
	uint32_t thread_group;
	uint32_t parent;
	uint32_t ids[8];
	int32_t exit_code;
};

#define PIDFD_GET_INFO  0xc040ff0bu /* _IOWR(0xff, 11, struct pidfd_info) */
#define PIDFD_INFO_PID  1u
#define PIDFD_INFO_EXIT 8u

long sys_pidfd_parent(int pidfd)
{
	struct kernel_pidfd_info info = {.mask = PIDFD_INFO_PID};
	long got = CALL3(SYS_ioctl, pidfd, PIDFD_GET_INFO, &info);

	return got < 0 ? got : (long)info.parent;
}

long sys_pidfd_status(int pidfd, int *status)
{
	struct kernel_pidfd_info info = {.mask = PIDFD_INFO_EXIT};
	long got = CALL3(SYS_ioctl, pidfd, PIDFD_GET_INFO, &info);

	if (got < 0)
		return got;
	if (!(info.mask & PIDFD_INFO_EXIT))
		return -ENODATA;
	*status = info.exit_code;
	return 0;
}

long sys_pidfd_signal(int pidfd, int signal)
{
	return CALL4(SYS_pidfd_send_signal, pidfd, signal, NULL, 0);
}
