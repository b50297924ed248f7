/* host_cgroup: limits of the own cgroup and container. */
#define _GNU_SOURCE
#include "fact_collector.h"

#include "procbench/sys/cgroup.h"
#include "procbench/sys/host_text.h"
#include "procbench/sys/proc_text.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

enum { FILE_PATH_BYTES = CGROUP_PATH_BYTES + 64 };

/* A process has one line per hierarchy; there may be hundreds of mounts. */
enum { CGROUPS_BYTES = 4096, MOUNTS_BYTES = 65536 };

void host_read_cgroup_version(struct fact_collector *sheet, const struct host_source *source)
{
	char cgroups[CGROUPS_BYTES], *mounts = malloc(MOUNTS_BYTES);

	if (!mounts) {
		sheet->status = -ENOMEM;
		return;
	}
	proc_text_read("/proc/self/cgroup", cgroups, sizeof(cgroups));
	proc_text_read("/proc/self/mountinfo", mounts, MOUNTS_BYTES);
	host_add_text(sheet, source->name, host_text_cgroup_version(cgroups, mounts));
	free(mounts);
}

/* Reads a limit from a cgroup file; NAN if there is no such file. */
static double read_limit(const char *folder, const char *file)
{
	char path[FILE_PATH_BYTES], text[64];

	snprintf(path, sizeof(path), "%s/%s", folder, file);
	if (proc_text_read_line(path, text, sizeof(text)) < 0)
		return NAN;
	return strcmp(file, "cpu.max") == 0 ? host_text_quota_pct(text) : host_text_limit(text);
}

/* v1 has quota and period in two files. */
static double read_quota_of_one(const char *folder)
{
	double quota = read_limit(folder, "cpu.cfs_quota_us");

	return 100 * quota / read_limit(folder, "cpu.cfs_period_us");
}

/* The minimum over the own cgroup and its ancestors. */
static double least_limit(char *folder, size_t place_length, const char *file)
{
	double least = INFINITY;

	for (;;) {
		double limit = strcmp(file, "cpu.cfs_quota_us") == 0 ? read_quota_of_one(folder)
								     : read_limit(folder, file);
		char *slash;

		least = fmin(least, limit); /* ignores NAN */
		if (strlen(folder) <= place_length)
			return least;
		slash = strrchr(folder, '/');
		*slash = '\0';
	}
}

/* `detail` is "CONTROLLER FILE_OF_VERSION_1 FILE_OF_VERSION_2". */
void host_read_cgroup_limit(struct fact_collector *sheet, const struct host_source *source)
{
	char controller[16], one[32], two[32], folder[CGROUP_PATH_BYTES];
	size_t place_length;

	if (sscanf(source->detail, "%15s %31s %31s", controller, one, two) != 3)
		return;
	if (cgroup_find(controller, folder, &place_length))
		host_add_limit(sheet, source->name, least_limit(folder, place_length, one));
	else if (cgroup_find(NULL, folder, &place_length))
		host_add_limit(sheet, source->name, least_limit(folder, place_length, two));
	else
		host_add_missing(sheet, source->name, "no cgroup file system is mounted");
}

/* ---- what is left ---- */

/* The files of one version; `reclaimed` are fields of memory.stat, or NULL. */
struct usage {
	const char *limit;
	const char *used;
	const char *reclaimed[2];
};

static const struct usage memory_of_one = {"memory.limit_in_bytes",
					   "memory.usage_in_bytes",
					   {"total_inactive_file", "total_active_file"}};
static const struct usage memory_of_two = {
	"memory.max", "memory.current", {"inactive_file", "active_file"}};
static const struct usage tasks = {"pids.max", "pids.current", {NULL, NULL}};

/* The number in the line "NAME NUMBER"; 0 if there is none. */
static double read_stat(const char *folder, const char *name)
{
	char path[FILE_PATH_BYTES], text[8192], *at;
	size_t length = strlen(name);

	snprintf(path, sizeof(path), "%s/memory.stat", folder);
	proc_text_read(path, text, sizeof(text));
	for (at = text; at && *at; at = strchr(at, '\n'), at = at ? at + 1 : NULL)
		if (strncmp(at, name, length) == 0 && at[length] == ' ')
			return strtod(at + length, NULL);
	return 0;
}

/* NAN if the directory has no such limit. */
static double left_in(const char *folder, const struct usage *usage)
{
	double left = read_limit(folder, usage->limit);

	if (!isfinite(left))
		return left;
	left -= read_limit(folder, usage->used);
	for (int i = 0; i < 2 && usage->reclaimed[i]; i++)
		left += read_stat(folder, usage->reclaimed[i]);
	return fmax(left, 0);
}

/* Goes up to but not including the root of the hierarchy, which has no limits. */
static double least_left(char *folder, size_t place_length, const struct usage *usage)
{
	double least = INFINITY;
	char *slash;

	for (;;) {
		least = fmin(least, left_in(folder, usage));
		slash = strrchr(folder, '/');
		if (strlen(folder) <= place_length || !slash)
			return least;
		*slash = '\0';
	}
}

static double own_left(const char *controller, const struct usage *one, const struct usage *two)
{
	char folder[CGROUP_PATH_BYTES];
	size_t place_length;

	if (cgroup_find(controller, folder, &place_length))
		return least_left(folder, place_length, one);
	if (cgroup_find(NULL, folder, &place_length))
		return least_left(folder, place_length, two);
	return INFINITY;
}

static double left_below(const char *cgroup, const struct usage *two)
{
	char folder[CGROUP_PATH_BYTES];

	snprintf(folder, sizeof(folder), "%s", cgroup);
	return least_left(folder, 0, two);
}

double host_cgroup_memory_left(const char *cgroup)
{
	return cgroup ? left_below(cgroup, &memory_of_two)
		      : own_left("memory", &memory_of_one, &memory_of_two);
}

double host_cgroup_tasks_left(const char *cgroup)
{
	return cgroup ? left_below(cgroup, &tasks) : own_left("pids", &tasks, &tasks);
}

void host_read_container(struct fact_collector *sheet, const struct host_source *source)
{
	char cgroups[CGROUPS_BYTES];
	struct utsname system;
	const char *found, *variable = getenv("container");

	proc_text_read("/proc/self/cgroup", cgroups, sizeof(cgroups));
	found = host_text_container(cgroups);
	if (uname(&system) == 0 && host_text_is_gvisor(system.release, system.version))
		found = "gvisor";
	else if (found)
		; /* the cgroups tell */
	else if (access("/run/.containerenv", F_OK) == 0)
		found = "podman";
	else if (access("/.dockerenv", F_OK) == 0)
		found = "docker";
	else if (getenv("KUBERNETES_SERVICE_HOST"))
		found = "kubernetes";
	else if (variable && *variable)
		found = variable;
	host_add_text(sheet, source->name, found ? found : "none");
}
