/*
 * kernel_image: finds the kernel of a guest.
 */
#ifndef PROCBENCH_GUEST_KERNEL_IMAGE_H
#define PROCBENCH_GUEST_KERNEL_IMAGE_H

#include "procbench/base/error.h"
#include "procbench/guest/guest_arch.h"

/*
 * The path of the kernel `name`, which the caller frees: a file, or, without a slash, the newest
 * kernel of that version in the cache ("6.1" is 6.1.0-56). "" is the running kernel where its image
 * can be read and is of that architecture, else the newest of the cache. NULL, and an error with
 * code GUEST_FAILED and the remedy.
 *
 * The cache is $PROCBENCH_KERNELS, else procbench/kernels in $XDG_CACHE_HOME or ~/.cache; it has a
 * folder per architecture, which scripts/kernels fills.
 */
char *kernel_image_find(const struct guest_arch *arch, const char *name, struct error *error);

#endif
