/* outfile: a file that appears whole or not at all. */
#define _GNU_SOURCE
#include "procbench/base/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define FLUSH_BYTES  65536
#define HIDDEN_BYTES sizeof("/.procbench-0123456789abcdef")
#define LINKS_MAX    40 /* the kernel follows no more either */

static int fail(const struct outfile *file, int code, struct error *error)
{
	return error_set(error, code, "cannot write '%s': %s", file->path, strerror(code));
}

/* The folder of a path: everything up to its last slash, "." without one. */
static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return strdup(".");
	return slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

/* A hidden name beside the target, different each time, which no other program will have taken. */
static char *hidden_name(const char *target)
{
	char *folder = folder_of(target), *name = NULL;
	unsigned long long random = 0;

	if (getrandom(&random, sizeof(random), 0) < 0)
		random = (unsigned long long)getpid();
	if (folder && asprintf(&name, "%s/.procbench-%016llx", folder, random) < 0)
		name = NULL;
	free(folder);
	return name;
}

static int open_unnamed(struct outfile *file, mode_t mode)
{
	char *folder = folder_of(file->target);

	if (!folder)
		return -ENOMEM;
	/* found now, rather than after the measurement, when it is to get its hidden name */
	if (strlen(folder) + HIDDEN_BYTES > PATH_MAX)
		errno = ENAMETOOLONG;
	else
		file->fd = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, mode);
	free(folder);
	return file->fd < 0 ? -errno : 0;
}

