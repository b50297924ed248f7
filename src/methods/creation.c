/* creation: functions shared by methods. Built with and without libc. */
#include "procbench/methods/creation.h"

#include <errno.h>
#include <stddef.h>

void creation_run_steps(const struct creation *creation)
{
	for (creation_step *const *step = creation->steps; *step; step++)
		(*step)(creation);
}

void creation_run_child(void *creation)
{
	creation_run_steps(creation);
	sys_exit_group(0);
}

long creation_reap(struct creation *creation, long pid, struct reaped *reaped)
{
	long got;

	(void)creation;
	if (pid < 0)
		return 0;
	do
		got = sys_wait4((pid_t)pid, &reaped->status, 0, &reaped->usage);
	while (got == -EINTR);
	return got < 0 ? got : 0;
}

void creation_settle_nothing(struct creation *creation, struct reaped *reaped)
{
	(void)creation;
	(void)reaped;
}
