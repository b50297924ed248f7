/* targets: the list of embedded programs that a child can execute. */
#include "procbench/base/targets.h"

#include <stddef.h>
#include <string.h>

#define TARGET_ROW(id, symbol, name, interpreter, tells_main, summary) \
	[TARGET_##id] = {TARGET_##id, name, TARGET_##interpreter, tells_main, summary},
const struct target target_table[TARGET_COUNT] = {TARGET_LIST(TARGET_ROW)};
#undef TARGET_ROW

const struct target *target_find(const char *name)
{
	for (int id = 0; id < TARGET_COUNT; id++)
		if (strcmp(target_table[id].name, name) == 0)
			return &target_table[id];
	return NULL;
}
