/* numa: memory policies, by system calls, because their library is not libc's. */
#define _GNU_SOURCE
#include "procbench/sys/numa.h"

#include "procbench/sys/proc_text.h"

#include <errno.h>
#include <inttypes.h>
#include <linux/mempolicy.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define WORD_BITS (8 * sizeof(unsigned long))

static void add_node(struct numa_nodes *nodes, uint64_t node)
{
	if (node < NUMA_NODES_MAX)
		nodes->bits[node / WORD_BITS] |= 1UL << node % WORD_BITS;
}

/* "0-1,4" */
static void add_list(struct numa_nodes *nodes, const char *list)
{
	while (*list >= '0' && *list <= '9') {
		char *end;
		uint64_t low = strtoull(list, &end, 10);
		uint64_t high = *end == '-' ? strtoull(end + 1, &end, 10) : low;

		for (; low <= high && low < NUMA_NODES_MAX; low++)
			add_node(nodes, low);
		list = *end == ',' ? end + 1 : end;
	}
}

struct numa_nodes numa_with_memory(void)
{
	struct numa_nodes nodes = {{0}};
	char list[4096];

	if (proc_text_read_line("/sys/devices/system/node/has_memory", list, sizeof(list)) == 0)
		add_list(&nodes, list);
	if (numa_count(&nodes) == 0)
		add_node(&nodes, 0);
	return nodes;
}

bool numa_has(const struct numa_nodes *nodes, uint64_t node)
{
	return node < NUMA_NODES_MAX && (nodes->bits[node / WORD_BITS] >> node % WORD_BITS & 1);
}

uint64_t numa_count(const struct numa_nodes *nodes)
{
	uint64_t count = 0;

	for (size_t i = 0; i < NUMA_NODES_MAX / WORD_BITS; i++)
		count += (uint64_t)__builtin_popcountl(nodes->bits[i]);
	return count;
}

/* "Node 1 MemFree:  123 kB"; 0 if there is no such line. */
static uint64_t kib_of(const char *text, const char *name)
{
	const char *at = strstr(text, name);

	return at ? strtoull(at + strlen(name), NULL, 10) : 0;
}

uint64_t numa_free_bytes(uint64_t node)
{
	char path[64], text[8192];

	snprintf(path, sizeof(path), "/sys/devices/system/node/node%" PRIu64 "/meminfo", node);
	if (proc_text_read(path, text, sizeof(text)) < 0 || !strstr(text, " MemFree:"))
		return UINT64_MAX;
	return 1024 * (kib_of(text, " MemFree:") + kib_of(text, " Active(file):") +
		       kib_of(text, " Inactive(file):"));
}

static int mode_of(enum numa_policy policy)
{
	return policy == NUMA_BIND ? MPOL_BIND : MPOL_INTERLEAVE;
}

/* Reading is permitted where setting is: containers' filters name both or neither. */
int numa_probe(struct error *error)
{
	int mode;

	if (syscall(SYS_get_mempolicy, &mode, NULL, 0, NULL, 0) == 0)
		return 0;
	return error_set(error, errno,
			 "the kernel or a seccomp filter refuses get_mempolicy: %s (requires "
			 "CONFIG_NUMA; containers often need CAP_SYS_NICE)",
			 strerror(errno));
}

int numa_set(enum numa_policy policy, const struct numa_nodes *nodes)
{
	/* the kernel uses one bit less than maxnode */
	if (syscall(SYS_set_mempolicy, mode_of(policy), nodes->bits, NUMA_NODES_MAX + 1) < 0)
		return -errno;
	return 0;
}

bool numa_is(enum numa_policy policy, const struct numa_nodes *nodes)
{
	struct numa_nodes seen = {{0}};
	int mode = -1;

	return syscall(SYS_get_mempolicy, &mode, seen.bits, NUMA_NODES_MAX, NULL, 0) == 0 &&
	       mode == mode_of(policy) && memcmp(&seen, nodes, sizeof(seen)) == 0;
}

int numa_node_of(const void *address)
{
	int node = -1;

	if (syscall(SYS_get_mempolicy, &node, NULL, 0, address, MPOL_F_NODE | MPOL_F_ADDR) < 0)
		return -errno;
	return node;
}
