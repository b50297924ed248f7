/*
 * reap: how the parent waits for its child and reaps it.
 *
 * A wake-up does not prove that the child has ended, because other children may have died or left
 * pending signals. So every way checks the child itself.
 */
#define _GNU_SOURCE
#include "procbench/methods/reap.h"

#include <errno.h>
#include <sched.h>
#include <stddef.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

struct reaping {
	struct creation_calls inner; /* the wrapped calls */
	int fd;
};

const size_t reap_state_bytes = sizeof(struct reaping);

/* For libc headers that lack it. */
#define REAP_P_PIDFD 3

static long collect_by_wait4(long pid, int options, struct reaped *reaped)
{
	long got;

	do
		got = sys_wait4((pid_t)pid, &reaped->status, options, NULL);
	while (got == -EINTR);
	return got;
}

static long collect_by_waitid(int which, long id, struct reaped *reaped)
{
	long got;

	do
		got = sys_waitid(which, (int)id, &reaped->status, WEXITED, NULL);
	while (got == -EINTR);
	return got < 0 ? got : 0;
}

/* Reap the child even if it cannot be watched; otherwise it would be left behind. */
static long collect_and_fail(long pid, struct reaped *reaped, long status)
{
	collect_by_wait4(pid, 0, reaped);
	return status;
}

/* ---- waitpid, waitid ---- */

static long waitpid_reap(struct creation *creation, long pid, struct reaped *reaped)
{
	long got;

	(void)creation;
	if (pid < 0)
		return 0;
	got = collect_by_wait4(pid, 0, reaped);
	return got < 0 ? got : 0;
}

static long waitid_reap(struct creation *creation, long pid, struct reaped *reaped)
{
	(void)creation;
	return pid < 0 ? 0 : collect_by_waitid(P_PID, pid, reaped);
}

/* ---- pidfd ---- */

static int pidfd_probe(struct error *error)
{
	long fd = sys_pidfd_open((pid_t)sys_getpid()), status = fd;
	char scratch[16];
	int ignored;

	if (fd >= 0) {
		status = sys_waitid(REAP_P_PIDFD, (int)fd, &ignored, WEXITED | WNOHANG, NULL);
		sys_close((int)fd);
	}
	if (status == 0 || status == -ECHILD) /* this process is not its own child */
		return 0;
	return error_set(error, (int)-status,
			 "the kernel or a seccomp filter refuses %s: %s (requires Linux 5.4)",
			 fd < 0 ? "pidfd_open" : "waiting on a pidfd",
			 error_name((int)-status, scratch));
}

static long collect_by_pidfd(int fd, long pid, struct reaped *reaped)
{
	long status;

	do
		status = sys_wait_readable(fd);
	while (status == -EINTR);
	return status < 0 ? collect_and_fail(pid, reaped, status)
			  : collect_by_waitid(REAP_P_PIDFD, fd, reaped);
}

static long pidfd_reap(struct creation *creation, long pid, struct reaped *reaped)
{
	if (pid < 0)
		return 0;
	creation->reaping->fd = (int)sys_pidfd_open((pid_t)pid);
	if (creation->reaping->fd < 0)
		return collect_and_fail(pid, reaped, creation->reaping->fd);
	return collect_by_pidfd(creation->reaping->fd, pid, reaped);
}

/* The method created the pidfd, and its settle() closes it. */
static long given_pidfd_reap(struct creation *creation, long pid, struct reaped *reaped)
{
	return pid < 0 ? 0 : collect_by_pidfd(*creation->pidfd, pid, reaped);
}

static void pidfd_settle(struct creation *creation, struct reaped *reaped)
{
	if (creation->reaping->fd >= 0)
		sys_close(creation->reaping->fd);
	creation->reaping->fd = -1;
	creation->reaping->inner.settle(creation, reaped);
}

static int pidfd_prepare(struct creation *creation, struct error *error)
{
	(void)error;
	creation->reaping->fd = -1;
	if (creation->pidfd)
		creation->calls.reap = given_pidfd_reap;
	else
		creation->calls.settle = pidfd_settle;
	return 0;
}

/* ---- SIGCHLD ---- */

/* Signal mask while sleeping: the process's own with SIGCHLD unblocked. */
static sigset_t sleeping_mask;

static void do_nothing(int signal_number)
{
	(void)signal_number;
}

/* Blocked for the lifetime of the subject; children inherit that. */
static int block_sigchld(struct error *error)
{
	sigset_t mask;

	sigemptyset(&mask);
	sigaddset(&mask, SIGCHLD);
	if (sigprocmask(SIG_BLOCK, &mask, &sleeping_mask) < 0)
		return error_set(error, errno, "reap: cannot block SIGCHLD: %s", strerror(errno));
	sigdelset(&sleeping_mask, SIGCHLD);
	return 0;
}

