/* shape_stride: the distance between the pages that touch= writes. */
#include "shape_descriptor.h"
#include "shape_memory.h"

#include <errno.h>
#include <inttypes.h>

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	uint64_t stride = keys->number[KEY_STRIDE];

	(void)method;
	if (stride == 0)
		return error_set(error, EINVAL, "stride=0 is invalid (use at least 1)");
	if (keys->number[KEY_TOUCH] == 0)
		return error_set(error, EINVAL, "stride=%" PRIu64 " requires touch= (add touch=N)",
				 stride);
	return shape_memory_check_pages(keys, KEY_TOUCH, error);
}

SHAPE(STRIDE) = {.check = check};
