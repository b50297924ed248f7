/* outfile_target: the file that a path names, whether it can be replaced, and how it is. */
#define _GNU_SOURCE
#include "outfile_target.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINKS_MAX 40 /* the kernel's limit */
#define NAMES_MAX 10000

char *outfile_folder(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return strdup(".");
	return slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

/* N when `path` is a descriptor of our own (/dev/stdout leads to /proc/self/fd/1), else -1. */
static int descriptor_of(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	size_t digits = strspn(name, "0123456789");
	char *folder, *found, *own;
	bool ours;

	if (digits == 0 || digits > 9 || name[digits] != '\0')
		return -1;
	folder = outfile_folder(path);
	found = folder ? realpath(folder, NULL) : NULL;
	own = realpath("/proc/self/fd", NULL);
	ours = found && own && strcmp(found, own) == 0;
	free(folder);
	free(found);
	free(own);
	return ours ? atoi(name) : -1;
}

/* The file that the link `path` leads to, link by link because it need not exist; NULL if it is no
 * link. */
static char *follow(const char *path)
{
	char link[PATH_MAX], *folder, *next = NULL;
	ssize_t length = readlink(path, link, sizeof(link) - 1);

	if (length < 0)
		return NULL;
	link[length] = '\0';
	if (link[0] == '/')
		return strdup(link);
	folder = outfile_folder(path);
	if (folder && asprintf(&next, "%s/%s", folder, link) < 0)
		next = NULL;
	free(folder);
	return next;
}

int outfile_find_target(struct outfile *file, int *descriptor)
{
	char *next;

	file->target = strdup(file->path);
	if (!file->target)
		return -ENOMEM;
	for (int links = 0; links < LINKS_MAX; links++) {
		*descriptor = descriptor_of(file->target);
		next = *descriptor < 0 ? follow(file->target) : NULL;
		if (!next)
			return 0;
		free(file->target);
		file->target = next;
	}
	return -ELOOP;
}

static bool has_attribute(const char *path, uint64_t attribute)
{
	struct statx seen;

	return statx(AT_FDCWD, path, AT_STATX_SYNC_AS_STAT, 0, &seen) == 0 &&
	       (seen.stx_attributes & seen.stx_attributes_mask & attribute);
}

int outfile_check_renaming(const struct outfile *file, const struct stat *old)
{
	char *folder = outfile_folder(file->target);
	struct stat around = {0};
	int status = 0;

	if (!folder || stat(folder, &around) < 0)
		status = folder ? -errno : -ENOMEM;
	else if ((around.st_mode & S_ISVTX) && geteuid() != 0 && geteuid() != around.st_uid &&
		 geteuid() != old->st_uid)
		status = -EPERM;
	else if (has_attribute(folder, STATX_ATTR_APPEND))
		status = -EPERM;
	else if (has_attribute(file->target, STATX_ATTR_MOUNT_ROOT))
		status = -EBUSY;
	free(folder);
	return status;
}

/* Compares directories by identity, because a path can be spelled in several ways. */
bool outfile_is_same(const struct outfile *a, const struct outfile *b)
{
	char *folders[2];
	struct stat seen[2];
	bool same = false;

	if (!a->target || !b->target || strcmp(basename(a->target), basename(b->target)) != 0)
		return false;
	folders[0] = outfile_folder(a->target);
	folders[1] = outfile_folder(b->target);
	if (folders[0] && folders[1] && stat(folders[0], &seen[0]) == 0 &&
	    stat(folders[1], &seen[1]) == 0)
		same = seen[0].st_dev == seen[1].st_dev && seen[0].st_ino == seen[1].st_ino;
	free(folders[0]);
	free(folders[1]);
	return same;
}

/* ---- names ---- */

/* NAME.EXT itself, then NAME-2.EXT and so on. */
static char *numbered(const char *target, unsigned number)
{
	const char *slash = strrchr(target, '/'), *dot = strrchr(target, '.');
	int stem = (int)(dot && dot > slash ? dot - target : (ptrdiff_t)strlen(target));
	char *name = NULL;

	if (number == 1)
		return strdup(target);
	return asprintf(&name, "%.*s-%u%s", stem, target, number, target + stem) < 0 ? NULL : name;
}

/* File systems without that kind of renaming (NFS) have links, which replace nothing either. */
static int rename_if_free(const char *from, const char *to)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -errno;
	return link(from, to) < 0 || unlink(from) < 0 ? -errno : 0;
}

int outfile_rename(const struct outfile *file)
{
	int status = -EEXIST;

	if (!file->is_new)
		return rename(file->temporary, file->target) < 0 ? -errno : 0;
	for (unsigned number = 1; status == -EEXIST && number <= NAMES_MAX; number++) {
		char *name = numbered(file->target, number);

		status = name ? rename_if_free(file->temporary, name) : -ENOMEM;
		free(name);
	}
	return status;
}
