/* shape_descriptors: open descriptors of one kind, as the parent's sockets=, pipes= and others. */
#ifndef PROCBENCH_SHAPES_SHAPE_DESCRIPTORS_H
#define PROCBENCH_SHAPES_SHAPE_DESCRIPTORS_H

#include "procbench/base/error.h"
#include "procbench/base/keys.h"
#include "procbench/sys/capacity.h"

#include <stdint.h>

/* Upper bound of kernel memory per descriptor, with its entry in the tables of parent and child. */
#define SHAPE_FILE_BYTES 64

/* Opens up to two descriptors and returns their number, or -1 with errno. */
typedef int shape_open_function(int fds[2]);

/*
 * Opens as many as the key says, close-on-exec and above the subject's own descriptors; raises the
 * limit as far as needed.
 */
int shape_descriptors_open(const struct keys *keys, enum key key, shape_open_function *open_one,
			   struct error *error);

/* Needs of `count` descriptors, each with a file of `file_bytes` of its own. */
void shape_descriptors_need(uint64_t sums[CAPACITY_COUNT], uint64_t count, uint64_t file_bytes);

/* All descriptors that the keys open. */
uint64_t shape_descriptors_count(const struct keys *keys);

#endif
