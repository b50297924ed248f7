/* floor_create: the calls of the floor. Built without libc, for its subject. */
#include "procbench/methods/floor.h"

#include <signal.h>
#include <stddef.h>

static long floor_create(struct creation *creation)
{
	return sys_clone(SIGCHLD, NULL, NULL, creation_run_child, creation);
}

const struct creation_calls floor_calls = {floor_create, creation_reap, creation_settle_nothing};
