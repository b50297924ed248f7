/*
 * numa: the memory policy of the calling thread, which children inherit.
 */
#ifndef PROCBENCH_SYS_NUMA_H
#define PROCBENCH_SYS_NUMA_H

#include "procbench/base/error.h"

#include <stdbool.h>
#include <stdint.h>

#define NUMA_NODES_MAX 1024 /* of any kernel configuration */

struct numa_nodes {
	unsigned long bits[NUMA_NODES_MAX / (8 * sizeof(unsigned long))];
};

/* The nodes that have memory; node 0 where the kernel does not list any. */
struct numa_nodes numa_with_memory(void);

bool numa_has(const struct numa_nodes *nodes, uint64_t node);
uint64_t numa_count(const struct numa_nodes *nodes);

/*
 * The bytes of a node that are free or hold pages of files; UINT64_MAX if unknown. A process that
 * is bound to the node and needs more is killed, even if other nodes have free memory.
 */
uint64_t numa_free_bytes(uint64_t node);

/* 0, or -errno and why policies cannot be set here. Changes nothing. */
int numa_probe(struct error *error);

enum numa_policy { NUMA_BIND, NUMA_INTERLEAVE };

/* Sets the policy; 0 or -errno. */
int numa_set(enum numa_policy policy, const struct numa_nodes *nodes);

/* Whether that policy is in force, over these nodes. */
bool numa_is(enum numa_policy policy, const struct numa_nodes *nodes);

/* The node that holds the page of an address, or -errno. */
int numa_node_of(const void *address);

#endif
