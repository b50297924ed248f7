/* kernel_image: finds the kernel of a guest. */
#define _GNU_SOURCE
#include "procbench/guest/kernel_image.h"

#include "image_kind.h"

#include "procbench/base/text.h"
#include "procbench/guest/guest.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

/* ---- the cache ---- */

static void add_cache(struct text *folder, const struct guest_arch *arch)
{
	const char *own = getenv("PROCBENCH_KERNELS"), *cache = getenv("XDG_CACHE_HOME");
	const char *home = getenv("HOME");

	if (own && *own)
		text_add(folder, own);
	else if (cache && *cache)
		text_printf(folder, "%s/procbench/kernels", cache);
	else
		text_printf(folder, "%s/.cache/procbench/kernels", home ? home : "");
	text_printf(folder, "/%s", arch->name);
}

/* "6.1" names 6.1.0-56 and 6.1.9, but not 6.12. */
static bool is_version(const char *entry, const char *name)
{
	size_t length = strlen(name);

	if (*entry == '.')
		return false;
	return length == 0 || (strncmp(entry, name, length) == 0 && strchr(".-+", entry[length]));
}

static char *find_newest(const char *folder, const char *name)
{
	DIR *directory = opendir(folder);
	const struct dirent *entry;
	char *newest = NULL, *path = NULL;

	while (directory && (entry = readdir(directory)))
		if (is_version(entry->d_name, name) &&
		    (!newest || strverscmp(entry->d_name, newest) > 0)) {
			free(newest);
			newest = strdup(entry->d_name);
		}
	if (directory)
		closedir(directory);
	if (newest && asprintf(&path, "%s/%s", folder, newest) < 0)
		path = NULL;
	free(newest);
	return path;
}

static char *find_in_cache(const struct guest_arch *arch, const char *name, struct error *error)
{
	struct text folder = {0};
	char *path;

	add_cache(&folder, arch);
	path = find_newest(text_string(&folder), name);
	if (!path)
		error_set(error, GUEST_FAILED,
			  "no kernel%s%s%s for %s in '%s' (fetch one with 'scripts/kernels%s%s "
			  "%s', or give --kernel FILE)",
			  *name ? " '" : "", name, *name ? "'" : "", arch->name,
			  text_string(&folder), strcmp(arch->name, "x86_64") == 0 ? "" : " --arch ",
			  strcmp(arch->name, "x86_64") == 0 ? "" : arch->name,
			  *name ? name : "6.12");
	text_free(&folder);
	return path;
}

/* ---- the running kernel ---- */

static char *find_running(const struct guest_arch *arch)
{
	static const char *const forms[] = {"/boot/vmlinuz-%s", "/boot/Image-%s",
					    "/lib/modules/%s/vmlinuz"};
	struct utsname system;
	struct error ignored;

	if (uname(&system) < 0 || strcmp(system.machine, arch->name) != 0)
		return NULL;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		struct text path = {0};

		text_add_bytes(&path, forms[i], strcspn(forms[i], "%"));
		text_printf(&path, "%s%s", system.release, strchr(forms[i], '%') + 2);
		if (image_check_kernel(arch, text_string(&path), &ignored) == 0)
			return text_take(&path);
		text_free(&path);
	}
	return NULL;
}

char *kernel_image_find(const struct guest_arch *arch, const char *name, struct error *error)
{
	char *path = *name ? NULL : find_running(arch);

	if (strchr(name, '/'))
		path = strdup(name);
	else if (!path)
		path = find_in_cache(arch, name, error);
	if (!path || image_check_kernel(arch, path, error) == 0)
		return path;
	free(path);
	return NULL;
}
