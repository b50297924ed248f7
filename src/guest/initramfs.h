/*
 * initramfs: the files of a guest, as the kernel unpacks them (cpio, format newc).
 */
#ifndef PROCBENCH_SRC_GUEST_INITRAMFS_H
#define PROCBENCH_SRC_GUEST_INITRAMFS_H

#include "procbench/base/error.h"
#include "procbench/base/text.h"

#include <stddef.h>
#include <sys/types.h>

/* In memory; every file is root's and has the same time, so that equal contents are equal bytes. */
struct initramfs {
	struct text archive;
	unsigned count; /* of entries so far */
};

/* The paths are absolute; only two of these add the folders above a path. */
void initramfs_add_folder(struct initramfs *files, const char *path);
void initramfs_add_folders(struct initramfs *files, const char *path); /* and those above it */
void initramfs_add_device(struct initramfs *files, const char *path, unsigned major,
			  unsigned minor);
void initramfs_add_bytes(struct initramfs *files, const char *path, mode_t mode, const char *bytes,
			 size_t length);

/* Adds a copy of the file `from`, with the folders above `path`. */
int initramfs_add_file(struct initramfs *files, const char *path, const char *from,
		       struct error *error);

/* Ends the archive. -ENOMEM if memory ran out since the beginning. */
int initramfs_end(struct initramfs *files, struct error *error);
void initramfs_free(struct initramfs *files);

#endif
