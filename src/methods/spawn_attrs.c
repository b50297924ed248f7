/* spawn_attrs: the words of attr=, and the rules about them. */
#define _GNU_SOURCE
#include "procbench/methods/spawn_attrs.h"

#include "made_cgroup.h"
#include "spawn_presets.h"

#include "procbench/base/wordset.h"
#include "procbench/methods/creation.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define STANDARD_FDS 3

/* Weak, because the oldest supported libc lacks them; NULL if the running libc does. */
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from)
	__attribute__((weak));
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path)
	__attribute__((weak));
#if !__GLIBC_PREREQ(2, 39)
int posix_spawnattr_setcgroup_np(posix_spawnattr_t *attributes, int fd) __attribute__((weak));
#endif

/* ---- attributes ---- */

static int set_mask(posix_spawnattr_t *attributes)
{
	sigset_t none;

	sigemptyset(&none);
	return posix_spawnattr_setsigmask(attributes, &none);
}

/* Language runtimes ignore SIGPIPE and reset it for their children. */
static int set_default_pipe(posix_spawnattr_t *attributes)
{
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, SIGPIPE);
	return posix_spawnattr_setsigdefault(attributes, &signals);
}

static int set_default_all(posix_spawnattr_t *attributes)
{
	sigset_t signals;

	sigfillset(&signals);
	return posix_spawnattr_setsigdefault(attributes, &signals);
}

static int set_group(posix_spawnattr_t *attributes)
{
	return posix_spawnattr_setpgroup(attributes, 0);
}

/* For libc headers that lack it. */
#ifndef POSIX_SPAWN_SETCGROUP
#define POSIX_SPAWN_SETCGROUP 0x100
#endif

/* Called through a pointer that is set only if the function exists. */
static int (*const setcgroup_or_null)(posix_spawnattr_t *, int) = posix_spawnattr_setcgroup_np;

static const char *cgroup_missing(void)
{
	return setcgroup_or_null
		       ? NULL
		       : "this libc has no posix_spawnattr_setcgroup_np (requires glibc 2.39)";
}

static int set_cgroup(posix_spawnattr_t *attributes)
{
	struct error error;
	int fd = made_cgroup_open(&error);

	return fd < 0 ? -fd : setcgroup_or_null(attributes, fd);
}

/* ---- file actions ---- */

static int act_dup2(posix_spawn_file_actions_t *actions)
{
	int fd = open("/dev/null", O_RDWR | O_CLOEXEC), code = 0;

	if (fd < 0)
		return errno;
	for (int to = 0; to < STANDARD_FDS && code == 0; to++)
		code = posix_spawn_file_actions_adddup2(actions, fd, to);
	return code;
}

static int act_open(posix_spawn_file_actions_t *actions)
{
	int code = 0;

	for (int to = 0; to < STANDARD_FDS && code == 0; to++)
		code = posix_spawn_file_actions_addopen(actions, to, "/dev/null",
							to == 0 ? O_RDONLY : O_WRONLY, 0);
	return code;
}

/* A descriptor that the child would otherwise inherit. */
static int act_close(posix_spawn_file_actions_t *actions)
{
	int fd = fcntl(STDIN_FILENO, F_DUPFD, CREATION_FDS_KEPT);

	return fd < 0 ? errno : posix_spawn_file_actions_addclose(actions, fd);
}

static const char *closefrom_missing(void)
{
	return posix_spawn_file_actions_addclosefrom_np
		       ? NULL
		       : "this libc has no posix_spawn_file_actions_addclosefrom_np (requires "
			 "glibc 2.34)";
}

static int act_closefrom(posix_spawn_file_actions_t *actions)
{
	return posix_spawn_file_actions_addclosefrom_np(actions, CREATION_FDS_KEPT);
}

static const char *chdir_missing(void)
{
	return posix_spawn_file_actions_addchdir_np
		       ? NULL
		       : "this libc has no posix_spawn_file_actions_addchdir_np (requires glibc "
			 "2.29)";
}

/* Changes to the current directory, so that relative paths stay valid. */
static int act_chdir(posix_spawn_file_actions_t *actions)
{
	return posix_spawn_file_actions_addchdir_np(actions, ".");
}

/* ---- the words ---- */

/* Rows of the table that the rules refer to. */
enum place { SETSIGMASK, SETSIGDEF, SETSIGDEF_ALL, SETPGROUP, SETSID };

