/* guest_binary: finds the procbench for guests of an architecture. */
#define _GNU_SOURCE
#include "procbench/guest/guest_binary.h"

#include "procbench/guest/guest.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

static bool is_own_arch(const struct guest_arch *arch)
{
	struct utsname system;

	return uname(&system) == 0 && strcmp(system.machine, arch->name) == 0;
}

/* The folder of this program, without a slash at the end. */
static bool find_folder(char folder[PATH_MAX])
{
	ssize_t length = readlink("/proc/self/exe", folder, PATH_MAX - 1);
	char *slash;

	folder[length > 0 ? length : 0] = '\0';
	slash = strrchr(folder, '/');
	if (slash)
		*slash = '\0';
	return slash;
}

static char *find_next_to(const struct guest_arch *arch, struct error *error)
{
	char folder[PATH_MAX], *path;

	for (int in_folder = 0; find_folder(folder) && in_folder < 2; in_folder++) {
		if (asprintf(&path, in_folder ? "%s/%s/procbench" : "%s/procbench-%s", folder,
			     arch->name) < 0)
			break;
		if (access(path, R_OK) == 0)
			return path;
		free(path);
	}
	error_set(error, GUEST_FAILED,
		  "no procbench for %s beside this one (build it with 'make CROSS=%s-linux-gnu- "
		  "BUILD=build/%s', or give --guest-binary FILE)",
		  arch->name, arch->name, arch->name);
	return NULL;
}

char *guest_binary_find(const struct guest_arch *arch, struct error *error)
{
	char *path =
		is_own_arch(arch) ? realpath("/proc/self/exe", NULL) : find_next_to(arch, error);

	if (path && guest_binary_check(arch, path, error) < 0) {
		free(path);
		path = NULL;
	}
	return path;
}
