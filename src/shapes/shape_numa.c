/* shape_numa: the memory policy of the parent, set before it maps any memory of its shape. */
#include "shape_descriptor.h"

#include "procbench/sys/numa.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

struct wanted {
	enum numa_policy policy;
	uint64_t node; /* of NUMA_BIND */
};

static bool read_node(const char *text, uint64_t *node)
{
	*node = 0;
	for (; *text >= '0' && *text <= '9' && *node < NUMA_NODES_MAX; text++) {
		*node = *node * 10 + (uint64_t)(*text - '0');
		if (text[1] == '\0')
			return *node < NUMA_NODES_MAX;
	}
	return false;
}

/* False if the value is neither. */
static bool read_value(const struct keys *keys, struct wanted *wanted)
{
	const char *value = keys->text[KEY_NUMA];

	*wanted = (struct wanted){NUMA_INTERLEAVE, 0};
	if (strcmp(value, "interleave") == 0)
		return true;
	wanted->policy = NUMA_BIND;
	return strncmp(value, "bind:", 5) == 0 && read_node(value + 5, &wanted->node);
}

static struct numa_nodes nodes_of(const struct wanted *wanted)
{
	struct numa_nodes nodes = {{0}};

	if (wanted->policy == NUMA_INTERLEAVE)
		return numa_with_memory();
	nodes.bits[wanted->node / (8 * sizeof(nodes.bits[0]))] |=
		1UL << wanted->node % (8 * sizeof(nodes.bits[0]));
	return nodes;
}

static struct shape_facts describe(const struct keys *keys)
{
	(void)keys;
	return (struct shape_facts){.probe = numa_probe};
}

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	struct wanted wanted;

	(void)method;
	if (read_value(keys, &wanted))
		return 0;
	return error_set(error, EINVAL,
			 "invalid value '%s' for numa= (expected none, bind:N or interleave)",
			 keys->text[KEY_NUMA]);
}

static int probe(const struct method *method, const struct keys *keys, struct error *error)
{
	struct numa_nodes nodes = numa_with_memory();
	struct wanted wanted;

	(void)method;
	read_value(keys, &wanted);
	if (wanted.policy == NUMA_BIND && !numa_has(&nodes, wanted.node))
		return error_set(error, ENODEV,
				 "numa=bind:%" PRIu64 ": this machine has no such node with memory "
				 "(see /sys/devices/system/node/has_memory)",
				 wanted.node);
	if (wanted.policy == NUMA_INTERLEAVE && numa_count(&nodes) < 2)
		return error_set(
			error, ENODEV,
			"numa=interleave requires two NUMA nodes with memory, and this machine "
			"has one");
	return 0;
}

/* A process that exceeds the memory of its node is killed, even if other nodes have free memory. */
static void narrow(const struct keys *keys, uint64_t limits[CAPACITY_COUNT])
{
	struct wanted wanted;

	if (read_value(keys, &wanted) && wanted.policy == NUMA_BIND)
		limits[CAPACITY_NODE_MEMORY] = numa_free_bytes(wanted.node);
}

static int build(const struct keys *keys, struct error *error)
{
	struct wanted wanted;
	struct numa_nodes nodes;
	int status;

	read_value(keys, &wanted);
	nodes = nodes_of(&wanted);
	status = numa_set(wanted.policy, &nodes);
	if (status < 0)
		return error_set(error, -status, "numa: set_mempolicy: %s", strerror(-status));
	return 0;
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	struct wanted wanted;
	struct numa_nodes nodes;
	int node;

	(void)before;
	(void)now;
	read_value(keys, &wanted);
	nodes = nodes_of(&wanted);
	if (!numa_is(wanted.policy, &nodes))
		return error_set(error, EAGAIN, "numa: %s is not in effect", keys->text[KEY_NUMA]);
	node = shape_rss() ? numa_node_of(shape_rss()) : -1;
	if (wanted.policy == NUMA_BIND && node >= 0 && (uint64_t)node != wanted.node)
		return error_set(error, EAGAIN,
				 "numa: expected pages of node %" PRIu64 ", found one of node %d",
				 wanted.node, node);
	return 0;
}

SHAPE(NUMA) = {
	.describe = describe,
	.check = check,
	.probe = probe,
	.narrow = narrow,
	.build = build,
	.stage = SHAPE_STAGE_CGROUP,
	.verify = verify,
};
