/* shape_cpu: the CPUs of parent and child; the launcher and the child's work place them. */
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
		[KEY_CPU_SAME] = {"parent and child on one CPU", NULL},
		[KEY_CPU_OTHER] = {"the child moves to another CPU", probe_second},
		[KEY_CPU_ANY] = {"parent and child wherever the kernel puts them", NULL},
	};

	return facts[keys->number[KEY_CPU]];
}

static int probe(const struct method *method, const struct keys *keys, struct error *error)
{
	if (keys->number[KEY_CPU] != KEY_CPU_OTHER || !method->creates || method->runs_our_child)
		return 0;
	return error_set(error, ENOTSUP,
			 "cpu=other needs a child that moves itself, and no code of procbench runs "
			 "in a child of %s",
			 method->name);
}

SHAPE(CPU) = {.describe = describe, .probe = probe};
