/* cgroup: finds cgroup directories. */
#define _GNU_SOURCE
#include "procbench/sys/cgroup.h"

#include "procbench/sys/host_text.h"
#include "procbench/sys/proc_text.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* There may be hundreds of mounts, so they are read line by line; longer lines are skipped. */
#define LINE_BYTES 4096

/* State of a search. */
struct search {
	const char *controller; /* NULL: version 2 */
	char own[CGROUP_PATH_BYTES];
	char *path; /* result, CGROUP_PATH_BYTES */
	size_t place_length;
	bool is_mounted; /* some part of the hierarchy is mounted */
};

static bool take_own(void *context, char *line)
{
	struct search *search = context;

	return host_text_cgroup_path(line, search->controller, search->own, sizeof(search->own));
}

/* The part of `own` below the root of a mount; NULL if it is not below. */
static const char *below(const char *own, const char *root)
{
	size_t length = strcmp(root, "/") == 0 ? 0 : strlen(root);

	if (strncmp(own, root, length) != 0 || (own[length] != '/' && own[length] != '\0'))
		return NULL;
	return strcmp(own + length, "/") == 0 ? "" : own + length;
}

static bool take_mount(void *context, char *line)
{
	struct search *search = context;
	const char *rest;
	char *place, *root;

	if (!host_text_cgroup_mount(line, search->controller, &place, &root))
		return false;
	rest = below(search->own, root);
	if (!rest && search->is_mounted)
		return false;
	search->is_mounted = true;
	search->place_length = strlen(place);
	return snprintf(search->path, CGROUP_PATH_BYTES, "%s%s", place, rest ? rest : "") <
		       CGROUP_PATH_BYTES &&
	       rest;
}

/*
 * Finds the cgroup of process `pid`: 1, or 0 if no mount contains it; then the path is that of the
 * first mount of its hierarchy, if any. -errno if `file` cannot be read.
 */
static int find(struct search *search, pid_t pid, char file[64])
{
	char line[LINE_BYTES];
	int status;

	snprintf(file, 64, "/proc/%d/cgroup", (int)pid);
	status = proc_text_find_line(file, line, sizeof(line), take_own, search);
	if (status <= 0)
		return status;
	snprintf(file, 64, "/proc/self/mountinfo");
	return proc_text_find_line(file, line, sizeof(line), take_mount, search);
}

bool cgroup_find(const char *controller, char path[CGROUP_PATH_BYTES], size_t *place_length)
{
	struct search search = {.controller = controller, .path = path};
	char file[64];

	if (find(&search, getpid(), file) < 0)
		return false;
	*place_length = search.place_length;
	return search.is_mounted;
}

int cgroup_folder(pid_t pid, char path[CGROUP_PATH_BYTES], struct error *error)
{
	struct search search = {.path = path};
	char file[64];
	int status = find(&search, pid, file);

	if (status < 0)
		return error_set(error, -status, "cannot read '%s': %s", file, strerror(-status));
	if (status > 0)
		return 0;
	if (!*search.own)
		return error_set(error, ENOENT, "this kernel has no cgroup v2");
	return error_set(
		error, ENOENT,
		search.is_mounted
			? "cgroup v2 is mounted, but not the part that contains this process"
			: "cgroup v2 is not mounted (mount -t cgroup2 ...)");
}

int cgroup_made_folder(pid_t starter, pid_t maker, char path[CGROUP_PATH_BYTES],
		       struct error *error)
{
	int status = cgroup_folder(starter, path, error);
	size_t length;

	if (status < 0)
		return status;
	length = strlen(path);
	if (snprintf(path + length, CGROUP_PATH_BYTES - length, "/procbench-%d", (int)maker) >=
	    (int)(CGROUP_PATH_BYTES - length))
		return error_set(error, ENAMETOOLONG, "the path of the cgroup is too long");
	return 0;
}
