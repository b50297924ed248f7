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

void child_cannot_execute(const struct creation *creation, int code)
{
	creation->stamps->exec_errno = code;
	sys_exit_group(EXIT_EXEC_FAILED);
}

static void step_execute(const struct creation *creation)
{
	long status = sys_execve(creation->program, creation->argv, creation->environment);

	child_cannot_execute(creation, (int)-status);
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

/* The step that executes the program, which is the last one, or the end of the steps. */
static creation_step **execution_of(struct creation *creation)
{
	creation_step **step = creation->steps;

	while (*step && (step[1] || !creation->program))
		step++;
	return step;
}

void child_add_step(struct creation *creation, creation_step *added)
{
	creation_step **step = execution_of(creation);

	step[1] = *step;
	step[0] = added;
}

void child_replace_execution(struct creation *creation, creation_step *execution)
{
	*execution_of(creation) = execution;
}
