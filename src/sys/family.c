/* family: processes that are started together and end together. */
#define _GNU_SOURCE
#include "procbench/sys/family.h"

#include "procbench/sys/process.h"
#include "procbench/sys/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum member_state { MEMBER_NONE, MEMBER_LIVES, MEMBER_STOPPED, MEMBER_ENDED };

struct member {
	pid_t pid;
	enum member_state state;
};

struct keeper {
	const struct family_plan *plan;
	struct member *members;
	int events;
	int order;
	bool is_mute; /* the caller cannot be told of what happens */
};

/* ---- in the keeper ---- */

static void tell(struct keeper *keeper, enum family_event_kind kind, size_t number, int status)
{
	const struct family_event event = {kind, number, keeper->members[number].pid, status};
	ssize_t n;

	do
		n = write(keeper->events, &event, sizeof(event));
	while (n < 0 && errno == EINTR);
	keeper->is_mute = keeper->is_mute || n < 0;
}

static void wake_up(int number)
{
	(void)number;
}

__attribute__((noreturn)) static void live(const struct keeper *keeper, size_t number, pid_t parent)
{
	sigset_t none;

	setpgid(0, 0);
	close(keeper->events);
	close(keeper->order);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	signal(SIGCHLD, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	keeper->plan->live(keeper->plan->context, number);
	_exit(1);
}

static int start_member(struct keeper *keeper, size_t number)
{
	struct member *member = &keeper->members[number];
	pid_t self = getpid();

	member->pid = fork();
	if (member->pid == 0)
		live(keeper, number, self);
	if (member->pid < 0) {
		tell(keeper, FAMILY_FAILED, number, errno);
		return -1;
	}
	setpgid(member->pid, member->pid); /* both may do this */
	member->state = MEMBER_LIVES;
	tell(keeper, FAMILY_STARTED, number, 0);
	return 0;
}

/* Members are looked at without being reaped, so that their pids and groups stay theirs. */
static void look_at(struct keeper *keeper, size_t number)
{
	struct member *member = &keeper->members[number];
	siginfo_t info = {0};
	int waited;

	if (member->state != MEMBER_LIVES)
		return;
	do /* its signal comes once, so that it must be looked at now */
		waited = waitid(P_PID, (id_t)member->pid, &info,
				WEXITED | WSTOPPED | WNOHANG | WNOWAIT);
	while (waited < 0 && errno == EINTR);
	if (waited < 0 || info.si_pid == 0)
		return;
	if (info.si_code == CLD_STOPPED) {
		member->state = MEMBER_STOPPED;
		tell(keeper, FAMILY_STOPPED, number, info.si_status);
	} else {
		member->state = MEMBER_ENDED;
		tell(keeper, FAMILY_ENDED, number, sys_wait_status(&info));
	}
}

/* Signals are blocked but here, and only that of a child's end then; no wake-up is lost. */
static void watch_members(struct keeper *keeper)
{
	struct pollfd order = {.fd = keeper->order, .events = POLLIN};
	sigset_t all_but_one;
	int ready;

	sigfillset(&all_but_one);
	sigdelset(&all_but_one, SIGCHLD);
	do {
		for (size_t i = 0; i < keeper->plan->count; i++)
			look_at(keeper, i);
		ready = keeper->is_mute ? 0 : ppoll(&order, 1, NULL, &all_but_one);
	} while (ready < 0 && errno == EINTR);
}

/* Groups first, while their leaders' pids are still taken, then whatever left the groups. */
static void end_members(const struct keeper *keeper)
{
	for (size_t i = 0; i < keeper->plan->count; i++)
		if (keeper->members[i].state != MEMBER_NONE)
			process_end_group(keeper->members[i].pid);
	process_end_children();
	for (size_t i = 0; i < keeper->plan->count; i++)
		if (keeper->plan->tidy && keeper->members[i].state != MEMBER_NONE)
			keeper->plan->tidy(keeper->plan->context, i, keeper->members[i].pid);
}

/* It ends when its starter wishes so, or dies. */
__attribute__((noreturn)) static void keep(struct keeper *keeper)
{
	bool all_started = true;

	setpgid(0, 0);
	signal(SIGCHLD, wake_up);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	for (size_t i = 0; i < keeper->plan->count && all_started; i++)
		all_started = start_member(keeper, i) == 0;
	watch_members(keeper);
	end_members(keeper);
	_exit(0);
}

/* ---- in the caller ---- */

/* With all signals blocked there, so that none but SIGKILL ends the keeper. */
static pid_t fork_blocked(void)
{
	sigset_t all, before;
	pid_t pid;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &before);
	pid = fork();
	if (pid != 0)
		sigprocmask(SIG_SETMASK, &before, NULL);
	return pid;
}

static int start_keeper(struct family *family, struct keeper *keeper, struct error *error)
{
	family->keeper = fork_blocked();
	if (family->keeper == 0) {
		close(family->events);
		close(family->order);
		keep(keeper);
	}
	if (family->keeper < 0)
		return error_set(error, errno, "cannot start a process: %s", strerror(errno));
	return 0;
}

static int open_pipes(struct family *family, struct keeper *keeper, struct error *error)
{
	int events[2] = {-1, -1}, order[2] = {-1, -1};

	if (pipe2(events, O_CLOEXEC) < 0 ||
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, order) < 0)
		error_set(error, errno, "cannot make a pipe: %s", strerror(errno));
	else
		fcntl(events[0], F_SETFL, O_NONBLOCK);
	family->events = events[0];
	keeper->events = events[1];
	keeper->order = order[0];
	family->order = order[1];
	return family->order < 0 ? -error->code : 0;
}

static void close_if_open(int fd)
{
	if (fd >= 0)
		close(fd);
}

int family_start(struct family *family, const struct family_plan *plan, struct error *error)
{
	struct keeper keeper = {plan, calloc(plan->count, sizeof(*keeper.members)), -1, -1, false};
	int status;

	*family = (struct family){.events = -1, .order = -1};
	if (!keeper.members)
		return error_no_memory(error);
	status = open_pipes(family, &keeper, error);
	if (status == 0)
		status = start_keeper(family, &keeper, error);
	close_if_open(keeper.events);
	close_if_open(keeper.order);
	free(keeper.members);
	return status;
}

int family_read(const struct family *family, struct family_event *event)
{
	ssize_t n;

	do
		n = read(family->events, event, sizeof(*event));
	while (n < 0 && errno == EINTR);
	if (n == (ssize_t)sizeof(*event))
		return 1;
	return n < 0 && errno == EAGAIN ? 0 : -EPIPE;
}

int family_stopped(const struct family *family)
{
	siginfo_t info = {0};

	if (waitid(P_PID, (id_t)family->keeper, &info, WSTOPPED | WNOHANG | WNOWAIT) < 0)
		return 0;
	return info.si_pid ? info.si_status : 0;
}

static void resume(const struct family *family)
{
	kill(family->keeper, SIGCONT);
}

bool family_end(struct family *family)
{
	int status = -1;

	/* an order, not only its end: that does not come as long as any other process has a copy */
	if (family->order >= 0 && send(family->order, "", 1, MSG_NOSIGNAL) < 0)
		errno = 0; /* the keeper has ended */
	close_if_open(family->order);
	if (family->keeper > 0) {
		resume(family);
		while (waitpid(family->keeper, &status, 0) < 0 && errno == EINTR)
			;
	}
	close_if_open(family->events);
	*family = (struct family){.events = -1, .order = -1};
	return status == 0;
}
