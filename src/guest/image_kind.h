/*
 * image_kind: whether a file is what a guest needs, by its first bytes.
 */
#ifndef PROCBENCH_SRC_GUEST_IMAGE_KIND_H
#define PROCBENCH_SRC_GUEST_IMAGE_KIND_H

#include "procbench/base/error.h"
#include "procbench/guest/guest_arch.h"

/* 0 if the file is a kernel of that architecture that QEMU can load; or -GUEST_FAILED and why. */
int image_check_kernel(const struct guest_arch *arch, const char *path, struct error *error);

#endif
