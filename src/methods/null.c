/* null: the control. It creates nothing, so it measures the overhead of the harness. */
#include "procbench/methods/method.h"

static long null_create(struct creation *creation)
{
	(void)creation;
	return 0;
}

static long null_reap(struct creation *creation, long pid, struct reaped *reaped)
{
	(void)creation;
	(void)pid;
	(void)reaped;
	return 0;
}

const struct method method_null = {
	.name = "null",
	.summary = "control: the same code path, but nothing is created",
	.call = "nothing but the two clock reads",
	.groups = METHOD_GROUPS_PARENT,
	.calls = {null_create, null_reap, creation_settle_nothing},
};
