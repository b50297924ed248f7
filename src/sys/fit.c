/* fit: what a case needs of the machine, against what there is. */
#include "procbench/sys/fit.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>

static const struct {
	const char *what; /* they are; NULL: bytes */
	const char *where;
} resources[FIT_COUNT] = {
	[FIT_MEMORY] = {NULL, "are available (MemAvailable)"},
	[FIT_CGROUP_MEMORY] = {NULL, "are left in the cgroup (memory.max)"},
	[FIT_COMMIT] = {NULL, "are left to promise (CommitLimit, see vm.overcommit_memory)"},
	[FIT_LOCKED] = {NULL, "may be locked ('ulimit -l')"},
	[FIT_HUGE_PAGES] = {"huge pages", "are free (vm.nr_hugepages)"},
	[FIT_MAPPINGS] = {"mappings", "are allowed (vm.max_map_count)"},
	[FIT_FILES] = {"descriptors", "are allowed ('ulimit -Hn')"},
	[FIT_USER_TASKS] = {"processes and threads", "are allowed to the user ('ulimit -u')"},
	[FIT_CGROUP_TASKS] = {"processes and threads", "are left in the cgroup (pids.max)"},
	[FIT_TASKS] = {"processes and threads",
		       "are left (kernel.pid_max and kernel.threads-max, less those there are)"},
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

int fit_judge(const uint64_t needs[FIT_COUNT], const uint64_t limits[FIT_COUNT],
	      enum fit_resource *lacking, struct error *error)
{
	for (int i = 0; i < FIT_COUNT; i++) {
		const char *what = resources[i].what;

		if (needs[i] <= limits[i])
			continue;
		*lacking = (enum fit_resource)i;
		return error_set(error, ENOMEM, "needs %s%s%s, %s %s",
				 in_words(needs[i], what).text, what ? " " : "", what ? what : "",
				 in_words(limits[i], what).text, resources[i].where);
	}
	return 0;
}
