/* collect_counters: what a case's counting launches have counted, for its result. */
#define _GNU_SOURCE
#include "collect_counters.h"

#include "procbench/sys/proc_text.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PARANOID "/proc/sys/kernel/perf_event_paranoid"

static void add_refusal(struct text *reason)
{
	uint64_t level = proc_text_read_number(PARANOID);

	text_add(reason, "not permitted");
	if (level != PROC_TEXT_NONE)
		text_printf(reason, ": kernel.perf_event_paranoid is %" PRIu64, level);
	text_add(reason, " (set it to 1, or give procbench CAP_PERFMON; a container may forbid "
			 "perf_event_open)");
}

/* Why the kernel did not open the event. */
static char *reason_of(int error)
{
	struct text reason = {0};

	if (error == EACCES || error == EPERM)
		add_refusal(&reason);
	else if (error == ENOENT || error == ENODEV || error == EOPNOTSUPP)
		text_add(&reason, "this machine has no such event (a virtual machine often has no "
				  "PMU: use --count, or bare metal)");
	else if (error == ENOSYS)
		text_add(&reason, "the kernel is built without perf events");
	else
		text_printf(&reason, "perf_event_open: %s", strerror(error));
	return text_take(&reason);
}

static int take_event(struct result_counter *to, const struct run_counters *from, int number)
{
	double samples = (double)from->samples;
	int error = from->of[number].error;

	*to = (struct result_counter){.parent = NAN, .child = NAN, .share = NAN};
	to->name = strdup(counter_names[number]);
	if (from->samples == 0)
		to->reason = strdup(from->why.text);
	else if (error)
		to->reason = reason_of(error);
	if (!to->name || ((error || from->samples == 0) && !to->reason))
		return -ENOMEM;
	if (to->reason)
		return 0;
	to->parent = from->of[number].parent / samples;
	to->child = (from->of[number].both - from->of[number].parent) / samples;
	to->share = from->of[number].running_ns / from->of[number].enabled_ns;
	return 0;
}

int collect_counters(struct result_counters *to, const struct run_counters *from)
{
	int status = 0;

	to->events = calloc(COUNTER_COUNT, sizeof(*to->events));
	if (!to->events)
		return -ENOMEM;
	to->samples = from->samples;
	for (int i = 0; i < COUNTER_COUNT && status == 0; i++)
		status = take_event(&to->events[to->event_count++], from, i);
	return status;
}