static int open_hidden(struct outfile *file, mode_t mode)
{
	file->temporary = hidden_name(file->target);
	if (!file->temporary)
		return -ENOMEM;
	file->fd = open(file->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	if (file->fd >= 0)
		return 0;
	free(file->temporary);
	file->temporary = NULL;
	return -errno;
}

/* File systems without unnamed files say EOPNOTSUPP, old kernels EISDIR or EINVAL. */
static int open_temporary(struct outfile *file, mode_t mode)
{
	int status = open_unnamed(file, mode);

	if (status == -EOPNOTSUPP || status == -EISDIR || status == -EINVAL)
		status = open_hidden(file, mode);
	return status;
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
	folder = folder_of(path);
	found = folder ? realpath(folder, NULL) : NULL;
	own = realpath("/proc/self/fd", NULL);
	ours = found && own && strcmp(found, own) == 0;
	free(folder);
	free(found);
	free(own);
	return ours ? atoi(name) : -1;
}

/* Where the link `path` leads, link by link, for its file need not exist; NULL when it is none. */
static char *follow(const char *path)
{
	char link[PATH_MAX], *folder, *next = NULL;
	ssize_t length = readlink(path, link, sizeof(link) - 1);

	if (length < 0)
		return NULL;
	link[length] = '\0';
	if (link[0] == '/')
		return strdup(link);
	folder = folder_of(path);
	if (folder && asprintf(&next, "%s/%s", folder, link) < 0)
		next = NULL;
	free(folder);
	return next;
}

/* Finds the file behind all links, so that it is replaced and the links stay; or a descriptor. */
static int find_target(struct outfile *file, int *descriptor)
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

static int write_directly(struct outfile *file, int fd)
{
	free(file->target);
	file->target = NULL;
	file->fd = fd;
	return fd < 0 ? -errno : 0;
}

/*
 * A descriptor is shared, for to replace the file behind a redirected standard output, or to write
 * it from its start, would take away what else goes there.
 */
static int open_descriptor(struct outfile *file, int descriptor)
{
	int flags = fcntl(descriptor, F_GETFL);

	if (flags >= 0 && (flags & O_ACCMODE) == O_RDONLY)
		return -EBADF;
	return write_directly(file, fcntl(descriptor, F_DUPFD_CLOEXEC, 3));
}

static int open_existing(struct outfile *file, const struct stat *old)
{
	int status;

	if (S_ISDIR(old->st_mode))
		return -EISDIR;
	if (!S_ISREG(old->st_mode))
		return write_directly(file, open(file->path, O_WRONLY | O_CLOEXEC | O_NOCTTY));
	if (access(file->target, W_OK) < 0)
		return -errno;
	status = open_temporary(file, old->st_mode & 0777);
	if (status == 0 && fchmod(file->fd, old->st_mode & 0777) < 0)
		return -errno;
	return status;
}

static int open_any(struct outfile *file)
{
	int descriptor = -1, status;
	struct stat old;

	if (file->path[0] == '\0')
		return -ENOENT;
	status = find_target(file, &descriptor);
	if (status < 0)
		return status;
	if (descriptor >= 0)
		return open_descriptor(file, descriptor);
	if (stat(file->path, &old) == 0)
		return open_existing(file, &old);
	if (errno != ENOENT)
		return -errno;
	if (file->target[strlen(file->target) - 1] == '/')
		return -EISDIR;
	return open_temporary(file, 0666);
}

int outfile_open(struct outfile *file, const char *path, struct error *error)
{
	int status;

	*file = (struct outfile){.fd = -1, .path = strdup(path)};
	status = file->path ? open_any(file) : -ENOMEM;
	if (status == 0)
		return 0;
	error_set(error, -status, "cannot write '%s': %s", path, strerror(-status));
	outfile_abandon(file);
	return status;
}

static int flush(struct outfile *file, struct error *error)
{
	const char *at = text_string(&file->data);
	size_t rest = file->data.length;

	if (file->data.failed)
		return fail(file, ENOMEM, error);
	while (rest > 0) {
		ssize_t n = write(file->fd, at, rest);

		if (n < 0 && errno != EINTR)
			return fail(file, errno, error);
		if (n > 0) {
			at += n;
			rest -= (size_t)n;
		}
	}
	text_clear(&file->data);
	return 0;
}

int outfile_write(struct outfile *file, const char *data, size_t length, struct error *error)
{
	text_add_bytes(&file->data, data, length);
	return file->data.length < FLUSH_BYTES && !file->data.failed ? 0 : flush(file, error);
}

/* An unnamed file gets a hidden name first, for a link cannot replace what is there; a rename can.
 */
static int name_it(struct outfile *file)
{
	char descriptor[32];

	if (file->temporary)
		return 0;
	file->temporary = hidden_name(file->target);
	if (!file->temporary)
		return -ENOMEM;
	snprintf(descriptor, sizeof(descriptor), "/proc/self/fd/%d", file->fd);
	if (linkat(AT_FDCWD, descriptor, AT_FDCWD, file->temporary, AT_SYMLINK_FOLLOW) == 0)
		return 0;
	free(file->temporary);
	file->temporary = NULL;
	return -errno;
}

/* So that the new name survives a crash of the machine; best effort. */
static void sync_folder(const char *target)
{
	char *folder = folder_of(target);
	int fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(folder);
}

static int publish(struct outfile *file)
{
	int status;

	if (!file->target)
		return 0;
	while (fsync(file->fd) < 0)
		if (errno != EINTR)
			return -errno;
	status = name_it(file);
	if (status < 0)
		return status;
	if (rename(file->temporary, file->target) < 0)
		return -errno;
	free(file->temporary);
	file->temporary = NULL;
	sync_folder(file->target);
	return 0;
}

int outfile_commit(struct outfile *file, struct error *error)
{
	int status = flush(file, error);

	if (status == 0) {
		status = publish(file);
		if (status < 0)
			fail(file, -status, error);
	}
	outfile_abandon(file);
	return status;
}

void outfile_abandon(struct outfile *file)
{
	if (file->temporary)
		unlink(file->temporary);
	if (file->fd >= 0)
		close(file->fd);
	free(file->path);
	free(file->target);
	free(file->temporary);
	text_free(&file->data);
	*file = (struct outfile){.fd = -1};
}
