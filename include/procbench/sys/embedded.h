/*
 * embedded: programs embedded in the binary, executed from a memfd, so that no temporary file is
 * needed and `noexec` mounts do not matter.
 */
#ifndef PROCBENCH_SYS_EMBEDDED_H
#define PROCBENCH_SYS_EMBEDDED_H

#include "procbench/base/error.h"
#include "procbench/base/targets.h"

/*
 * X(id, name): what is embedded and no target. The Makefile builds the file of that name. In order:
 * the freestanding subject; what QEMU loads to count instructions; the dynamic target with room for
 * more libraries, see ladder.h; the helper of like-java.
 */
#define EMBEDDED_LIST(X)  \
	X(FLOOR, floor)   \
	X(PLUGIN, plugin) \
	X(LADDER, ladder) \
	X(JAVA_HELPER, java_helper)

/* The targets, in their order, and what is none. */
enum embedded {
#define EMBEDDED_ENUM(id, ...) EMBEDDED_##id,
	TARGET_LIST(EMBEDDED_ENUM) EMBEDDED_LIST(EMBEDDED_ENUM)
#undef EMBEDDED_ENUM
};

static inline enum embedded embedded_target(const struct target *target)
{
	return (enum embedded)target->id;
}

/*
 * A read-only, close-on-exec descriptor of the program, owned by the caller (not open for writing,
 * so exec does not fail with ETXTBSY); -errno if this machine forbids executable memfds.
 */
int embedded_open(enum embedded program, struct error *error);

/* Writes the program to that descriptor. */
int embedded_copy(enum embedded program, int to, struct error *error);

/*
 * Whether this machine can execute it: 0, or -errno and the reason. A dynamically linked program is
 * executed once, because it also needs a sufficiently new libc.
 */
int embedded_probe(enum embedded program, struct error *error);

/* An empty memfd that can be executed once it is closed for writing; or -1 with errno. */
int embedded_memfd(const char *name);

/* The same file, read-only and close-on-exec; or -errno. */
int embedded_reopen(int fd);

#endif