static int sigchld_prepare(struct creation *creation, struct error *error)
{
	struct sigaction action = {.sa_handler = do_nothing, .sa_flags = SA_NOCLDSTOP};

	(void)creation;
	if (sigaction(SIGCHLD, &action, NULL) < 0)
		return error_set(error, errno, "reap: cannot handle SIGCHLD: %s", strerror(errno));
	return 0;
}

/* SIGCHLD is blocked outside of sigsuspend, so a signal that came earlier stays pending. */
static long sigchld_reap(struct creation *creation, long pid, struct reaped *reaped)
{
	long got = 0;

	(void)creation;
	if (pid < 0)
		return 0;
	while (got == 0) {
		sys_sigsuspend(&sleeping_mask);
		got = collect_by_wait4(pid, WNOHANG, reaped);
	}
	return got < 0 ? got : 0;
}

static int signalfd_prepare(struct creation *creation, struct error *error)
{
	sigset_t mask;

	sigemptyset(&mask);
	sigaddset(&mask, SIGCHLD);
	creation->reaping->fd = signalfd(-1, &mask, SFD_CLOEXEC);
	if (creation->reaping->fd < 0)
		return error_set(error, errno, "reap: cannot open a signalfd: %s", strerror(errno));
	return 0;
}

static int signalfd_probe(struct error *error)
{
	sigset_t mask;
	int fd;

	sigemptyset(&mask);
	fd = signalfd(-1, &mask, SFD_CLOEXEC);
	if (fd < 0)
		return error_set(error, errno,
				 "the kernel or a seccomp filter refuses signalfd: %s",
				 strerror(errno));
	close(fd);
	return 0;
}

static long signalfd_reap(struct creation *creation, long pid, struct reaped *reaped)
{
	struct signalfd_siginfo info;
	long got = 0;

	if (pid < 0)
		return 0;
	while (got == 0) {
		got = sys_read(creation->reaping->fd, &info, sizeof(info));
		if (got < 0 && got != -EINTR)
			return collect_and_fail(pid, reaped, got);
		got = collect_by_wait4(pid, WNOHANG, reaped);
	}
	return got < 0 ? got : 0;
}

/* ---- the table ---- */

const struct reap_strategy reap_table[KEY_REAP_COUNT] = {
	[KEY_REAP_WAIT4] = {.name = "wait4",
			    .summary = "wait4 with the child's rusage",
			    .reap = creation_reap},
	[KEY_REAP_WAITPID] = {.name = "waitpid",
			      .summary = "wait4 without rusage, as waitpid does",
			      .reap = waitpid_reap},
	[KEY_REAP_WAITID] = {.name = "waitid", .summary = "waitid of the pid", .reap = waitid_reap},
	[KEY_REAP_PIDFD] = {.name = "pidfd",
			    .summary = "pidfd_open, poll, waitid of the pidfd",
			    .probe = pidfd_probe,
			    .prepare = pidfd_prepare,
			    .reap = pidfd_reap},
	[KEY_REAP_SIGCHLD] = {.name = "sigchld",
			      .summary = "sigsuspend until SIGCHLD, then wait4 with WNOHANG",
			      .begin = block_sigchld,
			      .prepare = sigchld_prepare,
			      .reap = sigchld_reap},
	[KEY_REAP_SIGNALFD] = {.name = "signalfd",
			       .summary = "read of a signalfd, then wait4 with WNOHANG",
			       .probe = signalfd_probe,
			       .begin = block_sigchld,
			       .prepare = signalfd_prepare,
			       .reap = signalfd_reap},
};

/* ---- writes of the parent ---- */

/* One write per page, each of which makes the kernel copy that page. */
static long write_and_reap(struct creation *creation, long pid, struct reaped *reaped)
{
	if (pid < 0)
		return 0;
	for (size_t at = 0; at < creation->parent_writes; at += creation->page_bytes)
		creation->memory[at] = 2;
	return creation->reaping->inner.reap(creation, pid, reaped);
}

/* ---- selecting the calls ---- */

int reap_begin(const struct method *method, const struct keys *keys, struct error *error)
{
	const struct reap_strategy *strategy = &reap_table[keys->number[KEY_REAP]];

	return method_takes(method, KEY_REAP) && strategy->begin ? strategy->begin(error) : 0;
}

static int replace_reap(struct creation *creation, const struct reap_strategy *strategy,
			struct error *error)
{
	creation->calls.reap = strategy->reap;
	return strategy->prepare ? strategy->prepare(creation, error) : 0;
}

int reap_prepare(const struct method *method, struct creation *creation, const struct keys *keys,
		 struct error *error)
{
	struct creation_calls *inner = &creation->reaping->inner;
	int status = 0;

	if (!method_takes(method, KEY_REAP))
		return 0;
	*inner = creation->calls;
	if (keys->number[KEY_REAP] != KEY_REAP_WAIT4)
		status = replace_reap(creation, &reap_table[keys->number[KEY_REAP]], error);
	if (creation->parent_writes > 0) {
		inner->reap = creation->calls.reap;
		creation->calls.reap = write_and_reap;
	}
	return status;
}
