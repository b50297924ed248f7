/*
 * machine: whether two results come from machines whose times can be held against each other.
 */
#ifndef PROCBENCH_RESULT_MACHINE_H
#define PROCBENCH_RESULT_MACHINE_H

#include "procbench/base/error.h"
#include "procbench/base/facts.h"

/*
 * 0 when all facts that make up the fingerprint are the same; else -EXDEV and what differs, with
 * both values. A fact that one of them lacks differs too, and one that none can do without must be
 * there.
 */
int machine_same(const char *old_name, const struct facts *old_host, const char *new_name,
		 const struct facts *new_host, struct error *error);

#endif
