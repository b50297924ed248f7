/*
 * targets: the list of embedded programs that a child can execute.
 *
 * The values of exec=, the embedded files, `list` and the contract tests are derived from it.
 */
#ifndef PROCBENCH_BASE_TARGETS_H
#define PROCBENCH_BASE_TARGETS_H

#include <stdbool.h>

/* X(id, symbol, name, the target that interprets it, records MAIN, summary for `list`). */
#define TARGET_LIST(X)                                                                          \
	X(TINY, tiny, "tiny", NONE, false, "the smallest target: no libc, exits at once")       \
	X(STATIC, static, "static", NONE, true, "a program with libc, linked statically")       \
	X(STATIC_PIE, static_pie, "static-pie", NONE, true,                                     \
	  "the same, position-independent: it relocates itself at its start")                   \
	X(DYNAMIC, dynamic, "dynamic", NONE, true,                                              \
	  "a program with libc, linked dynamically; its image timestamp is taken at its first " \
	  "instruction, after the dynamic loader")                                              \
	X(SCRIPT, script, "script", TINY, false, "a #! script interpreted by tiny")

enum target_id {
#define TARGET_ENUM(id, ...) TARGET_##id,
	TARGET_LIST(TARGET_ENUM)
#undef TARGET_ENUM
		TARGET_COUNT,
	TARGET_NONE = TARGET_COUNT
};

/* The names as choices of a key: "tiny|". */
#define TARGET_CHOICE(id, symbol, name, ...) name "|"
#define TARGET_CHOICES                       TARGET_LIST(TARGET_CHOICE)

struct target {
	enum target_id id;
	const char *name;           /* as in exec= */
	enum target_id interpreter; /* executed by the kernel instead, or TARGET_NONE */
	bool tells_main;            /* records MAIN as well as IMAGE */
	const char *summary;
};

extern const struct target target_table[TARGET_COUNT];

/* The target of that name, or NULL for "none" and for paths. */
const struct target *target_find(const char *name);

#endif