const struct spawn_attr spawn_attr_table[] = {
	[SETSIGMASK] = {.name = "setsigmask",
			.summary = "empty the child's signal mask",
			.flag = POSIX_SPAWN_SETSIGMASK,
			.set = set_mask},
	[SETSIGDEF] = {.name = "setsigdef",
		       .summary = "reset SIGPIPE to its default, as language runtimes do",
		       .flag = POSIX_SPAWN_SETSIGDEF,
		       .set = set_default_pipe},
	[SETSIGDEF_ALL] =
		{.name = "setsigdef_all",
		 .summary = "reset every signal to its default, which saves libc querying each",
		 .flag = POSIX_SPAWN_SETSIGDEF,
		 .set = set_default_all},
	[SETPGROUP] = {.name = "setpgroup",
		       .summary = "put the child in its own process group",
		       .flag = POSIX_SPAWN_SETPGROUP,
		       .set = set_group},
	[SETSID] = {.name = "setsid",
		    .summary =
			    "put the child in its own session (cannot be combined with setpgroup)",
		    .flag = POSIX_SPAWN_SETSID},
	{.name = "setcgroup",
	 .summary = "create the child in a new cgroup v2, which is removed afterwards",
	 .missing = cgroup_missing,
	 .flag = POSIX_SPAWN_SETCGROUP,
	 .set = set_cgroup,
	 .makes_cgroup = true},
	{.name = "resetids",
	 .summary = "reset the effective user and group to the real ones",
	 .flag = POSIX_SPAWN_RESETIDS},
	{.name = "usevfork",
	 .summary = "no effect since glibc 2.24, which never uses fork",
	 .flag = POSIX_SPAWN_USEVFORK},
	{.name = "dup2",
	 .summary = "duplicate an open /dev/null to descriptors 0, 1 and 2",
	 .act = act_dup2},
	{.name = "open", .summary = "open /dev/null in the child as 0, 1 and 2", .act = act_open},
	{.name = "close", .summary = "close one inherited descriptor", .act = act_close},
	{.name = "closefrom",
	 .summary = "close all descriptors from 7 up",
	 .missing = closefrom_missing,
	 .act = act_closefrom},
	{.name = "chdir",
	 .summary = "change to the current directory",
	 .missing = chdir_missing,
	 .act = act_chdir},
	{.name = "like-python",
	 .summary = "preset: what Python's subprocess does with close_fds=False",
	 .preset = spawn_preset_python},
	{.name = "like-rust",
	 .summary = "preset: what Rust's std::process::Command does (posix_spawnp)",
	 .preset = spawn_preset_rust},
	{.name = "like-hyperfine",
	 .summary = "preset: what hyperfine -N does within its timed section (posix_spawnp)",
	 .preset = spawn_preset_hyperfine},
};

#define ATTR_COUNT (sizeof(spawn_attr_table) / sizeof(spawn_attr_table[0]))
_Static_assert(ATTR_COUNT <= WORDSET_MAX, "more attributes than a set has places");
_Static_assert(CREATION_FDS_KEPT == 7, "closefrom's summary has to agree");

const size_t spawn_attr_count = ATTR_COUNT;

static void list_names(const char *names[ATTR_COUNT])
{
	for (size_t i = 0; i < ATTR_COUNT; i++)
		names[i] = spawn_attr_table[i].name;
}

int spawn_attrs_read(const char *words, uint64_t *attrs, struct error *error)
{
	const char *names[ATTR_COUNT];

	list_names(names);
	return wordset_read(words, names, ATTR_COUNT, "attribute", attrs, error);
}

void spawn_attrs_add(struct text *out, uint64_t attrs)
{
	const char *names[ATTR_COUNT];

	list_names(names);
	wordset_add(out, names, ATTR_COUNT, attrs);
}

bool spawn_attrs_make_cgroup(uint64_t attrs)
{
	for (size_t i = 0; i < ATTR_COUNT; i++)
		if ((attrs >> i & 1) && spawn_attr_table[i].makes_cgroup)
			return true;
	return false;
}

#define BIT(place) (UINT64_C(1) << (place))

int spawn_attrs_check(uint64_t attrs, struct error *error)
{
	const uint64_t both = BIT(SETPGROUP) | BIT(SETSID);

	if ((attrs & both) == both)
		return error_set(error, EINVAL,
				 "attr=setsid cannot be combined with setpgroup: a session leader "
				 "cannot change its process group (remove one)");
	for (size_t i = 0; i < ATTR_COUNT; i++)
		if (spawn_attr_table[i].preset && (attrs & BIT(i)) && attrs != BIT(i))
			return error_set(error, EINVAL,
					 "attr=%s is a preset and cannot be combined with others "
					 "(remove the others)",
					 spawn_attr_table[i].name);
	return 0;
}
