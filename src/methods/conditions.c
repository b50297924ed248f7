/* conditions: what the shape keys ask of the machine. */
#define _GNU_SOURCE
#include "procbench/methods/conditions.h"

#include "procbench/base/text.h"
#include "procbench/base/units.h"
#include "procbench/sys/cgroup.h"
#include "procbench/sys/hugepages.h"
#include "procbench/sys/permissions.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int probe_cgroups(struct error *error)
{
	char folder[CGROUP_PATH_BYTES];

	return cgroup_folder(getpid(), folder, error);
}

const struct condition condition_table[] = {
	{KEY_BACKING, KEY_BACKING_4K, "rss= in pages of the usual size, private and written", NULL},
	{KEY_BACKING, KEY_BACKING_THP, "rss= in transparent huge pages, private and written",
	 hugepages_thp_probe},
	{KEY_BACKING, KEY_BACKING_HUGETLB, "rss= in huge pages of the pool, private and written",
	 hugepages_pool_probe},
	{KEY_BACKING, KEY_BACKING_SHARED, "rss= in memory shared with children, written", NULL},
	{KEY_BACKING, KEY_BACKING_FILE, "rss= a private mapping of a file, read and not written",
	 NULL},
	{KEY_CGROUP, CONDITION_ANY, NULL, probe_cgroups},
	{KEY_RSEQ, KEY_RSEQ_ON, "libc's rseq area stays registered, as it is in other programs",
	 NULL},
	{KEY_RSEQ, KEY_RSEQ_OFF, "the parent unregisters it", NULL},
	{KEY_SCHED, KEY_SCHED_OTHER, "the usual scheduling policy", NULL},
	{KEY_SCHED, KEY_SCHED_BATCH, "SCHED_BATCH, for work that does not wait for anybody", NULL},
	{KEY_SCHED, KEY_SCHED_FIFO, "SCHED_FIFO, real time; needs CAP_SYS_NICE or 'ulimit -r'",
	 permissions_fifo},
	{KEY_SECCOMP, CONDITION_ANY, NULL, permissions_filter},
};

const size_t condition_count = sizeof(condition_table) / sizeof(condition_table[0]);

static bool applies(const struct condition *condition, const struct keys *keys)
{
	/* folios are switched on apart from huge pages */
	if (condition->key == KEY_BACKING && keys->number[KEY_FOLIO] > 0)
		return false;
	if (condition->choice == CONDITION_ANY)
		return !keys_is_default(keys, condition->key);
	return keys->number[condition->key] == condition->choice;
}

/* ---- where the value tells ---- */

/* Never rounded: what is measured is what was asked for. */
static int probe_size(const struct keys *keys, struct error *error)
{
	uint64_t unit = 1, backing = keys->number[KEY_BACKING];
	uint64_t folio = keys->number[KEY_FOLIO];
	struct text page = {0};

	if (backing == KEY_BACKING_THP)
		unit = folio > 0 ? folio : hugepages_thp_bytes();
	if (backing == KEY_BACKING_HUGETLB)
		unit = hugepages_pool_bytes();
	if (keys->number[KEY_RSS] % unit == 0)
		return 0;
	units_add_bytes(&page, unit);
	error_set(error, EINVAL, "backing=%s takes whole pages of %s, and rss=%" PRIu64 " is none",
		  keys->text[KEY_BACKING], text_string(&page), keys->number[KEY_RSS]);
	text_free(&page);
	return -EINVAL;
}

static int probe_folio(const struct keys *keys, struct error *error)
{
	struct text size = {0};

	if (keys->number[KEY_FOLIO] == 0 ||
	    hugepages_folio_probe(keys->number[KEY_FOLIO], error) == 0)
		return 0;
	units_add_bytes(&size, keys->number[KEY_FOLIO]);
	error_prefix(error, "folio=%s", text_string(&size));
	text_free(&size);
	return -error->code;
}

static int probe_nice(const struct keys *keys, struct error *error)
{
	const char *value = keys->text[KEY_NICE];

	if (keys_is_default(keys, KEY_NICE) ||
	    permissions_nice((int)strtol(value, NULL, 10), error) == 0)
		return 0;
	return error_prefix(error, "nice=%s", value);
}

static int probe_cgroup(const struct keys *keys, struct error *error)
{
	const char *value = keys->text[KEY_CGROUP];
	char folder[CGROUP_PATH_BYTES], path[CGROUP_PATH_BYTES + 16], *words[2];

	if (keys_is_default(keys, KEY_CGROUP))
		return 0;
	if (strlen(value) >= sizeof(folder) ||
	    keys_split_words(strcpy(folder, value), words, 1) != 1)
		return error_set(error, EINVAL, "cgroup=%s is not the path of a folder", value);
	snprintf(path, sizeof(path), "%s/cgroup.procs", words[0]);
	if (access(path, W_OK) == 0)
		return 0;
	return error_set(error, errno, "cgroup=%s: cannot write '%s': %s", value, path,
			 strerror(errno));
}

int conditions_probe(const struct keys *keys, struct error *error)
{
	for (size_t i = 0; i < condition_count; i++) {
		const struct condition *condition = &condition_table[i];

		if (condition->probe && applies(condition, keys) && condition->probe(error) < 0)
			return error_prefix(error, "%s=%s", key_table[condition->key].name,
					    keys->text[condition->key]);
	}
	if (probe_size(keys, error) < 0 || probe_folio(keys, error) < 0 ||
	    probe_nice(keys, error) < 0)
		return -error->code;
	return probe_cgroup(keys, error);
}
