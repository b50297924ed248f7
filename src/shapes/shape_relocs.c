/* shape_relocs: relocations of the libraries of libs=, made by sys/ladder. */
#include "shape_descriptor.h"

#include "procbench/sys/ladder.h"

#include <errno.h>
#include <inttypes.h>

/* An entry of the table and a word of data, in the file; the word is copied when it is written. */
#define RELOCATION_BYTES 40

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	uint64_t count = keys->number[KEY_RELOCS];

	(void)method;
	if (keys->number[KEY_LIBS] == 0)
		return error_set(error, EINVAL, "relocs=%" PRIu64 " requires libs= (add libs=N)",
				 count);
	if (count > LADDER_RELOCATIONS_MAX)
		return error_set(error, EINVAL, "relocs=%" PRIu64 " exceeds %d per library", count,
				 LADDER_RELOCATIONS_MAX);
	return 0;
}

static void needs(const struct keys *keys, uint64_t sums[CAPACITY_COUNT])
{
	shape_need(sums, CAPACITY_MEMORY, keys->number[KEY_LIBS],
		   keys->number[KEY_RELOCS] * RELOCATION_BYTES);
}

SHAPE(RELOCS) = {.check = check, .needs = needs};
