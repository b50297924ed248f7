/* work: the child's steps that need libc. */
#include "work.h"

#include "child.h"
#include "cooling.h"
#include "executing.h"
#include "leaving.h"

#include "procbench/methods/closing.h"
#include "procbench/methods/joining.h"
#include "procbench/methods/nesting.h"
#include "procbench/methods/wiring.h"
#include "procbench/shapes/shape.h"

#include <sys/resource.h>
#include <unistd.h>

/* Above the fixed descriptors of a subject, even those that this case does not use. */
#define CLOSE_FROM ARENA_FD_FREE

static void add_step(struct creation *creation, creation_step *step)
{
	if (step)
		child_add_step(creation, step);
}

static void plan_closing(struct creation *creation, const struct closing *closing)
{
	struct rlimit limit;

	creation->close_from = CLOSE_FROM;
	creation->close_below =
		getrlimit(RLIMIT_NOFILE, &limit) == 0 ? (unsigned)limit.rlim_cur : 0;
	add_step(creation, closing->step);
}

/* Writes to the child's copy of the parent's memory. */
static void step_write(const struct creation *creation)
{
	for (size_t at = 0; at < creation->child_writes; at += creation->child_stride)
		creation->memory[at] = 2;
}

static void plan_writes(struct creation *creation, const struct keys *keys)
{
	creation->memory = shape_rss();
	creation->page_bytes = (size_t)sysconf(_SC_PAGESIZE);
	creation->child_stride = keys->number[KEY_STRIDE] * creation->page_bytes;
	creation->child_writes = keys->number[KEY_TOUCH] * creation->child_stride;
	creation->parent_writes = keys->number[KEY_TOUCH_PARENT] * creation->page_bytes;
	if (creation->child_writes > 0)
		child_add_step(creation, step_write);
}

int work_plan(const struct method *method, struct creation *creation, const struct keys *keys,
	      struct error *error)
{
	if (method_takes(method, KEY_DEPTH) && keys->number[KEY_DEPTH] > 1)
		child_add_step(creation, nesting_step);
	if (method_takes(method, KEY_STDIO))
		add_step(creation, wiring_step(keys->number[KEY_STDIO]));
	if (method_takes(method, KEY_JOIN))
		add_step(creation, joining_step(keys));
	plan_writes(creation, keys);
	if (method_takes(method, KEY_CLOSE))
		plan_closing(creation, &closing_table[keys->number[KEY_CLOSE]]);
	if (method_takes(method, KEY_EXIT))
		add_step(creation, leaving_step(keys->number[KEY_EXIT]));
	if (method_takes(method, KEY_VIA) &&
	    executing_plan(creation, keys->number[KEY_VIA], error) < 0)
		return -error->code;
	return keys->number[KEY_COLD] == KEY_COLD_YES ? cooling_plan(creation, error) : 0;
}
