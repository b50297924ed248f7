/* watch: waits for the subjects of a launch and ends children that hang. */
#define _GNU_SOURCE
#include "watch.h"

#include "hang.h"

#include "procbench/sys/clock.h"
#include "procbench/sys/process.h"
#include "procbench/sys/raw.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* How often to look before the samples, or in those that failed, for readiness and what hangs. */
#define LOOK_CLOSELY_MS 1

/* How often to look whether the keeper still goes on. */
#define LOOK_AT_KEEPER_MS 1000

struct watched {
	pid_t pid; /* 0: not started; its own until watch_end() */
	bool ended;
	int status;
	enum watch_loss loss;
	struct arena_header *header;
	struct hang hang;
	uint64_t start_ns;
	uint64_t quiet_since_ns; /* since when it has no sample under way; 0: it has one */
};

int watch_start(struct watch *watch, const struct launcher *launcher, const struct launch *launch,
		const struct family_plan *plan, struct error *error)
{
	*watch = (struct watch){
		.family = {.events = -1, .order = -1},
		.subjects = calloc(launch->subject_count, sizeof(*watch->subjects)),
		.signal_fd = launcher->signal_fd,
		.timeout_ns = launcher->timeout_ns,
		.deadline_ns = launcher->deadline_ns,
		.answer_ns = launcher->timeout_ns > WATCH_ANSWER_NS ? launcher->timeout_ns
								    : WATCH_ANSWER_NS,
		.quiet_ns = WATCH_QUIET_NS,
	};
	if (!watch->subjects)
		return error_no_memory(error);
	watch->count = watch->failed = launch->subject_count;
	for (size_t i = 0; i < watch->count; i++)
		watch->subjects[i] = (struct watched){
			.header = launch->subjects[i].header,
			.start_ns = clock_now_ns(),
		};
	if (family_start(&watch->family, plan, error) < 0)
		return error_set(error, error->code, "cannot start a subject: %s",
				 strerror(error->code));
	return 0;
}

void watch_close(struct watch *watch)
{
	free(watch->subjects);
	*watch = (struct watch){.family = {.events = -1, .order = -1}};
}

int watch_status(const struct watch *watch, size_t number)
{
	return watch->subjects[number].status;
}

enum watch_loss watch_loss(const struct watch *watch, size_t number)
{
	return watch->subjects[number].loss;
}

pid_t watch_pid(const struct watch *watch, size_t number)
{
	return watch->subjects[number].pid;
}

/* The subject will not continue; the first one that fails decides about the launch. */
static void fail(struct watch *watch, size_t number, enum watch_loss loss, int status)
{
	struct watched *subject = &watch->subjects[number];

	if (watch->failed < watch->count)
		return;
	watch->failed = number;
	subject->loss = loss;
	subject->status = status;
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
 * The process whose children are the samples. The arena is written by another process, so only a
 * child of the subject is accepted.
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

		if (subject->pid == 0 || subject->ended || (!overdue && !subject->hang.holding))
			continue;
		if (hang_look(&subject->hang, subject->header, creator(subject),
			      watch->timeout_ns) == HANG_SUBJECT)
			fail(watch, i, WATCH_LOSS_NONE, SIGKILL);
	}
}

/* The started program may never become a subject (image= or a wrapper command). */
static uint64_t answer_deadline_ns(const struct watch *watch, const struct watched *subject)
{
	return subject->header->state == ARENA_REQUESTED ? subject->start_ns + watch->answer_ns
							 : UINT64_MAX;
}

static void look_for_late(struct watch *watch)
{
	for (size_t i = 0; i < watch->count; i++) {
		const struct watched *subject = &watch->subjects[i];

		if (!subject->ended && answer_deadline_ns(watch, subject) <= clock_now_ns())
			fail(watch, i, WATCH_LOSS_LATE, SIGKILL);
	}
}

/* Samples have a limit of their own; building, verifying and waiting for the gate have this one. */
static void look_for_stuck(struct watch *watch)
{
	uint64_t now = clock_now_ns();

	for (size_t i = 0; i < watch->count; i++) {
		struct watched *subject = &watch->subjects[i];

		if (subject->ended ||
		    hang_deadline_ns(subject->header, watch->timeout_ns) != UINT64_MAX)
			subject->quiet_since_ns = 0;
		else if (subject->quiet_since_ns == 0)
			subject->quiet_since_ns = now;
		else if (now - subject->quiet_since_ns > watch->quiet_ns)
			fail(watch, i, WATCH_LOSS_STUCK, SIGKILL);
	}
}

