/*
 * judge: how a launch ended.
 */
#ifndef PROCBENCH_RUN_JUDGE_H
#define PROCBENCH_RUN_JUDGE_H

#include "watch.h"

/* Once all is over: launch->end, and why it was refused or lost. */
void launch_judge(struct launch *launch, const struct watch *watch);

#endif
