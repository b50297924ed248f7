/* family: processes that are started together and end together. */
#define _GNU_SOURCE
#include "procbench/sys/family.h"

#include "procbench/sys/process.h"
#include "procbench/sys/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
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
};

/* ---- in the keeper ---- */

static void tell(const struct keeper *keeper, enum family_event_kind kind, size_t number,
		 int status)
{
	const struct family_event event = {kind, number, keeper->members[number].pid, status};

	while (write(keeper->events, &event, sizeof(event)) < 0 && errno == EINTR)
		;
}

/* Whatever the caller did with them; they are blocked since before the keeper was there. */
static void take_signals(sigset_t *awaited)
{
	signal(SIGTERM, SIG_DFL);
	signal(SIGCHLD, SIG_DFL);
	sigemptyset(awaited);
	sigaddset(awaited, SIGTERM);
	sigaddset(awaited, SIGCHLD);
}

__attribute__((noreturn)) static void live(const struct keeper *keeper, size_t number, pid_t parent)
{
	sigset_t none;

	setpgid(0, 0);
	close(keeper->events);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
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
	setpgid(member->pid, member->pid); /* whoever comes first */
	member->state = MEMBER_LIVES;
	tell(keeper, FAMILY_STARTED, number, 0);
	return 0;
}

/* Members are looked at without being reaped, so that their pids and groups stay theirs. */
static void look_at(struct keeper *keeper, size_t number)
{
	struct member *member = &keeper->members[number];
	siginfo_t info = {0};

	if (member->state != MEMBER_LIVES ||
	    waitid(P_PID, (id_t)member->pid, &info, WEXITED | WSTOPPED | WNOHANG | WNOWAIT) < 0 ||
	    info.si_pid == 0)
		return;
	if (info.si_code == CLD_STOPPED) {
		member->state = MEMBER_STOPPED;
		tell(keeper, FAMILY_STOPPED, number, info.si_status);
	} else {
		member->state = MEMBER_ENDED;
		tell(keeper, FAMILY_ENDED, number, sys_wait_status(&info));
	}
}

static void watch_members(struct keeper *keeper, const sigset_t *awaited)
{
	while (sigwaitinfo(awaited, NULL) != SIGTERM)
		for (size_t i = 0; i < keeper->plan->count; i++)
			look_at(keeper, i);
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

/* Its starter's death and its starter's wish are one signal. */
__attribute__((noreturn)) static void keep(struct keeper *keeper, pid_t starter)
{
	bool all_started = true;
	sigset_t awaited;

	setpgid(0, 0);
	take_signals(&awaited);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != starter)
		_exit(1);
	for (size_t i = 0; i < keeper->plan->count && all_started; i++)
		all_started = start_member(keeper, i) == 0;
	watch_members(keeper, &awaited);
	end_members(keeper);
	_exit(0);
}

/* ---- in the caller ---- */

/* Blocked meanwhile: an early order to end would find the keeper unprepared, or be ignored. */
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
	pid_t starter = getpid();
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0)
		return error_set(error, errno, "cannot make a pipe: %s", strerror(errno));
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	family->events = ends[0];
	keeper->events = ends[1];
	family->keeper = fork_blocked();
	if (family->keeper == 0) {
		close(ends[0]);
		keep(keeper, starter);
	}
	if (family->keeper < 0)
		error_set(error, errno, "cannot start a process: %s", strerror(errno));
	close(ends[1]);
	return family->keeper > 0 ? 0 : -error->code;
}

int family_start(struct family *family, const struct family_plan *plan, struct error *error)
{
	struct keeper keeper = {plan, calloc(plan->count, sizeof(*keeper.members)), -1};
	int status;

	*family = (struct family){.events = -1};
	if (!keeper.members)
		return error_no_memory(error);
	status = start_keeper(family, &keeper, error);
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

void family_resume(const struct family *family)
{
	kill(family->keeper, SIGCONT);
}

bool family_end(struct family *family)
{
	int status = -1;

	if (family->keeper > 0) {
		kill(family->keeper, SIGTERM);
		family_resume(family);
		while (waitpid(family->keeper, &status, 0) < 0 && errno == EINTR)
			;
	}
	if (family->events >= 0)
		close(family->events);
	*family = (struct family){.events = -1};
	return status == 0;
}
