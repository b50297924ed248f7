/* outfile: writes a file atomically. */
#define _GNU_SOURCE
#include "procbench/base/outfile.h"

#include "outfile_target.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define FLUSH_BYTES  65536
#define HIDDEN_BYTES sizeof("/.procbench-0123456789abcdef")

static int fail(const struct outfile *file, int code, struct error *error)
{
	return error_set(error, code, "cannot write '%s': %s", file->path, strerror(code));
}

/* ---- hidden files ---- */

static struct outfile *hidden;

void outfile_remove_hidden(void)
{
	for (const struct outfile *file = hidden; file; file = file->next)
		unlink(file->temporary);
}

/* Blocks signals, so that the list of hidden files matches the file system. */
static sigset_t hold_signals(void)
{
	sigset_t all, before;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &before);
	return before;
}

static void release_signals(sigset_t before)
{
	sigprocmask(SIG_SETMASK, &before, NULL);
}

/* With signals held. */
static void forget_hidden(struct outfile *file)
{
	struct outfile **place = &hidden;

	while (*place && *place != file)
		place = &(*place)->next;
	if (*place)
		*place = file->next;
	free(file->temporary);
	file->temporary = NULL;
}

/* A hidden name in the target's directory, unique per process and call. */
static char *hidden_name(const char *target)
{
	char *folder = outfile_folder(target), *name = NULL;
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
	char *folder = outfile_folder(file->target);

	if (!folder)
		return -ENOMEM;
	/* fails now rather than after the measurement, when the hidden name is needed */
	if (strlen(folder) + HIDDEN_BYTES > PATH_MAX)
		errno = ENAMETOOLONG;
	else
		file->fd = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, mode);
	free(folder);
	return file->fd < 0 ? -errno : 0;
}

static int create_hidden(struct outfile *file, mode_t mode)
{
	file->fd = open(file->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	return file->fd < 0 ? -errno : 0;
}

static int link_hidden(const struct outfile *file)
{
	char descriptor[32];

	snprintf(descriptor, sizeof(descriptor), "/proc/self/fd/%d", file->fd);
	return linkat(AT_FDCWD, descriptor, AT_FDCWD, file->temporary, AT_SYMLINK_FOLLOW) < 0
		       ? -errno
		       : 0;
}

/* Creates the file, or gives one that is open its name. With signals held. */
static int make_hidden(struct outfile *file, mode_t mode)
{
	int status;

	file->temporary = hidden_name(file->target);
	if (!file->temporary)
		return -ENOMEM;
	status = file->fd < 0 ? create_hidden(file, mode) : link_hidden(file);
	if (status < 0) {
		free(file->temporary);
		file->temporary = NULL;
		return status;
	}
	file->next = hidden;
	hidden = file;
	return 0;
}

/* Without O_TMPFILE, file systems return EOPNOTSUPP, and old kernels EISDIR or EINVAL. */
static int open_temporary(struct outfile *file, mode_t mode)
{
	int status = open_unnamed(file, mode);

	if (status == -EOPNOTSUPP || status == -EISDIR || status == -EINVAL) {
		sigset_t before = hold_signals();

		status = make_hidden(file, mode);
		release_signals(before);
	}
	return status;
}

static int write_directly(struct outfile *file, int fd)
{
	free(file->target);
	file->target = NULL;
	file->fd = fd;
	return fd < 0 ? -errno : 0;
}

/*
 * A descriptor is duplicated, because replacing the file behind a redirected standard output, or
 * writing it from its start, would destroy other output.
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
	status = outfile_check_renaming(file, old);
	if (status < 0)
		return status;
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
	status = outfile_find_target(file, &descriptor);
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

int outfile_open_new(struct outfile *file, const char *path, struct error *error)
{
	int status = outfile_open(file, path, error);

	file->is_new = status == 0;
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

		/* writing to a pipe that is not read would delay a termination signal */
		if (n < 0 && (errno != EINTR || !file->target))
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

/* Makes the new name survive a crash of the machine; errors are ignored. */
static void sync_folder(const char *target)
{
	char *folder = outfile_folder(target);
	int fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(folder);
}

/* An unnamed file gets a hidden name first: a link cannot replace what is there, a rename can. */
static int replace(struct outfile *file)
{
	int status = file->temporary ? 0 : make_hidden(file, 0);

	if (status == 0)
		status = outfile_rename(file);
	if (status == 0)
		forget_hidden(file);
	return status;
}

static int publish(struct outfile *file)
{
	sigset_t before;
	int status;

	if (!file->target)
		return 0;
	while (fsync(file->fd) < 0)
		if (errno != EINTR)
			return -errno;
	before = hold_signals();
	status = replace(file);
	release_signals(before);
	if (status < 0)
		return status;
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
	if (file->temporary) {
		sigset_t before = hold_signals();

		unlink(file->temporary);
		forget_hidden(file);
		release_signals(before);
	}
	if (file->fd >= 0)
		close(file->fd);
	free(file->path);
	free(file->target);
	text_free(&file->data);
	*file = (struct outfile){.fd = -1};
}
