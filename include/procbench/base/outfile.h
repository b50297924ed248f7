/*
 * outfile: a file that appears whole or not at all.
 *
 * What is written goes to a file without a name in the target's folder, so that even SIGKILL leaves
 * nothing, or, where the file system has none such, to a hidden temporary one. Committing syncs it
 * and puts it under its name at once. Links stay and what they lead to is replaced. Devices, pipes
 * and our own descriptors (/dev/stdout, /dev/fd/N) are written to directly.
 */
#ifndef PROCBENCH_BASE_OUTFILE_H
#define PROCBENCH_BASE_OUTFILE_H

#include "procbench/base/error.h"
#include "procbench/base/text.h"

#include <stdbool.h>
#include <stddef.h>

struct outfile {
	int fd;          /* -1: not open */
	char *path;      /* as the user named it, for messages; owned */
	char *target;    /* the file that is replaced, links resolved; NULL: written to directly */
	char *temporary; /* the hidden file's path; NULL: it has no name */
	struct outfile *next; /* of those that have one: it stays where it is while it is open */
	struct text data;     /* written, but not yet handed to the kernel */
};

/* 0, or -errno and why `path` cannot be written. Ends with outfile_commit or outfile_abandon. */
int outfile_open(struct outfile *file, const char *path, struct error *error);
int outfile_write(struct outfile *file, const char *data, size_t length, struct error *error);
/* Makes it appear, and closes it either way. */
int outfile_commit(struct outfile *file, struct error *error);
/* Whether both would replace one file. */
bool outfile_is_same(const struct outfile *a, const struct outfile *b);
/* Leaves no trace of it; harmless after a commit. */
void outfile_abandon(struct outfile *file);
/* Removes the hidden files of all that are open, for a process that ends now. Signal-safe. */
void outfile_remove_hidden(void);

#endif
