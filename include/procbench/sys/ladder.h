/*
 * ladder: a dynamically linked target that needs more libraries, all of them made when they are
 * needed and kept in memory (memfd), so that neither a compiler nor a file is needed.
 */
#ifndef PROCBENCH_SYS_LADDER_H
#define PROCBENCH_SYS_LADDER_H

#include "procbench/base/error.h"

#include <stdint.h>

#define LADDER_LIBRARIES_MAX   64
#define LADDER_RELOCATIONS_MAX 1000000 /* per library */

/* The longest path of a library: /proc/PID/fd/NUMBER. */
#define LADDER_PATH_BYTES 40
#define LADDER_ROOM_BYTES (LADDER_LIBRARIES_MAX * LADDER_PATH_BYTES)
/* What the room holds in the file that is embedded. */
#define LADDER_MARK "room for the paths of libraries"

struct ladder {
	int program; /* read-only and close-on-exec, to be executed; -1: none */
	int libraries[LADDER_LIBRARIES_MAX];
	uint64_t count;
};

/*
 * Makes the program and that many libraries with that many relative relocations each. The program
 * finds the libraries through this process, as long as they are open in it. 0 or -errno.
 */
int ladder_open(struct ladder *ladder, uint64_t libraries, uint64_t relocations,
		struct error *error);
void ladder_close(struct ladder *ladder);

#endif
