/* shape_pause: the parent's sleep before each creation, in the subject's loop. */
#include "shape_descriptor.h"

#include <errno.h>
#include <inttypes.h>

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	(void)method;
	if (keys->number[KEY_PAUSE] <= KEY_PAUSE_MAX_MS)
		return 0;
	return error_set(error, EINVAL, "pause=%" PRIu64 " exceeds %d milliseconds",
			 keys->number[KEY_PAUSE], KEY_PAUSE_MAX_MS);
}

SHAPE(PAUSE) = {.check = check};
