/* reproductions: all of them, each a `const struct reproduction reproduction_ID`. */
#ifndef PROCBENCH_SRC_CLAIMS_REPRODUCTIONS_H
#define PROCBENCH_SRC_CLAIMS_REPRODUCTIONS_H

#define REPRODUCTION_LIST(X) \
	X(hotos_memory)      \
	X(hotos_mappings)    \
	X(dup_mmap)          \
	X(redis)             \
	X(folios)            \
	X(lazy_tables)       \
	X(ruby_spawn)        \
	X(libuv_spawn)       \
	X(electron_reserve)  \
	X(erlexec_close)     \
	X(into_cgroup)       \
	X(pidmap_lock)       \
	X(stress_exec)

#endif
