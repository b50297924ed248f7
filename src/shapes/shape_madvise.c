/* shape_madvise: what the parent has advised the kernel about the memory of rss=. */
#define _GNU_SOURCE
#include "shape_descriptor.h"

#include "procbench/sys/proc_text.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct advice {
	int advice;
	const char *flag; /* of the mapping in smaps */
	const char *summary;
	const char *missing; /* why a kernel refuses it */
};

static const struct advice advices[KEY_MADVISE_COUNT] = {
	[KEY_MADVISE_NONE] = {0, "", "no advice about rss=", ""},
	[KEY_MADVISE_WIPEONFORK] = {MADV_WIPEONFORK, "wf",
				    "children find the pages of rss= zeroed (MADV_WIPEONFORK)",
				    "requires Linux 4.14"},
	[KEY_MADVISE_DONTFORK] = {MADV_DONTFORK, "dc",
				  "children do not inherit rss= (MADV_DONTFORK)", "as of 2.6.16"},
	[KEY_MADVISE_MERGEABLE] = {MADV_MERGEABLE, "mg",
				   "rss= is registered with KSM, as its children are then "
				   "(MADV_MERGEABLE)",
				   "requires a kernel with CONFIG_KSM"},
};

/* ---- what this machine can do ---- */

static int try(enum key_madvise value, struct error *error)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	void *memory = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int code = 0;

	if (memory == MAP_FAILED)
		return error_set(error, errno, "cannot map a page: %s", strerror(errno));
	if (madvise(memory, page, advices[value].advice) < 0)
		code = errno;
	munmap(memory, page);
	if (code == 0)
		return 0;
	return error_set(error, code, "the kernel refuses this advice: %s (%s)", strerror(code),
			 advices[value].missing);
}

static int probe_wipeonfork(struct error *error)
{
	return try(KEY_MADVISE_WIPEONFORK, error);
}

static int probe_mergeable(struct error *error)
{
	return try(KEY_MADVISE_MERGEABLE, error);
}

static struct shape_facts describe(const struct keys *keys)
{
	enum key_madvise value = (enum key_madvise)keys->number[KEY_MADVISE];

	return (struct shape_facts){advices[value].summary,
				    value == KEY_MADVISE_WIPEONFORK  ? probe_wipeonfork
				    : value == KEY_MADVISE_MERGEABLE ? probe_mergeable
								     : NULL};
}

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	const char *value = keys->text[KEY_MADVISE];
	uint64_t backing = keys->number[KEY_BACKING];

	(void)method;
	if (keys->number[KEY_RSS] == 0)
		return error_set(error, EINVAL, "madvise=%s requires rss= (add rss=SIZE)", value);
	if (keys->number[KEY_CHUNKS] > 1)
		return error_set(error, EINVAL,
				 "madvise=%s cannot be combined with chunks= (remove one)", value);
	if (keys->number[KEY_MADVISE] == KEY_MADVISE_DONTFORK && keys->number[KEY_TOUCH] > 0)
		return error_set(error, EINVAL,
				 "madvise=dontfork cannot be combined with touch=: the child has "
				 "no such pages (remove one)");
	if (keys->number[KEY_MADVISE] != KEY_MADVISE_DONTFORK && backing != KEY_BACKING_4K &&
	    backing != KEY_BACKING_THP)
		return error_set(error, EINVAL,
				 "madvise=%s requires private anonymous memory, which "
				 "backing=%s is not (use 4k or thp)",
				 value, keys->text[KEY_BACKING]);
	return 0;
}

/* ---- in the subject ---- */

static int build(const struct keys *keys, struct error *error)
{
	const struct advice *wanted = &advices[keys->number[KEY_MADVISE]];

	if (madvise(shape_rss(), keys->number[KEY_RSS], wanted->advice) == 0)
		return 0;
	return error_set(error, errno, "madvise: %s", strerror(errno));
}

/* The mapping in which an address lies, while smaps is read. */
struct search {
	uint64_t address;
	const char *flag;
	bool inside, found;
};

/* "7f00-8f00 rw-p ..." begins a mapping, and "VmFlags: rd wr ..." is its last line. */
static bool take_line(void *context, char *line)
{
	struct search *search = context;
	char *end;
	uint64_t low = strtoull(line, &end, 16),
		 high = *end == '-' ? strtoull(end + 1, &end, 16) : 0;

	if (high > 0 && *end == ' ')
		search->inside = low <= search->address && search->address < high;
	if (!search->inside || strncmp(line, "VmFlags:", 8) != 0)
		return false;
	search->found = strstr(line, search->flag) != NULL;
	return true;
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	struct search search = {.address = (uintptr_t)shape_rss(),
				.flag = advices[keys->number[KEY_MADVISE]].flag};
	char line[512];
	int status =
		proc_text_find_line("/proc/self/smaps", line, sizeof(line), take_line, &search);

	(void)before;
	(void)now;
	if (status < 0 || search.found) /* a kernel without smaps shows no flags */
		return 0;
	return error_set(error, EAGAIN, "madvise: the mapping of rss= has no flag '%s'",
			 search.flag);
}

SHAPE(MADVISE) = {
	.describe = describe,
	.check = check,
	.build = build,
	.stage = SHAPE_STAGE_STATE,
	.verify = verify,
};
