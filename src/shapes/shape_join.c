/* shape_join: the cgroup that a child gets into by a write, made by methods/joining. */
#define _GNU_SOURCE
#include "shape_descriptor.h"

#include "procbench/methods/joining.h"
#include "procbench/sys/cgroup.h"
#include "procbench/sys/proc_text.h"

#include <errno.h>
#include <linux/sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	struct joining_value value = joining_value(keys);
	const char *text = keys->text[KEY_JOIN];

	if (!*value.path || strcmp(value.path, "none") == 0)
		return error_set(error, EINVAL, "invalid value '%s' for join= (expected %s)", text,
				 key_table[KEY_JOIN].value);
	if (!value.by_parent && !(method->groups & KEY_GROUP_CHILD))
		return error_set(error, EINVAL,
				 "join=%s is not possible with '%s': its child runs no code that "
				 "moves it (use join=parent:%s)",
				 text, method->name, text);
	if (keys->number[KEY_SPAWNERS] > 1 && (value.makes || value.by_parent))
		return error_set(error, EINVAL,
				 "join=%s cannot be combined with spawners=: the parent has one "
				 "cgroup at a time (use join=PATH or parallel=)",
				 text);
	if (method_takes(method, KEY_FLAGS) && (keys->number[KEY_FLAGS] & CLONE_INTO_CGROUP))
		return error_set(error, EINVAL,
				 "join=%s cannot be combined with flags=into_cgroup: the child is "
				 "there already (remove one)",
				 text);
	if (value.by_parent && method->keeps_child)
		return error_set(error, EINVAL,
				 "join=%s is not possible with '%s': its child exists before the "
				 "parent moves",
				 text, method->name);
	return 0;
}

/* A cpuset may take the child from the CPU of its case. */
static int probe_cpuset(const struct keys *keys, const char *folder, struct error *error)
{
	char path[CGROUP_PATH_BYTES + 32], cpus[64];

	snprintf(path, sizeof(path), "%s/cpuset.cpus", folder);
	if (keys->number[KEY_CPU] == KEY_CPU_ANY ||
	    proc_text_read_line(path, cpus, sizeof(cpus)) < 0 || !*cpus)
		return 0;
	return error_set(error, ENOTSUP,
			 "join=%s: this cgroup sets cpuset.cpus, which overrides the CPU of the "
			 "case (use cpu=any)",
			 keys->text[KEY_JOIN]);
}

static int probe_folder(const struct keys *keys, const char *folder, const char *file,
			struct error *error)
{
	char path[CGROUP_PATH_BYTES + 32];

	snprintf(path, sizeof(path), "%s/%s", folder, file);
	if (access(path, W_OK) < 0)
		return error_set(error, errno, "join=%s: cannot write '%s': %s",
				 keys->text[KEY_JOIN], path, strerror(errno));
	return 0;
}

static int probe(const struct method *method, const struct keys *keys, struct error *error)
{
	struct joining_value value = joining_value(keys);
	char folder[CGROUP_PATH_BYTES], *words[2] = {folder};
	int status;

	(void)method;
	if (value.makes) {
		status = cgroup_folder(getpid(), folder, error);
		return status < 0 ? error_prefix(error, "join=%s", keys->text[KEY_JOIN])
				  : probe_folder(keys, folder, "", error);
	}
	if (strlen(value.path) >= sizeof(folder) ||
	    keys_split_words(strcpy(folder, value.path), words, 1) != 1)
		return error_set(error, EINVAL, "join=%s is not a directory", keys->text[KEY_JOIN]);
	status = probe_folder(keys, words[0], "cgroup.procs", error);
	return status < 0 ? status : probe_cpuset(keys, words[0], error);
}

SHAPE(JOIN) = {.check = check, .probe = probe};
