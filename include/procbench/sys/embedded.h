/*
 * embedded: the programs that travel inside the binary, made executable in a memfd, so that no
 * temporary file is ever left and a `noexec` folder does not matter.
 */
#ifndef PROCBENCH_SYS_EMBEDDED_H
#define PROCBENCH_SYS_EMBEDDED_H

#include "procbench/base/error.h"
#include "procbench/base/targets.h"

/* The targets, in their order, and what is none. */
enum embedded {
#define EMBEDDED_ENUM(id, ...) EMBEDDED_##id,
	TARGET_LIST(EMBEDDED_ENUM)
#undef EMBEDDED_ENUM
		EMBEDDED_FLOOR /* the freestanding subject */
};

static inline enum embedded embedded_target(const struct target *target)
{
	return (enum embedded)target->id;
}

/*
 * A read-only, close-on-exec descriptor of the program (nobody holds it open for writing, so exec
 * does not say ETXTBSY), owned by the caller; -errno where this machine forbids executable memfds.
 */
int embedded_open(enum embedded program, struct error *error);

/*
 * Whether this machine can execute it: 0, or -errno and the reason. A program that needs a dynamic
 * loader is tried once, for it needs a libc no older than its own too.
 */
int embedded_probe(enum embedded program, struct error *error);

#endif
