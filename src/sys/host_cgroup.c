/* host_cgroup: what the own control group and the container allow. */
#define _GNU_SOURCE
#include "fact_collector.h"

#include "procbench/sys/host_text.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

enum { PATH_BYTES = 512 };

/* On the heap, for what lies in the image is what a subject's fork copies. */
struct texts {
	char cgroups[4096];
	char mounts[65536];
};

static struct texts *read_texts(struct fact_collector *sheet)
{
	struct texts *texts = malloc(sizeof(*texts));

	if (!texts) {
		sheet->status = -ENOMEM;
		return NULL;
	}
	host_read_file("/proc/self/cgroup", texts->cgroups, sizeof(texts->cgroups));
	host_read_file("/proc/self/mountinfo", texts->mounts, sizeof(texts->mounts));
	return texts;
}

void host_read_cgroup_version(struct fact_collector *sheet, const struct host_source *source)
{
	struct texts *texts = read_texts(sheet);

	if (texts)
		host_add_text(sheet, source->name,
			      host_text_cgroup_version(texts->cgroups, texts->mounts));
	free(texts);
}

/* The folder of the own cgroup, and how much of it is the mount point. */
static bool find_folder(const struct texts *texts, const char *controller, char *folder,
			size_t size, size_t *place_length)
{
	char path[PATH_BYTES], place[PATH_BYTES], root[PATH_BYTES];
	const char *below = path;
	size_t length;

	if (!host_text_cgroup_path(texts->cgroups, controller, path, sizeof(path)) ||
	    !host_text_cgroup_mount(texts->mounts, controller, place, root, PATH_BYTES))
		return false;
	length = strcmp(root, "/") == 0 ? 0 : strlen(root);
	if (strncmp(path, root, length) == 0 && (path[length] == '/' || path[length] == '\0'))
		below += length;
	else
		below = ""; /* of another namespace: the mount point is all that can be seen */
	snprintf(folder, size, "%s%s", place, below);
	*place_length = strlen(place);
	return true;
}

/* A limit as a cgroup's file says it; NAN where there is no such file. */
static double read_limit(const char *folder, const char *file)
{
	char path[2 * PATH_BYTES + 64], text[64];

	snprintf(path, sizeof(path), "%s/%s", folder, file);
	if (host_read_line(path, text, sizeof(text)) < 0)
		return NAN;
	return strcmp(file, "cpu.max") == 0 ? host_text_quota_pct(text) : host_text_limit(text);
}

/* Version 1 has the quota of time in two files. */
static double read_quota_of_one(const char *folder)
{
	double quota = read_limit(folder, "cpu.cfs_quota_us");

	return 100 * quota / read_limit(folder, "cpu.cfs_period_us");
}

/* The least of the own cgroup and of all above it, for each of them binds. */
static double least_limit(char *folder, size_t place_length, const char *file)
{
	double least = INFINITY;

	for (;;) {
		double limit = strcmp(file, "cpu.cfs_quota_us") == 0 ? read_quota_of_one(folder)
								     : read_limit(folder, file);
		char *slash;

		least = fmin(least, limit); /* passes over NAN */
		if (strlen(folder) <= place_length)
			return least;
		slash = strrchr(folder, '/');
		*slash = '\0';
	}
}

/* `detail` is "CONTROLLER FILE_OF_VERSION_1 FILE_OF_VERSION_2". */
void host_read_cgroup_limit(struct fact_collector *sheet, const struct host_source *source)
{
	char controller[16], one[32], two[32], folder[2 * PATH_BYTES];
	struct texts *texts = read_texts(sheet);
	size_t place_length;

	if (!texts || sscanf(source->detail, "%15s %31s %31s", controller, one, two) != 3)
		; /* nothing to read, or nothing to read it with */
	else if (find_folder(texts, controller, folder, sizeof(folder), &place_length))
		host_add_limit(sheet, source->name, least_limit(folder, place_length, one));
	else if (find_folder(texts, NULL, folder, sizeof(folder), &place_length))
		host_add_limit(sheet, source->name, least_limit(folder, place_length, two));
	else
		host_add_missing(sheet, source->name, "no cgroup file system is mounted");
	free(texts);
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

/* "NAME NUMBER" at the start of a line; 0 where there is none. */
static double read_stat(const char *folder, const char *name)
{
	char path[2 * PATH_BYTES + 64], text[8192], *at;
	size_t length = strlen(name);

	snprintf(path, sizeof(path), "%s/memory.stat", folder);
	host_read_file(path, text, sizeof(text));
	for (at = text; at && *at; at = strchr(at, '\n'), at = at ? at + 1 : NULL)
		if (strncmp(at, name, length) == 0 && at[length] == ' ')
			return strtod(at + length, NULL);
	return 0;
}

/* NAN where the folder has no such limit. */
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

/* Upwards as far as there is something above: the root of a hierarchy has no limits. */
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
	char folder[2 * PATH_BYTES];
	struct fact_collector sheet = {0};
	struct texts *texts = read_texts(&sheet);
	size_t place_length;
	double left = INFINITY;

	if (texts && find_folder(texts, controller, folder, sizeof(folder), &place_length))
		left = least_left(folder, place_length, one);
	else if (texts && find_folder(texts, NULL, folder, sizeof(folder), &place_length))
		left = least_left(folder, place_length, two);
	free(texts);
	return left;
}

static double left_below(const char *cgroup, const struct usage *two)
{
	char folder[2 * PATH_BYTES];

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
	char cgroups[4096];
	struct utsname system;
	const char *found, *variable = getenv("container");

	host_read_file("/proc/self/cgroup", cgroups, sizeof(cgroups));
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
