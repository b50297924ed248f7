/* rules: what the keys of a case ask of each other, of the method and of this machine. */
#define _GNU_SOURCE
#include "procbench/methods/closing.h"
#include "procbench/methods/conditions.h"
#include "procbench/methods/method.h"
#include "procbench/methods/reap.h"

#include "procbench/base/units.h"

#include <errno.h>
#include <inttypes.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A child that shares the table would close its parent's descriptors. */
static int check_closing(const struct keys *keys, struct error *error)
{
	if (keys->number[KEY_CLOSE] == KEY_CLOSE_NONE || !(keys->number[KEY_FLAGS] & CLONE_FILES))
		return 0;
	return error_set(error, EINVAL,
			 "close=%s excludes flags=files: the child would close its parent's "
			 "descriptors in the table that they share (leave one out)",
			 keys->text[KEY_CLOSE]);
}

static bool shares_memory(const struct method *method, const struct keys *keys)
{
	return method->shares_memory || (keys->number[KEY_FLAGS] & CLONE_VM);
}

/* Whoever writes, there has to be as much to write to. */
static int check_room(const struct keys *keys, enum key key, struct error *error)
{
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE), pages = keys->number[KEY_RSS] / page;
	uint64_t islands = keys->number[KEY_ISLANDS];
	struct text wanted = {0};

	if (islands > 1 && keys->number[key] > pages / islands)
		return error_set(error, EINVAL,
				 "%s=%" PRIu64 " writes to one island of rss=, which has %" PRIu64
				 " pages (say fewer islands=)",
				 key_table[key].name, keys->number[key], pages / islands);
	if (keys->number[key] <= pages)
		return 0;
	units_add_bytes(&wanted, keys->number[key] * page);
	error_set(error, EINVAL,
		  "%s=%" PRIu64 " writes to pages of rss=, which has %" PRIu64 " (say rss=%s)",
		  key_table[key].name, keys->number[key], pages, text_string(&wanted));
	text_free(&wanted);
	return -EINVAL;
}

static int check_writes(const struct method *method, const struct keys *keys, struct error *error)
{
	if (keys->number[KEY_TOUCH] > 0 && shares_memory(method, keys))
		return error_set(error, EINVAL,
				 "touch=%" PRIu64 " needs a child with memory of its own: that of "
				 "'%s' shares its parent's here, so no write copies anything "
				 "(leave it out, or take fork)",
				 keys->number[KEY_TOUCH], method->name);
	if (check_room(keys, KEY_TOUCH, error) < 0)
		return -error->code;
	return check_room(keys, KEY_TOUCH_PARENT, error);
}

static int check_backing(const struct keys *keys, struct error *error)
{
	if (keys->number[KEY_BACKING] == KEY_BACKING_4K || keys->number[KEY_RSS] > 0)
		return 0;
	return error_set(error, EINVAL, "backing=%s needs memory to be of that kind (add rss=SIZE)",
			 keys->text[KEY_BACKING]);
}

static int check_folio(const struct keys *keys, struct error *error)
{
	if (keys->number[KEY_FOLIO] == 0 || keys->number[KEY_BACKING] == KEY_BACKING_THP)
		return 0;
	return error_set(error, EINVAL,
			 "folio=%" PRIu64 " needs memory that asks for folios (add backing=thp)",
			 keys->number[KEY_FOLIO]);
}

static int check_most(const struct keys *keys, enum key key, uint64_t most, const char *what,
		      struct error *error)
{
	if (keys->number[key] <= most)
		return 0;
	return error_set(error, EINVAL,
			 "%s=%" PRIu64 " is more than there are %s (at most %" PRIu64 ")",
			 key_table[key].name, keys->number[key], what, most);
}

/* As it is shown: a case has one name. */
static int check_nice(const struct keys *keys, struct error *error)
{
	const char *text = keys->text[KEY_NICE];
	long value = strtol(text, NULL, 10);
	char canonical[32];

	snprintf(canonical, sizeof(canonical), "%ld", value);
	if (strcmp(canonical, text) == 0 && value >= -20 && value <= 19)
		return 0;
	return error_set(error, EINVAL, "nice=%s is not a whole number from -20 to 19", text);
}

static int check_process(const struct keys *keys, struct error *error)
{
	if (check_most(keys, KEY_HANDLERS, KEY_HANDLERS_MAX, "signals to handle", error) < 0 ||
	    check_most(keys, KEY_SECCOMP, KEY_SECCOMP_MAX, "instructions in a filter", error) < 0)
		return -error->code;
	return check_nice(keys, error);
}

static int check_pause(const struct keys *keys, struct error *error)
{
	if (keys->number[KEY_PAUSE] <= KEY_PAUSE_MAX_MS)
		return 0;
	return error_set(error, EINVAL, "pause=%" PRIu64 " is more than %d milliseconds",
			 keys->number[KEY_PAUSE], KEY_PAUSE_MAX_MS);
}

static int check_dirty(const struct keys *keys, struct error *error)
{
	if (keys->number[KEY_DIRTY] <= keys->number[KEY_VMAS])
		return 0;
	return error_set(error, EINVAL,
			 "dirty=%" PRIu64 " are mappings of vmas=, which has %" PRIu64
			 " (say vmas=%" PRIu64 ")",
			 keys->number[KEY_DIRTY], keys->number[KEY_VMAS], keys->number[KEY_DIRTY]);
}

