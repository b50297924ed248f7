/* shape_cpu: the CPUs of parent and child, set by the launcher and the child's steps. */
#include "shape_descriptor.h"

#include "procbench/sys/cpus.h"

#include <errno.h>

static int probe_second(struct error *error)
{
	return cpus_count() >= 2 ? 0
				 : error_set(error, ENODEV,
					     "only one CPU is allowed (see 'taskset' and the "
					     "cgroup's cpuset.cpus)");
}

static struct shape_facts describe(const struct keys *keys)
{
	static const struct shape_facts facts[] = {
		[KEY_CPU_SAME] = {"parent and child run on the same CPU", NULL},
		[KEY_CPU_OTHER] = {"the child moves to another CPU", probe_second},
		[KEY_CPU_ANY] = {"parent and child are not pinned", NULL},
	};

	return facts[keys->number[KEY_CPU]];
}

static int probe(const struct method *method, const struct keys *keys, struct error *error)
{
	if (keys->number[KEY_CPU] != KEY_CPU_OTHER || !method->creates || method->runs_our_child)
		return 0;
	return error_set(error, ENOTSUP,
			 "cpu=other is not supported by method '%s': its child runs no procbench "
			 "code that could change the CPU",
			 method->name);
}

SHAPE(CPU) = {.describe = describe, .probe = probe};
