/* joining: a child gets into a cgroup by a write to cgroup.procs. The step is child-safe. */
#define _GNU_SOURCE
#include "procbench/methods/joining.h"

#include "made_cgroup.h"

#include "procbench/sys/cgroup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PROCS       "/cgroup.procs"
#define PATH_BYTES  (CGROUP_PATH_BYTES + sizeof(PROCS))
#define PARENT_WORD "parent:"

struct joining {
	long (*create)(struct creation *creation); /* the wrapped call */
	int there, home; /* cgroup.procs of the cgroup and of the parent's own */
};

const size_t joining_state_bytes = sizeof(struct joining);

/* The cgroup's cgroup.procs, of all creations of the subject. */
static char procs[PATH_BYTES];

struct joining_value joining_value(const struct keys *keys)
{
	const char *text = keys->text[KEY_JOIN];
	bool by_parent = strncmp(text, PARENT_WORD, strlen(PARENT_WORD)) == 0;

	text += by_parent ? strlen(PARENT_WORD) : 0;
	return (struct joining_value){by_parent, strcmp(text, "new") == 0, text};
}

/* ---- the child moves ---- */

/* Writing 0 moves the calling process. */
static long move_to(int fd)
{
	return sys_write(fd, "0", 1);
}

static void step_join(const struct creation *creation)
{
	int fd = (int)sys_open(procs, O_WRONLY | O_CLOEXEC);

	(void)creation;
	if (fd < 0 || move_to(fd) < 0)
		sys_exit_group(JOINING_FAILED);
	sys_close(fd);
}

creation_step *joining_step(const struct keys *keys)
{
	if (keys_is_default(keys, KEY_JOIN) || joining_value(keys).by_parent)
		return NULL;
	return step_join;
}

/* ---- the parent moves ---- */

static long create_joined(struct creation *creation)
{
	const struct joining *joining = creation->joining;
	long moved = move_to(joining->there), pid;

	if (moved < 0)
		return moved;
	pid = joining->create(creation);
	move_to(joining->home);
	return pid;
}

static int open_procs(const char *path, struct error *error)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), kept;

	/* above the descriptors that the subject and its targets have */
	kept = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, CREATION_FDS_KEPT);
	if (kept < 0)
		error_set(error, errno, "join: cannot open '%s': %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return kept < 0 ? -error->code : kept;
}

__attribute__((noinline)) static int prepare_parent(struct creation *creation, struct error *error)
{
	struct joining *joining = creation->joining;
	char home[PATH_BYTES];
	int status = cgroup_folder(getpid(), home, error);

	if (status < 0)
		return status;
	strcat(home, PROCS);
	joining->there = open_procs(procs, error);
	joining->home = joining->there < 0 ? -1 : open_procs(home, error);
	if (joining->home < 0)
		return -error->code;
	joining->create = creation->calls.create;
	creation->calls.create = create_joined;
	return 0;
}

/* ---- the cgroup ---- */

__attribute__((noinline)) static int find_procs(const struct joining_value *value,
						struct error *error)
{
	char copy[CGROUP_PATH_BYTES], *words[2] = {copy};
	int fd;

	if (value->makes) {
		fd = made_cgroup_open(error);
		if (fd < 0)
			return fd;
		close(fd);
	}
	if (!value->makes && (strlen(value->path) >= sizeof(copy) ||
			      keys_split_words(strcpy(copy, value->path), words, 1) != 1))
		return error_set(error, EINVAL, "join=%s is not a directory", value->path);
	snprintf(procs, sizeof(procs), "%s" PROCS, value->makes ? made_cgroup_path() : words[0]);
	return 0;
}

int joining_prepare(struct creation *creation, const struct keys *keys, struct error *error)
{
	struct joining_value value = joining_value(keys);
	int status;

	if (keys_is_default(keys, KEY_JOIN))
		return 0;
	status = find_procs(&value, error);
	return status == 0 && value.by_parent ? prepare_parent(creation, error) : status;
}
