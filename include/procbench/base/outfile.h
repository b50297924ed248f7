/*
 * outfile: writes a file atomically.
 *
 * Data goes to an unnamed file (O_TMPFILE) in the target's directory, so that even SIGKILL leaves
 * nothing behind, or to a hidden temporary file if the file system does not support that.
 * Committing syncs it and renames it to the target. Symbolic links are followed and kept. Devices,
 * pipes and the process's own descriptors (/dev/stdout, /dev/fd/N) are written directly. A file
 * opened as new never replaces another: if its name is taken, it becomes NAME-2.EXT, and so on.
 */
#ifndef PROCBENCH_BASE_OUTFILE_H
#define PROCBENCH_BASE_OUTFILE_H

#include "procbench/base/error.h"
#include "procbench/base/text.h"

#include <stdbool.h>
#include <stddef.h>

struct outfile {
	int fd;               /* -1: not open */
	char *path;           /* as given by the user, for messages; owned */
	char *target;         /* the file to replace, links resolved; NULL: written directly */
	char *temporary;      /* path of the hidden file; NULL: unnamed */
	bool is_new;          /* never replaces an existing file when committed */
	struct outfile *next; /* of those that have one: it stays where it is while it is open */
	struct text data;     /* buffered, not yet passed to the kernel */
};

/* Returns 0 or -errno. Finish with outfile_commit or outfile_abandon. */
int outfile_open(struct outfile *file, const char *path, struct error *error);
int outfile_open_new(struct outfile *file, const char *path, struct error *error);
int outfile_write(struct outfile *file, const char *data, size_t length, struct error *error);
/* Gives the written data its name, replacing the target unless the file is a new one; closes the
 * file even on failure. */
int outfile_commit(struct outfile *file, struct error *error);
/* Whether both would replace one file. */
bool outfile_is_same(const struct outfile *a, const struct outfile *b);
/* Discards the written data; does nothing after a commit. */
void outfile_abandon(struct outfile *file);
/* Removes the hidden files of all open outfiles, for a process that is about to exit. Signal-safe.
 */
void outfile_remove_hidden(void);

#endif