static int check_islands(const struct keys *keys, struct error *error)
{
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE), islands = keys->number[KEY_ISLANDS];

	if (islands > 1 && keys->number[KEY_BACKING] != KEY_BACKING_4K)
		return error_set(error, EINVAL,
				 "islands=%" PRIu64 " are of small pages (leave out backing=%s)",
				 islands, keys->text[KEY_BACKING]);
	if (islands <= keys->number[KEY_RSS] / page)
		return 0;
	return error_set(error, EINVAL,
			 "islands=%" PRIu64 " needs a page of rss= for each, which has %" PRIu64
			 " (say a larger rss=)",
			 islands, keys->number[KEY_RSS] / page);
}

/* The kernel takes a quarter of the stack's limit, and no more than this (Linux 4.13). */
#define STRINGS_BYTES_MAX (6u << 20)

/* A PATH of so many folders is still a string that exec takes. */
#define FOLDERS_MAX 10000

static int check_path(const struct method *method, const struct keys *keys, struct error *error)
{
	const char *exec = keys->text[KEY_EXEC];
	uint64_t count = keys->number[KEY_PATH];

	if (count == 0)
		return 0;
	if (!method->searches_path)
		return error_set(error, EINVAL,
				 "path=%" PRIu64 " needs a method that searches PATH, and '%s' is "
				 "given the program's whole path (take posix_spawnp)",
				 count, method->name);
	if (memchr(exec, '/', strcspn(exec, " \t\n")))
		return error_set(error, EINVAL,
				 "path=%" PRIu64 " needs a program to search for, and one whose "
				 "name has a slash is not (leave its folder out)",
				 count);
	if (count > FOLDERS_MAX)
		return error_set(error, EINVAL,
				 "path=%" PRIu64 " is too much for a PATH that exec takes (at most "
				 "%d)",
				 count, FOLDERS_MAX);
	return 0;
}

static int check_strings(const struct keys *keys, struct error *error)
{
	if (keys->number[KEY_ARGS] > 0 && strcmp(keys->text[KEY_EXEC], "none") == 0)
		return error_set(error, EINVAL,
				 "args=%" PRIu64 " needs a program to give them to (add exec=tiny)",
				 keys->number[KEY_ARGS]);
	if (keys->number[KEY_ENV] >= STRINGS_BYTES_MAX)
		return error_set(error, EINVAL,
				 "env=%" PRIu64 " is more than any exec takes (less than 6M)",
				 keys->number[KEY_ENV]);
	return 0;
}

static int check_count(const struct keys *keys, enum key key, uint64_t most, struct error *error)
{
	uint64_t count = keys->number[key];

	if (count >= 1 && count <= most)
		return 0;
	return error_set(error, EINVAL, "%s=%" PRIu64 " is not between 1 and %" PRIu64,
			 key_table[key].name, count, most);
}

/* A signal for one thread's child may be taken by another thread, which sleeps on with it. */
static bool reaps_by_signal(const struct keys *keys)
{
	return keys->number[KEY_REAP] == KEY_REAP_SIGCHLD ||
	       keys->number[KEY_REAP] == KEY_REAP_SIGNALFD;
}

static int check_spawners(const struct method *method, const struct keys *keys, struct error *error)
{
	uint64_t count = keys->number[KEY_SPAWNERS];

	if (count <= 1)
		return 0;
	if (method->one_spawner)
		return error_set(error, EINVAL,
				 "spawners=%" PRIu64 " cannot create by '%s': %s (take parallel=)",
				 count, method->name, method->one_spawner);
	if (keys->number[KEY_BUSY] > 0)
		return error_set(error, EINVAL,
				 "spawners=%" PRIu64 " excludes busy=: nobody could say by whose "
				 "creation a thread was held up (take parallel=)",
				 count);
	if (reaps_by_signal(keys))
		return error_set(error, EINVAL,
				 "spawners=%" PRIu64 " excludes reap=%s: a thread would take the "
				 "signal of another one's child (take reap=wait4 or pidfd)",
				 count, keys->text[KEY_REAP]);
	if (keys->number[KEY_TOUCH_PARENT] > 0)
		return error_set(error, EINVAL,
				 "spawners=%" PRIu64 " excludes touch_parent=: all threads would "
				 "write to the same pages, and one of them pay (take parallel=)",
				 count);
	return 0;
}

static int check_load(const struct method *method, const struct keys *keys, struct error *error)
{
	if (check_count(keys, KEY_PARALLEL, KEY_PARALLEL_MAX, error) < 0 ||
	    check_count(keys, KEY_SPAWNERS, KEY_SPAWNERS_MAX, error) < 0)
		return -error->code;
	return check_spawners(method, keys, error);
}

int method_check_keys(const struct method *method, const struct keys *keys, struct error *error)
{
	int status = check_closing(keys, error);

	if (status == 0)
		status = check_backing(keys, error);
	if (status == 0)
		status = check_folio(keys, error);
	if (status == 0)
		status = check_process(keys, error);
	if (status == 0)
		status = check_islands(keys, error);
	if (status == 0)
		status = check_dirty(keys, error);
	if (status == 0)
		status = check_pause(keys, error);
	if (status == 0)
		status = check_writes(method, keys, error);
	if (status == 0)
		status = check_path(method, keys, error);
	if (status == 0)
		status = check_load(method, keys, error);
	return status == 0 ? check_strings(keys, error) : status;
}

int method_probe_keys(const struct method *method, const struct keys *keys, struct error *error)
{
	const struct reap_strategy *reap = &reap_table[keys->number[KEY_REAP]];

	const struct closing *closing = &closing_table[keys->number[KEY_CLOSE]];

	if (closing->probe && closing->probe(error) < 0)
		return -error->code;
	if (method_takes(method, KEY_REAP) && reap->probe && reap->probe(error) < 0)
		return error_prefix(error, "reap=%s", reap->name);
	return conditions_probe(keys, error);
}
