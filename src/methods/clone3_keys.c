/* clone3_keys: the keys that only clone3 supports: into= and set_tid=. */
#define _GNU_SOURCE
#include "clone3_keys.h"

#include "clone_bits.h"
#include "made_cgroup.h"

#include "procbench/sys/cgroup.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* ---- into= ---- */

static bool makes_cgroup(const struct keys *keys)
{
	return (keys->number[KEY_FLAGS] & CLONE_INTO_CGROUP) &&
	       strcmp(keys->text[KEY_INTO], "new") == 0;
}

static int check_into(const struct keys *keys, struct error *error)
{
	if (keys_is_default(keys, KEY_INTO) || (keys->number[KEY_FLAGS] & CLONE_INTO_CGROUP))
		return 0;
	return error_set(error, EINVAL,
			 "into=%s requires flags=into_cgroup (add that flag or remove into=)",
			 keys->text[KEY_INTO]);
}

__attribute__((noinline)) static int open_cgroup(const char *value, struct error *error)
{
	char path[CGROUP_PATH_BYTES], *words[2];
	int fd = -EINVAL;

	if (strlen(value) < sizeof(path) && keys_split_words(strcpy(path, value), words, 1) == 1)
		fd = (int)sys_open(words[0], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return fd < 0 ? error_set(error, -fd, "cannot open the cgroup '%s': %s", value,
				  strerror(-fd))
		      : fd;
}

static int prepare_into(struct creation *creation, const struct keys *keys, struct error *error)
{
	struct clone3_state *state = creation->state;
	int fd;

	if (!(keys->number[KEY_FLAGS] & CLONE_INTO_CGROUP))
		return 0;
	fd = makes_cgroup(keys) ? made_cgroup_open(error)
				: open_cgroup(keys->text[KEY_INTO], error);
	if (fd < 0)
		return fd;
	state->args.cgroup = (uint64_t)fd;
	return 0;
}

void clone3_keys_tidy(const struct keys *keys, pid_t subject)
{
	if (makes_cgroup(keys))
		made_cgroup_remove(subject);
}

/* ---- set_tid= ---- */

/* The id given by a string of digits; 0 for anything else. */
static pid_t read_id(const char *text)
{
	long long id = 0;

	for (; *text >= '0' && *text <= '9' && id <= INT_MAX; text++)
		id = id * 10 + (*text - '0');
	return *text || id > INT_MAX ? 0 : (pid_t)id;
}

static int check_set_tid(struct keys *keys, struct error *error)
{
	const char *text = keys->text[KEY_SET_TID];
	pid_t id = read_id(text);

	keys->number[KEY_SET_TID] = (uint64_t)id;
	if (strcmp(text, "none") == 0)
		return 0;
	if (id == 0 && strcmp(text, "auto") != 0)
		return error_set(
			error, EINVAL,
			"invalid value '%s' for set_tid= (expected none, auto or a process id)",
			text);
	if ((keys->number[KEY_FLAGS] & CLONE_NEWPID) && id != 1)
		return error_set(
			error, EINVAL,
			"set_tid=%s cannot be combined with flags=newpid: the first process of a "
			"pid namespace has id 1 (use set_tid=1 or remove one)",
			text);
	return 0;
}

static pid_t read_pid_max(void)
{
	char text[16] = "";
	long fd = sys_open("/proc/sys/kernel/pid_max", O_RDONLY | O_CLOEXEC);
	long n = fd < 0 ? 0 : sys_read((int)fd, text, sizeof(text) - 1);

	if (fd >= 0)
		sys_close((int)fd);
	if (n > 0 && text[n - 1] == '\n')
		text[n - 1] = '\0';
	return read_id(text);
}

/* Whether an id is used by a process, a thread, or a process group. */
static bool is_free(pid_t id)
{
	return sys_kill(id, 0) == -ESRCH && sys_kill(-id, 0) == -ESRCH;
}

/*
 * The kernel assigns ids in ascending order and is now near this process's own, so start half the
 * range away. Low ids are skipped, as the kernel does.
 */
static pid_t choose_id(void)
{
	enum { LOWEST = 301, USUAL_MAX = 32768 };
	pid_t max = read_pid_max(), range, from;

	max = max > 2 * LOWEST ? max : USUAL_MAX;
	range = max - LOWEST;
	from = getpid() + range / 2;
	for (pid_t i = 0; i < range; i++)
		if (is_free(LOWEST + (from + i) % range))
			return LOWEST + (from + i) % range;
	return 0;
}

static int prepare_set_tid(struct creation *creation, const struct keys *keys, struct error *error)
{
	struct clone3_state *state = creation->state;

	if (strcmp(keys->text[KEY_SET_TID], "none") == 0)
		return 0;
	state->set_tid = (pid_t)keys->number[KEY_SET_TID];
	if (state->set_tid == 0)
		state->set_tid = choose_id();
	if (state->set_tid == 0)
		return error_set(error, EAGAIN, "set_tid=auto: no unused process id");
	state->args.set_tid = (uint64_t)(uintptr_t)&state->set_tid;
	state->args.set_tid_size = 1;
	return 0;
}

/* ---- both ---- */

/* A new cgroup and a fixed id exist only once, so concurrent creators cannot share them. */
static int check_load(const struct keys *keys, struct error *error)
{
	bool sets = strcmp(keys->text[KEY_SET_TID], "none") != 0;
	bool everywhere = keys->number[KEY_SET_TID] == 1; /* each child is in its own namespace */
	uint64_t spawners = keys->number[KEY_SPAWNERS], parallel = keys->number[KEY_PARALLEL];

	if (spawners > 1 && makes_cgroup(keys))
		return error_set(error, EINVAL,
				 "into=new cannot be combined with spawners=: each parent creates "
				 "one cgroup (use into=PATH or parallel=)");
	if (spawners > 1 && sets && !everywhere)
		return error_set(error, EINVAL,
				 "set_tid=%s cannot be combined with spawners=: only one child at "
				 "a time can have the id (use parallel= with set_tid=auto)",
				 keys->text[KEY_SET_TID]);
	if (parallel > 1 && keys->number[KEY_SET_TID] > 1)
		return error_set(error, EINVAL,
				 "set_tid=%s cannot be combined with parallel=: only one child at "
				 "a time can have the id (use set_tid=auto)",
				 keys->text[KEY_SET_TID]);
	return 0;
}

int clone3_keys_check(struct keys *keys, struct error *error)
{
	int status = check_into(keys, error);

	if (status == 0)
		status = check_set_tid(keys, error);
	return status == 0 ? check_load(keys, error) : status;
}

int clone3_keys_prepare(struct creation *creation, const struct keys *keys, struct error *error)
{
	int status = prepare_into(creation, keys, error);

	return status == 0 ? prepare_set_tid(creation, keys, error) : status;
}
