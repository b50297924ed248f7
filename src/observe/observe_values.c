/* observe_values: values derived from shapes and creations, and the words for kinds and endings. */
#include "procbench/observe/observation.h"

#include <string.h>

const char *const observe_kinds[OBSERVE_KIND_COUNT] = {
	[OBSERVE_FORK] = "fork",
	[OBSERVE_VFORK] = "vfork",
	[OBSERVE_POSIX_SPAWN] = "posix_spawn",
	[OBSERVE_THREAD] = "thread",
	[OBSERVE_SHARED] = "shared",
};

const char *const observe_endings[OBSERVE_ENDING_COUNT] = {
	[OBSERVE_RUNNING] = "running",
	[OBSERVE_EXITED] = "exited",
	[OBSERVE_KILLED] = "killed",
};

void observe_shape_clear(struct observe_shape *shape)
{
	uint64_t *numbers = (uint64_t *)shape;

	for (size_t i = 0; i < sizeof(*shape) / sizeof(*numbers); i++)
		numbers[i] = OBSERVE_UNKNOWN;
}

uint64_t observe_rss(const struct observe_shape *shape)
{
	uint64_t parts[] = {shape->rss_anon, shape->rss_file, shape->rss_shmem}, sum = 0;

	for (size_t i = 0; i < 3; i++)
		sum += parts[i] == OBSERVE_UNKNOWN ? 0 : parts[i];
	return parts[0] == OBSERVE_UNKNOWN ? OBSERVE_UNKNOWN : sum;
}

uint64_t observe_calls_named(const struct observe_creation *creation, const char *name)
{
	for (size_t i = 0; i < creation->calls.count; i++)
		if (strcmp(creation->calls.items[i].name, name) == 0)
			return creation->calls.items[i].count;
	return 0;
}

const struct observe_calls_range *observe_site_calls(const struct observe_site *site,
						     const char *name)
{
	for (size_t i = 0; i < site->calls.count; i++)
		if (strcmp(site->calls.items[i].name, name) == 0)
			return &site->calls.items[i];
	return NULL;
}
