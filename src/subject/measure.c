/* measure: the timing core. Between START and REAPED there is nothing but the method's two calls.
 */
#include "measure.h"

#include "procbench/sys/clock.h"
#include "procbench/sys/marks.h"

#include <signal.h>
#include <stdbool.h>
#include <sys/wait.h>

static void set_outcome(struct arena_sample *sample, enum arena_outcome outcome, long value)
{
	sample->outcome = (uint16_t)outcome;
	sample->value = (uint16_t)value;
}

/*
 * Whatever became of a sample in which the controller had to end something: the child may have left
 * a process that kept the sample waiting. Only a signal of the child's own tells more.
 */
static bool timed_out(const struct arena_spawner *spawner, int status)
{
	bool by_own_signal = WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL;

	return spawner->timed_out == spawner->done + 1 && !by_own_signal;
}

/* The errno of a failed nested creation or exec, or 0. */
static int errno_below(const struct creation *creation, const struct reaped *reaped)
{
	if (reaped->error)
		return reaped->error;
	return creation->stamps ? creation->stamps->exec_errno : 0;
}

static void judge(struct arena_sample *sample, const struct arena_spawner *spawner, long pid,
		  long waited, int below, int status)
{
	if (timed_out(spawner, status))
		set_outcome(sample, ARENA_TIMEOUT, 0);
	else if (pid < 0)
		set_outcome(sample, ARENA_ERRNO, -pid);
	else if (waited < 0)
		set_outcome(sample, ARENA_WAIT, -waited);
	else if (below)
		set_outcome(sample, ARENA_ERRNO, below);
	else if (WIFSIGNALED(status))
		set_outcome(sample, ARENA_SIGNAL, WTERMSIG(status));
	else if (WEXITSTATUS(status) != 0)
		set_outcome(sample, ARENA_EXIT, WEXITSTATUS(status));
	else
		set_outcome(sample, ARENA_OK, 0);
}

static void clear_stamps(struct arena_stamps *stamps)
{
	if (!stamps)
		return;
	stamps->child = 0;
	stamps->image = 0;
	stamps->main = 0;
	stamps->exec_errno = 0;
}

static void take_stamps(struct arena_sample *sample, const struct arena_stamps *stamps)
{
	sample->child = stamps ? stamps->child : 0;
	sample->image = stamps ? stamps->image : 0;
	sample->main = stamps ? stamps->main : 0;
}

static uint32_t microseconds(const struct timeval *time)
{
	return (uint32_t)(time->tv_sec * 1000000 + time->tv_usec);
}

static void take_usage(struct arena_sample *sample, const struct rusage *usage)
{
	sample->minor_faults = (uint32_t)usage->ru_minflt; /* ARENA_FAULTS_UNKNOWN is -1 */
	sample->major_faults = (uint32_t)usage->ru_majflt;
	sample->user_us = microseconds(&usage->ru_utime);
	sample->system_us = microseconds(&usage->ru_stime);
	sample->max_rss_kib = (uint32_t)usage->ru_maxrss;
	sample->voluntary_switches = (uint32_t)usage->ru_nvcsw;
	sample->involuntary_switches = (uint32_t)usage->ru_nivcsw;
}

void measure_sample(struct creation *creation, struct arena_spawner *spawner,
		    struct arena_sample *sample)
{
	const struct creation_calls *calls = &creation->calls;
	struct reaped reaped = {.usage.ru_minflt = -1}; /* unknown unless reaping provides it */
	uint64_t start, returned, end;
	long pid, waited;

	clear_stamps(creation->stamps);
	mark_address(MARK_START);
	start = clock_now_ns();
	pid = calls->create(creation);
	returned = clock_now_ns();
	waited = calls->reap(creation, pid, &reaped);
	mark_address(MARK_REAPED);
	end = clock_now_ns();

	calls->settle(creation, &reaped);
	sample->start_ns = start;
	sample->returned_ns = returned;
	sample->reaped_ns = end;
	take_usage(sample, &reaped.usage);
	sample->stall_ns = creation->stall_ns;
	take_stamps(sample, creation->stamps);
	judge(sample, spawner, pid, waited, errno_below(creation, &reaped), reaped.status);
	spawner->alive_ns = end;
	spawner->done++;
}
