/* work: what a child does beside the steps that every subject knows. */
#include "work.h"

#include "child.h"

#include "procbench/methods/closing.h"

#include <sys/resource.h>

/* Above the places that descriptors of ours have, whether this case needs them or not. */
#define CLOSE_FROM ARENA_FD_FREE

static void plan_closing(struct creation *creation, const struct closing *closing)
{
	struct rlimit limit;

	creation->close_from = CLOSE_FROM;
	creation->close_below =
		getrlimit(RLIMIT_NOFILE, &limit) == 0 ? (unsigned)limit.rlim_cur : 0;
	if (closing->step)
		child_add_step(creation, closing->step);
}

void work_plan(const struct method *method, struct creation *creation, const struct keys *keys)
{
	if (method_takes(method, KEY_CLOSE))
		plan_closing(creation, &closing_table[keys->number[KEY_CLOSE]]);
}
