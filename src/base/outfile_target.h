/*
 * outfile_target: the file that a path names, whether it can be replaced, and how it is.
 */
#ifndef PROCBENCH_SRC_BASE_OUTFILE_TARGET_H
#define PROCBENCH_SRC_BASE_OUTFILE_TARGET_H

#include "procbench/base/outfile.h"

#include <sys/stat.h>

/* The folder of a path: everything up to its last slash, "." without one. NULL: no memory. */
char *outfile_folder(const char *path);

/*
 * Finds file->target: the file behind all links, so that it is replaced and the links stay; or a
 * descriptor of our own, else -1 there. 0, or -errno.
 */
int outfile_find_target(struct outfile *file, int *descriptor);

/* Whether renaming another file to that one's name would be refused; 0, or -errno. */
int outfile_check_renaming(const struct outfile *file, const struct stat *old);

/* Gives the hidden file its name, as the kind of the file says; 0, or -errno. */
int outfile_rename(const struct outfile *file);

#endif
