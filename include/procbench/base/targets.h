/*
 * targets: the one list of the programs of ours that a child can execute.
 *
 * What exec= takes, what travels inside the binary, `list` and the contract tests follow from it.
 */
#ifndef PROCBENCH_BASE_TARGETS_H
#define PROCBENCH_BASE_TARGETS_H

#include <stdbool.h>

/* X(id, name, the target that interprets it, tells MAIN, what the child executes), as in `list`. */
#define TARGET_LIST(X)                                                                 \
	X(TINY, tiny, NONE, false, "the smallest target there is")                     \
	X(STATIC, static, NONE, true, "a program with libc, linked statically")        \
	X(DYNAMIC, dynamic, NONE, true,                                                \
	  "a program with libc, linked dynamically; its image stamp is its own first " \
	  "instruction, after the dynamic loader")                                     \
	X(SCRIPT, script, TINY, false, "a file that begins with #! and has tiny interpret it")

enum target_id {
#define TARGET_ENUM(id, ...) TARGET_##id,
	TARGET_LIST(TARGET_ENUM)
#undef TARGET_ENUM
		TARGET_COUNT,
	TARGET_NONE = TARGET_COUNT
};

/* Their names as the choices of a key: "tiny|". */
#define TARGET_CHOICE(id, name, ...) #name "|"
#define TARGET_CHOICES               TARGET_LIST(TARGET_CHOICE)

struct target {
	enum target_id id;
	const char *name;           /* as exec= says it */
	enum target_id interpreter; /* that the kernel executes in its place, or TARGET_NONE */
	bool tells_main;            /* takes MAIN, not only IMAGE */
	const char *summary;
};

extern const struct target target_table[TARGET_COUNT];

/* The target of that name, or NULL: nothing is executed, or a program that is not ours. */
const struct target *target_find(const char *name);

#endif
