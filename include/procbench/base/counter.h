/* counter: the events that --counters counts, by number and name. */
#ifndef PROCBENCH_BASE_COUNTER_H
#define PROCBENCH_BASE_COUNTER_H

/* clang-format off */

/* X(NUMBER, name) */
#define COUNTER_LIST(X) \
	X(INSTRUCTIONS_USER, instructions_user) \
	X(INSTRUCTIONS_KERNEL, instructions_kernel) \
	X(CYCLES_USER, cycles_user) \
	X(CYCLES_KERNEL, cycles_kernel) \
	X(PAGE_FAULTS, page_faults) \
	X(CONTEXT_SWITCHES, context_switches) \
	X(MIGRATIONS, migrations) \
	X(CACHE_MISSES, cache_misses) \
	X(DTLB_MISSES, dtlb_misses) \
	X(ITLB_MISSES, itlb_misses) \
	X(BRANCH_MISSES, branch_misses)

/* clang-format on */

#define COUNTER_NUMBER(number, name) COUNTER_##number,
enum counter { COUNTER_LIST(COUNTER_NUMBER) COUNTER_COUNT };
#undef COUNTER_NUMBER

/* "instructions_user", ... */
extern const char *const counter_names[COUNTER_COUNT];

#endif
