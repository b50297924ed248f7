/* tracer_program: the search of execvp, for a child that shares its parent's memory. */
#ifndef PROCBENCH_SRC_SYS_TRACER_PROGRAM_H
#define PROCBENCH_SRC_SYS_TRACER_PROGRAM_H

#include "procbench/base/text.h"

struct tracer_program {
	char *const *argv;
	struct text paths; /* where it may be, each with a NUL behind it */
	char **script;     /* the words, were it a script */
	long error;        /* -errno without a path */
};

/* 0 or -ENOMEM; end with tracer_program_free() either way. */
int tracer_program_find(struct tracer_program *program, char *const *argv);
/* As execvp; returns -errno. Child-safe. */
long tracer_program_execute(const struct tracer_program *program);
void tracer_program_free(struct tracer_program *program);

#endif
