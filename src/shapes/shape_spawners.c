/* shape_spawners: the number of creating threads, which the subject starts. */
#include "shape_descriptor.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>

/* Another thread, waiting for its own child, could consume the signal. */
static bool reaps_by_signal(const struct keys *keys)
{
	return keys->number[KEY_REAP] == KEY_REAP_SIGCHLD ||
	       keys->number[KEY_REAP] == KEY_REAP_SIGNALFD;
}

static int check_several(const struct method *method, const struct keys *keys, struct error *error)
{
	uint64_t count = keys->number[KEY_SPAWNERS];

	if (method->one_spawner)
		return error_set(error, EINVAL,
				 "spawners=%" PRIu64
				 " cannot be used with method '%s': %s (use parallel=)",
				 count, method->name, method->one_spawner);
	if (keys->number[KEY_BUSY] + keys->number[KEY_BUSYIO] > 0)
		return error_set(error, EINVAL,
				 "spawners=%" PRIu64 " cannot be combined with busy= or busyio=: a "
				 "stall could not be attributed "
				 "to one creation (use parallel=)",
				 count);
	if (reaps_by_signal(keys))
		return error_set(error, EINVAL,
				 "spawners=%" PRIu64
				 " cannot be combined with reap=%s: a thread could receive the "
				 "signal for another thread's child (use reap=wait4 or pidfd)",
				 count, keys->text[KEY_REAP]);
	if (keys->number[KEY_TOUCH_PARENT] > 0)
		return error_set(
			error, EINVAL,
			"spawners=%" PRIu64
			" cannot be combined with touch_parent=: all threads would write to the "
			"same pages, and only the first write copies them (use parallel=)",
			count);
	return 0;
}

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	uint64_t count = keys->number[KEY_SPAWNERS];

	if (count < 1 || count > KEY_SPAWNERS_MAX)
		return error_set(error, EINVAL,
				 "spawners=%" PRIu64 " is out of range (expected 1 to %d)", count,
				 KEY_SPAWNERS_MAX);
	return count > 1 ? check_several(method, keys, error) : 0;
}

static void needs(const struct keys *keys, uint64_t sums[CAPACITY_COUNT])
{
	shape_need(sums, CAPACITY_TASKS, keys->number[KEY_SPAWNERS], 1);
}

SHAPE(SPAWNERS) = {.check = check, .needs = needs};
