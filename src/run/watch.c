/* watch: the subjects of a launch, from their start to their end. */
#define _GNU_SOURCE
#include "watch.h"

#include "hang.h"

#include "procbench/sys/clock.h"
#include "procbench/sys/process.h"
#include "procbench/sys/raw.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* How often to look where nothing wakes us: for a subject's end where there are no pidfds, .. */
#define LOOK_MS 20
/* .. and, which is before the samples or in those that failed, for readiness and for what hangs. */
#define LOOK_CLOSELY_MS 1

struct watched {
	pid_t pid;  /* 0: not started */
	int pid_fd; /* -1 without pidfds */
	bool ended;
	int status;
	struct arena_header *header;
	struct hang hang;
	uint64_t start_ns;
	bool late; /* no subject answered in time */
};

int watch_open(struct watch *watch, const struct launcher *launcher, const struct launch *launch,
	       struct error *error)
{
	*watch = (struct watch){
		.subjects = calloc(launch->subject_count, sizeof(*watch->subjects)),
		.fds = calloc(launch->subject_count + 1, sizeof(*watch->fds)),
		.signal_fd = launcher->signal_fd,
		.timeout_ns = launcher->timeout_ns,
	};
	if (!watch->subjects || !watch->fds)
		return error_no_memory(error);
	watch->count = watch->failed = launch->subject_count;
	for (size_t i = 0; i < watch->count; i++) {
		watch->subjects[i].header = launch->subjects[i].header;
		watch->subjects[i].pid_fd = -1;
	}
	return 0;
}

void watch_close(struct watch *watch)
{
	free(watch->subjects);
	free(watch->fds);
	*watch = (struct watch){0};
}

void watch_add(struct watch *watch, size_t number, pid_t pid)
{
	watch->subjects[number].pid = pid;
	watch->subjects[number].start_ns = clock_now_ns();
	watch->subjects[number].pid_fd = (int)sys_pidfd_open(pid);
}

int watch_status(const struct watch *watch, size_t number)
{
	return watch->subjects[number].status;
}

bool watch_late(const struct watch *watch, size_t number)
{
	return watch->subjects[number].late;
}

pid_t watch_pid(const struct watch *watch, size_t number)
{
	return watch->subjects[number].pid;
}

/* ---- the gate ---- */

static bool is_ready(const struct watched *subject)
{
	return subject->header->state == ARENA_READY;
}

static bool waits_for_gate(const struct watch *watch)
{
	return watch->subjects[0].header->gate == 0;
}

static void open_gate_when_ready(struct watch *watch)
{
	if (!waits_for_gate(watch))
		return;
	for (size_t i = 0; i < watch->count; i++)
		if (!is_ready(&watch->subjects[i]))
			return;
	for (size_t i = 0; i < watch->count; i++)
		watch->subjects[i].header->gate = 1;
	for (size_t i = 0; i < watch->count; i++)
		sys_futex_wake(&watch->subjects[i].header->gate);
}

/* ---- children that hang ---- */

/*
 * Whose children the samples are. The arena is written by another process, so what it says is
 * believed of the subject's own children only.
 */
static pid_t creator(const struct watched *subject)
{
	pid_t helper = subject->header->helper;

	return process_is_child(helper, subject->pid) ? helper : subject->pid;
}

static void look_for_hanging(struct watch *watch)
{
	for (size_t i = 0; i < watch->count; i++) {
		struct watched *subject = &watch->subjects[i];
		bool overdue =
			hang_deadline_ns(subject->header, watch->timeout_ns) <= clock_now_ns();

		if (subject->ended || (!overdue && !subject->hang.holding))
			continue;
		if (hang_look(&subject->hang, subject->header, creator(subject),
			      watch->timeout_ns) == HANG_SUBJECT)
			kill(subject->pid, SIGKILL);
	}
}

/* What was started may never become a subject: another image, or a command that starts it. */
static uint64_t answer_deadline_ns(const struct watch *watch, const struct watched *subject)
{
	return subject->header->state == ARENA_REQUESTED ? subject->start_ns + watch->timeout_ns
							 : UINT64_MAX;
}

