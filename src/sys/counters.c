/* counters: events that the kernel counts for a process and its children. */
#include "procbench/sys/counters.h"

#include "raw_call.h"

#include "procbench/sys/raw.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdbool.h>
#include <sys/prctl.h>

#define READ_MISSES(cache)                                      \
	((cache) | (uint64_t)PERF_COUNT_HW_CACHE_OP_READ << 8 | \
	 (uint64_t)PERF_COUNT_HW_CACHE_RESULT_MISS << 16)

enum side { SIDE_BOTH, SIDE_USER, SIDE_KERNEL };

/* The software events happen in the kernel, even those that a program causes. */
static const struct event {
	uint32_t type;
	uint64_t config;
	enum side side;
} events[COUNTER_COUNT] = {
	[COUNTER_INSTRUCTIONS_USER] = {PERF_TYPE_HARDWARE, PERF_COUNT_HW_INSTRUCTIONS, SIDE_USER},
	[COUNTER_INSTRUCTIONS_KERNEL] = {PERF_TYPE_HARDWARE, PERF_COUNT_HW_INSTRUCTIONS,
					 SIDE_KERNEL},
	[COUNTER_CYCLES_USER] = {PERF_TYPE_HARDWARE, PERF_COUNT_HW_CPU_CYCLES, SIDE_USER},
	[COUNTER_CYCLES_KERNEL] = {PERF_TYPE_HARDWARE, PERF_COUNT_HW_CPU_CYCLES, SIDE_KERNEL},
	[COUNTER_PAGE_FAULTS] = {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_PAGE_FAULTS, SIDE_BOTH},
	[COUNTER_CONTEXT_SWITCHES] = {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_CONTEXT_SWITCHES,
				      SIDE_BOTH},
	[COUNTER_MIGRATIONS] = {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_CPU_MIGRATIONS, SIDE_BOTH},
	[COUNTER_CACHE_MISSES] = {PERF_TYPE_HARDWARE, PERF_COUNT_HW_CACHE_MISSES, SIDE_BOTH},
	[COUNTER_DTLB_MISSES] = {PERF_TYPE_HW_CACHE, READ_MISSES(PERF_COUNT_HW_CACHE_DTLB),
				 SIDE_BOTH},
	[COUNTER_ITLB_MISSES] = {PERF_TYPE_HW_CACHE, READ_MISSES(PERF_COUNT_HW_CACHE_ITLB),
				 SIDE_BOTH},
	[COUNTER_BRANCH_MISSES] = {PERF_TYPE_HARDWARE, PERF_COUNT_HW_BRANCH_MISSES, SIDE_BOTH},
};

/* Disabled, so that all begin together. */
static int open_event(const struct event *event, bool with_children)
{
	struct perf_event_attr attr = {
		.type = event->type,
		.size = sizeof(attr),
		.config = event->config,
		.read_format = PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING,
		.disabled = 1,
		.inherit = with_children,
		.exclude_user = event->side == SIDE_KERNEL,
		.exclude_kernel = event->side == SIDE_USER,
		.exclude_hv = 1,
	};

	return (int)CALL5(SYS_perf_event_open, &attr, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
}

void counters_start(struct counters *counters, struct counter_reading readings[COUNTER_COUNT])
{
	for (int i = 0; i < COUNTER_COUNT; i++) {
		counters->parent[i] = open_event(&events[i], false);
		counters->both[i] = open_event(&events[i], true);
		readings[i] = (struct counter_reading){0};
		if (counters->both[i] < 0)
			readings[i].error = -counters->both[i];
		else if (counters->parent[i] < 0)
			readings[i].error = -counters->parent[i];
	}
	sys_prctl(PR_TASK_PERF_EVENTS_ENABLE, 0);
}

static uint64_t read_and_close(int fd, struct counter_reading *reading)
{
	uint64_t values[3] = {0}; /* the count, and the times enabled and running */
	long bytes;

	if (fd < 0)
		return 0;
	bytes = sys_read(fd, values, sizeof(values));
	sys_close(fd);
	if (bytes != (long)sizeof(values))
		reading->error = bytes < 0 ? (int32_t)-bytes : EIO;
	reading->enabled_ns = values[1];
	reading->running_ns = values[2];
	return values[0];
}

void counters_finish(struct counters *counters, struct counter_reading readings[COUNTER_COUNT])
{
	sys_prctl(PR_TASK_PERF_EVENTS_DISABLE, 0);
	for (int i = 0; i < COUNTER_COUNT; i++) {
		readings[i].parent = read_and_close(counters->parent[i], &readings[i]);
		readings[i].both = read_and_close(counters->both[i], &readings[i]);
	}
}
