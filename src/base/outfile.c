/* outfile: a file that appears whole or not at all. */
#define _GNU_SOURCE
#include "procbench/base/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define FLUSH_BYTES 65536

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

static int open_existing(struct outfile *file, const struct stat *old)
{
	if (S_ISDIR(old->st_mode))
		return -EISDIR;
	if (!S_ISREG(old->st_mode)) {
		file->fd = open(file->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
		return file->fd < 0 ? -errno : 0;
	}
	if (access(file->path, W_OK) < 0)
		return -errno;
	file->target = realpath(file->path, NULL);
	return file->target ? open_temporary(file, old->st_mode & 0777) : -errno;
}

/* Where a link leads whose file does not exist yet; NULL when `path` is no such link. */
static char *dangling_target(const char *path)
{
	char link[PATH_MAX], *folder, *target = NULL;
	ssize_t length = readlink(path, link, sizeof(link) - 1);

	if (length < 0)
		return NULL;
	link[length] = '\0';
	if (link[0] == '/')
		return strdup(link);
	folder = folder_of(path);
	if (folder && asprintf(&target, "%s/%s", folder, link) < 0)
		target = NULL;
	free(folder);
	return target;
}

static int open_any(struct outfile *file)
{
	struct stat old;
	int status;

	if (stat(file->path, &old) == 0) {
		status = open_existing(file, &old);
		if (status == 0 && file->target && fchmod(file->fd, old.st_mode & 0777) < 0)
			status = -errno;
		return status;
	}
	if (errno != ENOENT)
		return -errno;
	if (file->path[0] == '\0' || file->path[strlen(file->path) - 1] == '/')
		return -EISDIR;
	file->target = dangling_target(file->path);
	if (!file->target)
		file->target = strdup(file->path);
	return file->target ? open_temporary(file, 0666) : -ENOMEM;
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
	if (fsync(file->fd) < 0)
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
