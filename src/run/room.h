/*
 * room: whether what a case builds fits into this machine. Part of the plan.
 */
#ifndef PROCBENCH_RUN_ROOM_H
#define PROCBENCH_RUN_ROOM_H

#include "procbench/base/error.h"
#include "procbench/base/keys.h"
#include "procbench/sys/capacity.h"

/* What all parents of the case and one child of each need at the same time, by their keys. Pure. */
void capacity_needs(const struct keys *keys, uint64_t needs[CAPACITY_COUNT]);

/* 0, or -ENOMEM and the keys that ask for too much: "rss=64G: needs 65.1 GiB, ...". */
int capacity_check(const struct keys *keys, struct error *error);

#endif
