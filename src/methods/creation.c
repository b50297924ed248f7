/* creation: the parts that methods share. Built with and without libc. */
#include "procbench/methods/creation.h"

#include <errno.h>
#include <stddef.h>

void creation_run_child(void *argument)
{
	const struct creation *creation = argument;
	creation_step *const *step = creation->steps;

	for (;;)
		(*step++)(creation);
}

long creation_reap(long pid, struct reaped *reaped)
{
	long got;

	if (pid < 0)
		return 0;
	do
		got = sys_wait4((pid_t)pid, &reaped->status, 0, &reaped->usage);
	while (got == -EINTR);
	return got < 0 ? got : 0;
}

void creation_settle_nothing(struct creation *creation)
{
	(void)creation;
}