static void look_at_keeper(struct watch *watch)
{
	int signal_number = family_stopped(&watch->family);

	if (signal_number > 0)
		fail(watch, 0, WATCH_LOSS_PAUSED, signal_number);
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

static int subject_wait_ms(const struct watch *watch, const struct watched *subject)
{
	uint64_t deadline = hang_deadline_ns(subject->header, watch->timeout_ns);

	if (subject->hang.holding)
		return LOOK_CLOSELY_MS;
	if (deadline == UINT64_MAX)
		deadline = answer_deadline_ns(watch, subject);
	if (deadline == UINT64_MAX)
		deadline = clock_now_ns() + watch->timeout_ns;
	return milliseconds_until(deadline);
}

static int wait_ms(const struct watch *watch)
{
	int wait = waits_for_gate(watch) ? LOOK_CLOSELY_MS : LOOK_AT_KEEPER_MS;

	for (size_t i = 0; i < watch->count; i++)
		if (!watch->subjects[i].ended)
			wait = least(wait, subject_wait_ms(watch, &watch->subjects[i]));
	return watch->deadline_ns ? least(wait, milliseconds_until(watch->deadline_ns)) : wait;
}

/* Sleeps; returns whether the user interrupts. */
static bool sleep_until_something(const struct watch *watch)
{
	struct pollfd fds[] = {
		{.fd = watch->family.events, .events = POLLIN},
		{.fd = watch->signal_fd, .events = POLLIN},
	};

	return poll(fds, 2, wait_ms(watch)) > 0 && fds[1].revents;
}

/* ---- ends ---- */

static void take_end(struct watch *watch, size_t number, int status)
{
	struct watched *subject = &watch->subjects[number];

	subject->ended = true;
	subject->status = status;
	if (subject->header->state != ARENA_DONE)
		fail(watch, number, WATCH_LOSS_NONE, status);
}

static void take_event(struct watch *watch, const struct family_event *event)
{
	struct watched *subject = &watch->subjects[event->number];

	switch (event->kind) {
	case FAMILY_STARTED:
		subject->pid = event->pid;
		subject->start_ns = clock_now_ns();
		break;
	case FAMILY_ENDED:
		take_end(watch, event->number, event->status);
		break;
	case FAMILY_STOPPED:
		fail(watch, event->number, WATCH_LOSS_STOPPED, event->status);
		break;
	case FAMILY_FAILED:
		fail(watch, event->number, WATCH_LOSS_UNBORN, event->status);
		break;
	}
}

static bool all_have_ended(const struct watch *watch)
{
	for (size_t i = 0; i < watch->count; i++)
		if (!watch->subjects[i].ended)
			return false;
	return true;
}

/* Whether there is nothing to wait for any more: all have ended, or one has failed. */
static bool is_over(struct watch *watch)
{
	struct family_event event;
	int got;

	while ((got = family_read(&watch->family, &event)) > 0)
		take_event(watch, &event);
	if (got < 0 && !all_have_ended(watch))
		fail(watch, 0, WATCH_LOSS_KEEPER, 0);
	return watch->failed < watch->count || all_have_ended(watch);
}

enum launch_end watch_wait(struct watch *watch)
{
	while (!is_over(watch)) {
		if (sleep_until_something(watch))
			return LAUNCH_INTERRUPTED;
		if (watch->deadline_ns && clock_now_ns() >= watch->deadline_ns)
			return LAUNCH_OVERDUE;
		open_gate_when_ready(watch);
		look_for_late(watch);
		look_for_hanging(watch);
		look_for_stuck(watch);
		look_at_keeper(watch);
	}
	return LAUNCH_DONE;
}

bool watch_end(struct watch *watch)
{
	for (size_t i = 0; watch->subjects && i < watch->count; i++)
		hang_forget(&watch->subjects[i].hang);
	return family_end(&watch->family);
}
