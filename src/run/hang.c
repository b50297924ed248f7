/* hang: finds and kills children that exceed the time limit. */
#define _GNU_SOURCE
#include "hang.h"

#include "procbench/sys/clock.h"
#include "procbench/sys/process.h"
#include "procbench/sys/raw.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

/* A target's own child may keep the sample waiting, too, so killing takes several rounds. */
#define ROUNDS_MAX 4

static uint32_t spawners_of(const struct arena_header *header)
{
	return header->spawner_count < ARENA_SPAWNERS ? header->spawner_count : ARENA_SPAWNERS;
}

/* UINT64_MAX: no creation in progress. */
static uint64_t deadline_of(const struct arena_spawner *spawner, uint64_t timeout_ns)
{
	uint64_t alive = spawner->alive_ns, granted = spawner->granted_ns;

	if (alive == 0)
		return UINT64_MAX;
	return (alive > granted ? alive : granted) + timeout_ns;
}

uint64_t hang_deadline_ns(const struct arena_header *header, uint64_t timeout_ns)
{
	uint64_t first = UINT64_MAX;

	if (header->state != ARENA_RUNNING)
		return first;
	for (uint32_t i = 0; i < spawners_of(header); i++) {
		uint64_t deadline = deadline_of(&header->spawners[i], timeout_ns);

		first = deadline < first ? deadline : first;
	}
	return first;
}

/*
 * The counts are read after the children were found: a child among these is of the sample that its
 * spawner takes at that count, or of an earlier one.
 */
static void hold(struct hang *hang, const struct arena_header *header, pid_t parent)
{
	hang->count = process_list_children(parent, hang->pids, HANG_CHILDREN_MAX);
	for (size_t i = 0; i < hang->count; i++)
		hang->fds[i] = (int)sys_pidfd_open(hang->pids[i]);
	for (uint32_t i = 0; i < spawners_of(header); i++)
		hang->done[i] = header->spawners[i].done;
	hang->holding = true;
}

void hang_forget(struct hang *hang)
{
	for (size_t i = 0; i < hang->count; i++)
		if (hang->fds[i] >= 0)
			close(hang->fds[i]);
	hang->count = 0;
	hang->holding = false;
}

/*
 * Whether each spawner has gone on, or is overdue with the sample of that time; `hung` counts the
 * latter.
 */
static bool can_judge(const struct hang *hang, const struct arena_header *header,
		      uint64_t timeout_ns, uint64_t now, size_t *hung)
{
	*hung = 0;
	for (uint32_t i = 0; i < spawners_of(header); i++) {
		const struct arena_spawner *spawner = &header->spawners[i];

		if (spawner->alive_ns == 0 || spawner->done != hang->done[i])
			continue;
		if (deadline_of(spawner, timeout_ns) > now)
			return false;
		++*hung;
	}
	return true;
}

static bool is_overdue(const struct hang *hang, const struct arena_header *header, uint32_t i)
{
	const struct arena_spawner *spawner = &header->spawners[i];

	return spawner->alive_ns != 0 && spawner->done == hang->done[i];
}

/* Records the timeout in overdue spawners, before what they wait for is killed. */
static void note_timeout(struct hang *hang, struct arena_header *header, uint64_t now)
{
	for (uint32_t i = 0; i < spawners_of(header); i++) {
		struct arena_spawner *spawner = &header->spawners[i];
		uint64_t sample = hang->done[i] + 1;

		if (!is_overdue(hang, header, i))
			continue;
		if (spawner->timed_out != sample) {
			spawner->rounds = 0;
			hang->ended_ns[i] = now;
		}
		spawner->timed_out = sample;
		spawner->granted_ns = now; /* a fresh span to be reaped in */
	}
}

/* A pidfd always refers to the same process; the pid of a process that is not a child may be
 * reused. */
static bool lives(const struct hang *hang, size_t i, pid_t parent)
{
	struct pollfd poll_fd = {.fd = hang->fds[i], .events = POLLIN};

	return hang->fds[i] < 0 ? process_is_child(hang->pids[i], parent)
				: poll(&poll_fd, 1, 0) == 0;
}

static size_t end_held(const struct hang *hang, pid_t parent)
{
	size_t ended = 0;

	for (size_t i = 0; i < hang->count; i++) {
		if (!lives(hang, i, parent))
			continue;
		if (hang->fds[i] >= 0)
			sys_pidfd_signal(hang->fds[i], SIGKILL);
		else
			kill(hang->pids[i], SIGKILL);
		ended++;
	}
	return ended;
}

/* Whether a spawner got `ended` more children killed too often, or none for too long. */
static bool is_stuck(struct hang *hang, struct arena_header *header, size_t ended,
		     uint64_t patience_ns, uint64_t now)
{
	bool stuck = false;

	for (uint32_t i = 0; i < spawners_of(header); i++) {
		struct arena_spawner *spawner = &header->spawners[i];

		if (!is_overdue(hang, header, i))
			continue;
		if (ended > 0) {
			spawner->rounds++;
			hang->ended_ns[i] = now;
		}
		stuck = stuck || spawner->rounds > ROUNDS_MAX ||
			now - hang->ended_ns[i] >= patience_ns;
	}
	return stuck;
}

/*
 * A subject that does not go on although its children were killed or have ended is itself what
 * hangs: it may have been stopped. On a busy machine it may also wait for its turn on the CPU, for
 * longer than the limit of a child.
 */
static enum hang_step end_what_hangs(struct hang *hang, struct arena_header *header, pid_t parent,
				     uint64_t timeout_ns, uint64_t now)
{
	uint64_t patience_ns = timeout_ns > HANG_PATIENCE_NS ? timeout_ns : HANG_PATIENCE_NS;

	note_timeout(hang, header, now);
	return is_stuck(hang, header, end_held(hang, parent), patience_ns, now) ? HANG_SUBJECT
										: HANG_ENDED;
}

enum hang_step hang_look(struct hang *hang, struct arena_header *header, pid_t parent,
			 uint64_t timeout_ns)
{
	uint64_t now = clock_now_ns();
	enum hang_step step = HANG_NOTHING;
	size_t hung = 0;

	if (!hang->holding && hang_deadline_ns(header, timeout_ns) <= now)
		hold(hang, header, parent);
	if (!hang->holding)
		return HANG_NOTHING;
	if (!can_judge(hang, header, timeout_ns, now, &hung))
		return HANG_WAIT;
	if (hung > 0)
		step = end_what_hangs(hang, header, parent, timeout_ns, now);
	hang_forget(hang);
	return step;
}
