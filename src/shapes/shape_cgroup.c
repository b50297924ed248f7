/* shape_cgroup: the cgroup that the parent is in. */
#define _GNU_SOURCE
#include "shape_descriptor.h"

#include "procbench/sys/cgroup.h"
#include "procbench/sys/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int probe_mount(struct error *error)
{
	char folder[CGROUP_PATH_BYTES];

	return cgroup_folder(getpid(), folder, error);
}

static struct shape_facts describe(const struct keys *keys)
{
	(void)keys;
	return (struct shape_facts){.probe = probe_mount};
}

/* Copies the single word of the value to a buffer of CGROUP_PATH_BYTES; NULL if it has several. */
static const char *folder_of(const struct keys *keys, char *copy)
{
	const char *value = keys->text[KEY_CGROUP];
	char *words[2];

	if (strlen(value) >= CGROUP_PATH_BYTES ||
	    keys_split_words(strcpy(copy, value), words, 1) != 1)
		return NULL;
	return words[0];
}

static int probe(const struct method *method, const struct keys *keys, struct error *error)
{
	const char *value = keys->text[KEY_CGROUP], *folder;
	char copy[CGROUP_PATH_BYTES], path[CGROUP_PATH_BYTES + 16];

	(void)method;
	folder = folder_of(keys, copy);
	if (!folder)
		return error_set(error, EINVAL, "cgroup=%s is not a directory path", value);
	snprintf(path, sizeof(path), "%s/cgroup.procs", folder);
	if (access(path, W_OK) == 0)
		return 0;
	return error_set(error, errno, "cgroup=%s: cannot write '%s': %s", value, path,
			 strerror(errno));
}

static int enter(const char *folder)
{
	char path[CGROUP_PATH_BYTES + 16];
	long fd, status;

	snprintf(path, sizeof(path), "%s/cgroup.procs", folder);
	fd = sys_open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return (int)fd;
	status = sys_write((int)fd, "0", 1); /* 0: the writing process */
	sys_close((int)fd);
	return status < 0 ? (int)status : 0;
}

__attribute__((noinline)) static int build(const struct keys *keys, struct error *error)
{
	char copy[CGROUP_PATH_BYTES];
	const char *folder = folder_of(keys, copy);
	int status = folder ? enter(folder) : -EINVAL;

	if (status < 0)
		return error_set(error, -status, "cgroup: cannot move to '%s': %s",
				 keys->text[KEY_CGROUP], strerror(-status));
	return 0;
}

/* Compared by inode, because a path can be spelled in several ways. Skipped if not mounted. */
__attribute__((noinline)) static int verify(const struct keys *keys,
					    const struct shape_seen *before,
					    const struct shape_seen *now, struct error *error)
{
	char copy[CGROUP_PATH_BYTES], path[CGROUP_PATH_BYTES];
	const char *folder = folder_of(keys, copy);
	struct stat wanted, seen;

	(void)before;
	(void)now;
	if (!folder || cgroup_folder(getpid(), path, error) < 0)
		return 0;
	if (stat(folder, &wanted) == 0 && stat(path, &seen) == 0 && wanted.st_dev == seen.st_dev &&
	    wanted.st_ino == seen.st_ino)
		return 0;
	return error_set(error, EAGAIN, "cgroup: expected '%.150s', found '%.150s'", folder, path);
}

SHAPE(CGROUP) = {
	.describe = describe,
	.probe = probe,
	.build = build,
	.stage = SHAPE_STAGE_CGROUP,
	.verify = verify,
};
