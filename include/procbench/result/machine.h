/*
 * machine: whether two results come from comparable machines.
 */
#ifndef PROCBENCH_RESULT_MACHINE_H
#define PROCBENCH_RESULT_MACHINE_H

#include "procbench/base/error.h"
#include "procbench/base/facts.h"

/*
 * 0 if all facts of the fingerprint are equal; else -EXDEV and the differences with both values. A
 * fact that one side lacks counts as different, and essential facts must be present.
 */
int machine_same(const char *old_name, const struct facts *old_host, const char *new_name,
		 const struct facts *new_host, struct error *error);

#endif
