/* capacity: compares the needs of a case with the machine's resources. */
#include "procbench/sys/capacity.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>

static const struct {
	const char *what; /* noun; NULL: bytes */
	const char *where;
} resources[CAPACITY_COUNT] = {
	[CAPACITY_NODE_MEMORY] = {NULL, "are free on that NUMA node"},
	[CAPACITY_MEMORY] = {NULL, "are available (MemAvailable)"},
	[CAPACITY_CGROUP_MEMORY] = {NULL, "are left in the cgroup (memory.max)"},
	[CAPACITY_COMMIT] = {NULL,
			     "can still be committed (CommitLimit, see vm.overcommit_memory)"},
	[CAPACITY_LOCKED] = {NULL, "can be locked ('ulimit -l')"},
	[CAPACITY_HUGE_PAGES] = {"huge pages", "are free (vm.nr_hugepages)"},
	[CAPACITY_MAPPINGS] = {"mappings", "are allowed (vm.max_map_count)"},
	[CAPACITY_FILES] = {"descriptors", "are allowed ('ulimit -Hn')"},
	[CAPACITY_USER_TASKS] = {"processes and threads",
				 "are allowed for this user ('ulimit -u')"},
	[CAPACITY_CGROUP_TASKS] = {"processes and threads", "are left in the cgroup (pids.max)"},
	[CAPACITY_TASKS] = {"processes and threads",
			    "are left (kernel.pid_max and kernel.threads-max minus those in use)"},
};

struct amount {
	char text[48];
};

static struct amount in_words(uint64_t value, const char *what)
{
	static const char *const units[] = {"KiB", "MiB", "GiB", "TiB"};
	struct amount amount;
	double scaled = (double)value / 1024;
	size_t unit = 0;

	for (; scaled >= 1024 && unit < sizeof(units) / sizeof(units[0]) - 1; unit++)
		scaled /= 1024;
	if (what)
		snprintf(amount.text, sizeof(amount.text), "%" PRIu64, value);
	else
		snprintf(amount.text, sizeof(amount.text), "%.1f %s", scaled, units[unit]);
	return amount;
}

int capacity_judge(const uint64_t needs[CAPACITY_COUNT], const uint64_t limits[CAPACITY_COUNT],
		   enum capacity_resource *lacking, struct error *error)
{
	for (int i = 0; i < CAPACITY_COUNT; i++) {
		const char *what = resources[i].what;

		if (needs[i] <= limits[i])
			continue;
		*lacking = (enum capacity_resource)i;
		return error_set(error, ENOMEM, "needs %s%s%s, %s %s",
				 in_words(needs[i], what).text, what ? " " : "", what ? what : "",
				 in_words(limits[i], what).text, resources[i].where);
	}
	return 0;
}
