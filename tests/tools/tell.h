/* tell: the inherited state of a target, as it reports it through a descriptor. */
#ifndef PROCBENCH_TESTS_TOOLS_TELL_H
#define PROCBENCH_TESTS_TOOLS_TELL_H

#include <stdint.h>

#define TELL_FD 4
#define TELL_AT 1024 /* where in the file */

/* All of it plain, without padding, so that two can be compared as bytes. */
struct told {
	uint64_t blocked;     /* signals, bit N - 1 for signal N */
	uint64_t ignored;     /* the same */
	uint64_t fds;         /* open descriptors below 64 */
	uint64_t environment; /* a sum over all variables but hyperfine's, in any order */
	uint32_t leads_group; /* 1: its process group is its own */
	uint32_t leads_session;
	uint32_t gid;          /* effective */
	uint32_t null_streams; /* of the descriptors 0 to 2, bits: /dev/null */
	uint32_t pads;         /* variables of hyperfine's */
	uint32_t said;         /* 1: it ran */
	uint32_t pad_bytes;
	uint32_t parts;       /* argc */
	uint32_t made_cgroup; /* 1: it is in one that procbench made */
	uint32_t none;
};

#endif
