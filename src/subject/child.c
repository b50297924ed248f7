/* child: the steps that run in a child. Raw calls only, because memory may be shared. */
#include "child.h"

#include "procbench/sys/clock.h"

#include <stddef.h>

/* Exit status of a shell that cannot execute a program. */
#define EXIT_EXEC_FAILED 127

static void step_stamp_counter(const struct creation *creation)
{
	creation->stamps->child = counter_read();
}

static void step_stamp_clock(const struct creation *creation)
{
	creation->stamps->child = clock_now_ns();
}

static void step_move(const struct creation *creation)
{
	sys_move_to_cpu(creation->child_cpu);
}

static void step_execute(const struct creation *creation)
{
	long status = sys_execve(creation->program, creation->argv, creation->environment);

	creation->stamps->exec_errno = (int32_t)-status;
	sys_exit_group(EXIT_EXEC_FAILED);
}

void child_plan(struct creation *creation, enum arena_stamping stamping)
{
	creation_step **step = creation->steps;

	if (stamping == ARENA_STAMP_COUNTER)
		*step++ = step_stamp_counter;
	if (stamping == ARENA_STAMP_CLOCK)
		*step++ = step_stamp_clock;
	if (creation->child_cpu >= 0)
		*step++ = step_move;
	if (creation->program)
		*step++ = step_execute;
	*step = NULL;
}

void child_add_step(struct creation *creation, creation_step *added)
{
	creation_step **step = creation->steps;

	while (*step && *step != step_execute)
		step++;
	step[1] = *step;
	step[0] = added;
}
