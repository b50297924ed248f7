/* shape_path: folders in PATH before that of the program; the launcher adds them before exec. */
#include "shape_descriptor.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

/* A PATH of so many folders is still one string that exec takes. */
#define FOLDERS_MAX 10000

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	const char *exec = keys->text[KEY_EXEC];
	uint64_t count = keys->number[KEY_PATH];

	if (!method->searches_path)
		return error_set(error, EINVAL,
				 "path=%" PRIu64 " needs a method that searches PATH, and '%s' is "
				 "given the program's whole path (use posix_spawnp)",
				 count, method->name);
	if (memchr(exec, '/', strcspn(exec, " \t\n")))
		return error_set(error, EINVAL,
				 "path=%" PRIu64 " needs a program to search for, and a name with "
				 "a slash is not searched (leave its folder out)",
				 count);
	if (count > FOLDERS_MAX)
		return error_set(error, EINVAL,
				 "path=%" PRIu64 " exceeds the PATH that exec takes (at most %d)",
				 count, FOLDERS_MAX);
	return 0;
}

SHAPE(PATH) = {.check = check};
