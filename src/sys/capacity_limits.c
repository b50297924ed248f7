/* capacity_limits: reads the available resources of this machine. */
#define _GNU_SOURCE
#include "fact_collector.h"

#include "procbench/sys/capacity.h"
#include "procbench/sys/host.h"
#include "procbench/sys/hugepages.h"
#include "procbench/sys/proc_text.h"

#include <math.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* Tasks reserved for other processes. */
#define RESERVE 1000

static uint64_t whole(double number)
{
	if (!(number < 1.8e19)) /* also true for NAN and INFINITY */
		return CAPACITY_UNLIMITED;
	return number > 0 ? (uint64_t)number : 0;
}

static uint64_t limit_of(int resource, bool hard)
{
	struct rlimit limit;

	if (getrlimit((__rlimit_resource_t)resource, &limit) < 0)
		return CAPACITY_UNLIMITED;
	if ((hard ? limit.rlim_max : limit.rlim_cur) == RLIM_INFINITY)
		return CAPACITY_UNLIMITED;
	return hard ? limit.rlim_max : limit.rlim_cur;
}

_Static_assert(PROC_TEXT_NONE == CAPACITY_UNLIMITED, "an absent limit must not restrict");

/* Only the strict overcommit policy limits commitments. */
static uint64_t commit_left(void)
{
	char text[4096];
	uint64_t limit, used;

	if (proc_text_read_number("/proc/sys/vm/overcommit_memory") != 2)
		return CAPACITY_UNLIMITED;
	proc_text_read("/proc/meminfo", text, sizeof(text));
	limit = proc_text_number(text, "CommitLimit", 10);
	used = proc_text_number(text, "Committed_AS", 10);
	if (limit == PROC_TEXT_NONE || used == PROC_TEXT_NONE)
		return CAPACITY_UNLIMITED;
	return limit > used ? 1024 * (limit - used) : 0;
}

/* "0.20 0.18 0.12 1/80 11206": 80 tasks exist. */
static uint64_t tasks_left(void)
{
	uint64_t pids = proc_text_read_number("/proc/sys/kernel/pid_max");
	uint64_t threads = proc_text_read_number("/proc/sys/kernel/threads-max");
	uint64_t most = pids < threads ? pids : threads, taken = RESERVE;
	char line[128];
	const char *slash;

	if (most == CAPACITY_UNLIMITED ||
	    proc_text_read_line("/proc/loadavg", line, sizeof(line)) < 0)
		return CAPACITY_UNLIMITED;
	slash = strchr(line, '/');
	taken += slash ? proc_text_digits(slash + 1, 10) : 0;
	return most > taken ? most - taken : 0;
}

void capacity_limits(uint64_t limits[CAPACITY_COUNT], const char *cgroup)
{
	bool is_root = geteuid() == 0; /* exempt from user limits */

	limits[CAPACITY_NODE_MEMORY] = CAPACITY_UNLIMITED;
	limits[CAPACITY_MEMORY] = host_available_bytes();
	limits[CAPACITY_CGROUP_MEMORY] = whole(host_cgroup_memory_left(cgroup));
	limits[CAPACITY_COMMIT] = commit_left();
	limits[CAPACITY_LOCKED] = is_root ? CAPACITY_UNLIMITED : limit_of(RLIMIT_MEMLOCK, false);
	limits[CAPACITY_HUGE_PAGES] = hugepages_pool_free();
	limits[CAPACITY_MAPPINGS] = proc_text_read_number("/proc/sys/vm/max_map_count");
	limits[CAPACITY_FILES] = limit_of(RLIMIT_NOFILE, true);
	limits[CAPACITY_USER_TASKS] = is_root ? CAPACITY_UNLIMITED : limit_of(RLIMIT_NPROC, false);
	limits[CAPACITY_CGROUP_TASKS] = whole(host_cgroup_tasks_left(cgroup));
	limits[CAPACITY_TASKS] = tasks_left();
}
