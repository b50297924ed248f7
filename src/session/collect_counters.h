/* collect_counters: what a case's counting launches have counted, for its result. */
#ifndef PROCBENCH_SRC_SESSION_COLLECT_COUNTERS_H
#define PROCBENCH_SRC_SESSION_COLLECT_COUNTERS_H

#include "procbench/result/result.h"
#include "procbench/run/run.h"

/* 0 or -ENOMEM. */
int collect_counters(struct result_counters *to, const struct run_counters *from);

#endif
