/*
 * targets: the one list of the programs of ours that a child can execute.
 *
 * What exec= takes, what travels inside the binary, `list` and the contract tests follow from it.
 */
#ifndef PROCBENCH_BASE_TARGETS_H
#define PROCBENCH_BASE_TARGETS_H

/* X(id, name, what the child executes), in the order of `list`. */
#define TARGET_LIST(X) X(TINY, tiny, "the smallest target there is")

enum target_id {
#define TARGET_ENUM(id, ...) TARGET_##id,
	TARGET_LIST(TARGET_ENUM)
#undef TARGET_ENUM
		TARGET_COUNT
};

/* Their names as the choices of a key: "tiny|". */
#define TARGET_CHOICE(id, name, ...) #name "|"
#define TARGET_CHOICES               TARGET_LIST(TARGET_CHOICE)

struct target {
	enum target_id id;
	const char *name; /* as exec= says it */
	const char *summary;
};

extern const struct target target_table[TARGET_COUNT];

/* The target of that name, or NULL: nothing is executed, or a program that is not ours. */
const struct target *target_find(const char *name);

#endif