static void look_for_late(struct watch *watch)
{
	for (size_t i = 0; i < watch->count; i++) {
		struct watched *subject = &watch->subjects[i];

		if (!subject->ended && answer_deadline_ns(watch, subject) <= clock_now_ns())
			subject->late = kill(subject->pid, SIGKILL) == 0;
	}
}

/* ---- sleeping ---- */

static int milliseconds_until(uint64_t deadline)
{
	uint64_t now = clock_now_ns(), rest = deadline > now ? deadline - now : 0;

	return rest > 3600000000000u ? 3600000 : (int)(rest / 1000000) + 1;
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* While a subject shapes itself there is no limit, but once it is done, a sample may be overdue. */
static int subject_wait_ms(const struct watch *watch, const struct watched *subject)
{
	uint64_t deadline = hang_deadline_ns(subject->header, watch->timeout_ns);
	int wait;

	if (subject->hang.holding)
		return LOOK_CLOSELY_MS;
	if (deadline == UINT64_MAX)
		deadline = answer_deadline_ns(watch, subject);
	if (deadline == UINT64_MAX)
		deadline = clock_now_ns() + watch->timeout_ns;
	wait = milliseconds_until(deadline);
	return subject->pid_fd < 0 ? least(wait, LOOK_MS) : wait;
}

static int wait_ms(const struct watch *watch)
{
	int wait = waits_for_gate(watch) ? LOOK_CLOSELY_MS : 3600000;

	for (size_t i = 0; i < watch->count; i++)
		if (!watch->subjects[i].ended)
			wait = least(wait, subject_wait_ms(watch, &watch->subjects[i]));
	return wait;
}

/* Sleeps; whether the user wants an end. */
static bool sleep_until_something(struct watch *watch)
{
	struct pollfd *fds = watch->fds;

	for (size_t i = 0; i < watch->count; i++)
		fds[i] = (struct pollfd){
			.fd = watch->subjects[i].ended ? -1 : watch->subjects[i].pid_fd,
			.events = POLLIN,
		};
	fds[watch->count] = (struct pollfd){.fd = watch->signal_fd, .events = POLLIN};
	return poll(fds, watch->count + 1, wait_ms(watch)) > 0 && fds[watch->count].revents;
}

/* ---- ends ---- */

static bool has_ended(const struct watched *subject)
{
	siginfo_t info = {0};

	return waitid(P_PID, (id_t)subject->pid, &info, WEXITED | WNOHANG | WNOWAIT) < 0 ||
	       info.si_pid != 0;
}

/* Whether there is nothing to wait for any more: all have ended, or one did before its time. */
static bool is_over(struct watch *watch)
{
	size_t ended = 0;

	for (size_t i = 0; i < watch->count; i++) {
		struct watched *subject = &watch->subjects[i];

		subject->ended = subject->ended || has_ended(subject);
		if (subject->ended && subject->header->state != ARENA_DONE) {
			watch->failed = i;
			return true;
		}
		ended += subject->ended;
	}
	return ended == watch->count;
}

enum launch_end watch_wait(struct watch *watch)
{
	while (!is_over(watch)) {
		if (sleep_until_something(watch))
			return LAUNCH_INTERRUPTED;
		open_gate_when_ready(watch);
		look_for_late(watch);
		look_for_hanging(watch);
	}
	return LAUNCH_DONE;
}

/* The group first, while its leader's pid is still taken. */
static void kill_subject(const struct watched *subject)
{
	if (subject->pid == 0)
		return;
	kill(-subject->pid, SIGKILL);
	kill(subject->pid, SIGKILL);
}

static void reap_subject(struct watched *subject)
{
	hang_forget(&subject->hang);
	while (subject->pid > 0 && waitpid(subject->pid, &subject->status, 0) < 0 && errno == EINTR)
		;
	if (subject->pid_fd >= 0)
		close(subject->pid_fd);
}

/* All subjects, then whatever left their groups. */
void watch_end(struct watch *watch)
{
	for (size_t i = 0; i < watch->count; i++)
		kill_subject(&watch->subjects[i]);
	for (size_t i = 0; i < watch->count; i++)
		reap_subject(&watch->subjects[i]);
	process_end_children();
}
