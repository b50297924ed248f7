/*
 * machine: whether two results come from comparable machines.
 */
#ifndef PROCBENCH_RESULT_MACHINE_H
#define PROCBENCH_RESULT_MACHINE_H

#include "procbench/base/error.h"
#include "procbench/base/facts.h"
#include "procbench/base/text.h"

#include <stdbool.h>

/*
 * 0 if all facts of the fingerprint are equal; else -EXDEV and the differences with both values. A
 * fact that one side lacks counts as different, and essential facts must be present.
 */
int machine_same(const char *old_name, const struct facts *old_host, const char *new_name,
		 const struct facts *new_host, struct error *error);

/* The same without a message. */
bool machine_is_same(const struct facts *old_host, const struct facts *new_host);

/* "kernel: '6.1', '6.9'; CPUs: '2', '4'": the differences with both values. */
void machine_add_differences(struct text *out, const struct facts *old_host,
			     const struct facts *new_host);

#endif
