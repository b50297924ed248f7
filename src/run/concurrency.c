/* concurrency: the number of concurrent creators, and their samples and CPUs. */
#include "concurrency.h"

#include "procbench/run/schedule.h"
#include "procbench/shapes/shape_cpus.h"

uint64_t concurrency_creators(const struct keys *keys)
{
	return keys->number[KEY_PARALLEL] * keys->number[KEY_SPAWNERS];
}

static void place_spawner(struct arena_spawner *spawner, const struct keys *keys,
			  const struct cpus *cpus, uint64_t place)
{
	uint64_t where = keys->number[KEY_CPU];

	spawner->cpu = where == KEY_CPU_ANY ? -1 : shape_cpus_pick(keys, cpus, place);
	spawner->child_cpu = where == KEY_CPU_OTHER ? shape_cpus_pick(keys, cpus, place + 1) : -1;
}

void concurrency_place(struct arena_header *header, const struct keys *keys,
		       const struct cpus *cpus, uint64_t number)
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
