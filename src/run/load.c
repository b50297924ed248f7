/* load: how many create at the same time, and which samples and CPUs are whose. */
#include "load.h"

#include "procbench/run/schedule.h"

#include <errno.h>
#include <inttypes.h>
#include <sys/resource.h>
#include <unistd.h>

/* Descriptors of the controller for each subject: its arena, its stamps, its pidfd; and others. */
#define FDS_A_SUBJECT 3
#define FDS_RESERVE   64

uint64_t load_creators(const struct keys *keys)
{
	return keys->number[KEY_PARALLEL] * keys->number[KEY_SPAWNERS];
}

static void place_spawner(struct arena_spawner *spawner, const struct keys *keys,
			  const struct cpus *cpus, uint64_t place)
{
	uint64_t where = keys->number[KEY_CPU];

	spawner->cpu = where == KEY_CPU_ANY ? -1 : cpus_pick(cpus, place);
	spawner->child_cpu = where == KEY_CPU_OTHER ? cpus_pick(cpus, place + 1) : -1;
}

void load_place(struct arena_header *header, const struct keys *keys, const struct cpus *cpus,
		uint64_t number)
{
	uint64_t count = keys->number[KEY_SPAWNERS], first = 0;

	header->spawner_count = (uint32_t)count;
	for (uint64_t i = 0; i < count; i++) {
		struct arena_spawner *spawner = &header->spawners[i];

		spawner->first = first;
		spawner->count = schedule_share(header->samples, count, i);
		first += spawner->count;
		place_spawner(spawner, keys, cpus, number * count + i);
	}
}

/* Each spawner is a thread beside its subject's main one, and has one child at a time. */
static uint64_t count_tasks(const struct keys *keys)
{
	uint64_t spawners = keys->number[KEY_SPAWNERS];

	return keys->number[KEY_PARALLEL] * (1 + (spawners > 1 ? 2 * spawners : 1));
}

static int check_tasks(const struct keys *keys, struct error *error)
{
	uint64_t tasks = count_tasks(keys);
	struct rlimit limit;

	if (geteuid() == 0 || getrlimit(RLIMIT_NPROC, &limit) < 0 || tasks < limit.rlim_cur)
		return 0;
	return error_set(error, EAGAIN,
			 "parallel=%" PRIu64 " and spawners=%" PRIu64 " make %" PRIu64
			 " processes and threads, and a user may have %" PRIu64
			 " (see 'ulimit -u')",
			 keys->number[KEY_PARALLEL], keys->number[KEY_SPAWNERS], tasks,
			 (uint64_t)limit.rlim_cur);
}

static int check_descriptors(const struct keys *keys, struct error *error)
{
	uint64_t fds = FDS_A_SUBJECT * keys->number[KEY_PARALLEL] + FDS_RESERVE;
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || fds <= limit.rlim_cur)
		return 0;
	return error_set(error, EMFILE,
			 "parallel=%" PRIu64 " takes %" PRIu64
			 " descriptors, and the limit is %" PRIu64 " (see 'ulimit -n')",
			 keys->number[KEY_PARALLEL], fds, (uint64_t)limit.rlim_cur);
}

int load_check(const struct keys *keys, struct error *error)
{
	if (load_creators(keys) == 1)
		return 0;
	if (check_tasks(keys, error) < 0)
		return -error->code;
	return keys->number[KEY_PARALLEL] > 1 ? check_descriptors(keys, error) : 0;
}
