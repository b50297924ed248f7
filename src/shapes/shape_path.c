/* shape_path: directories in PATH before the program's; the launcher adds them before exec. */
#include "shape_descriptor.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

/* Keeps PATH below exec's limit for one string. */
#define FOLDERS_MAX 10000

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	const char *exec = keys->text[KEY_EXEC];
	uint64_t count = keys->number[KEY_PATH];

	if (!method_searches_path(method, keys))
		return error_set(error, EINVAL,
				 "path=%" PRIu64 " requires a method that searches PATH, which "
				 "'%s' does not (use posix_spawnp or via=execvp)",
				 count, method->name);
	if (memchr(exec, '/', strcspn(exec, " \t\n")))
		return error_set(error, EINVAL,
				 "path=%" PRIu64
				 " requires a program name without a slash, because only such "
				 "names are searched in PATH (remove the directory)",
				 count);
	if (count > FOLDERS_MAX)
		return error_set(error, EINVAL,
				 "path=%" PRIu64 " makes PATH too long for exec (at most %d)",
				 count, FOLDERS_MAX);
	return 0;
}

SHAPE(PATH) = {.check = check};
