/*
 * shape_seen: reads the state of the calling process that shapes change. Uses no stdio and no heap,
 * and leaves nothing mapped.
 */
#ifndef PROCBENCH_SHAPES_SHAPE_SEEN_H
#define PROCBENCH_SHAPES_SHAPE_SEEN_H

#include "procbench/base/error.h"

#include <stddef.h>
#include <stdint.h>

/* What to read. */
enum shape_sees {
	SHAPE_SEES_MEMORY = 1,   /* smaps_rollup */
	SHAPE_SEES_MAPPINGS = 2, /* the lines of maps */
	SHAPE_SEES_FDS = 4,
	SHAPE_SEES_STATUS = 8,
	SHAPE_SEES_CHILDREN = 16
};

/* Value of what was not read or is not provided by the kernel. */
#define SHAPE_UNSEEN UINT64_MAX

struct shape_seen {
	/* bytes */
	uint64_t resident;
	uint64_t anonymous;
	uint64_t huge; /* anonymous memory in transparent huge pages */
	uint64_t pool; /* private hugetlb pages, which the kernel does not count as resident */
	uint64_t locked;
	uint64_t tables; /* page tables, all levels */
	uint64_t mapped; /* address space */
	/* counts */
	uint64_t mappings;
	uint64_t descriptors; /* from CREATION_FDS_KEPT on; of these: */
	uint64_t sockets;
	uint64_t pipes; /* their ends */
	uint64_t memfds;
	uint64_t eventfds;
	uint64_t threads;
	uint64_t handlers;
	uint64_t filters;
	uint64_t children;
};

/* Reads the parts given by enum shape_sees. */
void shape_look(struct shape_seen *seen, unsigned sees);

/* Parses the texts of smaps_rollup and status; "" for what was not read. Pure. */
void shape_read_memory(struct shape_seen *seen, const char *smaps_rollup);
void shape_read_status(struct shape_seen *seen, const char *status);

/*
 * 0, or -EAGAIN ("rss: expected 4096 bytes, found 0") if less than `wanted` was added between two
 * readings; 0 if the kernel does not provide the number.
 */
int shape_expect(const char *key, uint64_t wanted, const char *unit, uint64_t before, uint64_t now,
		 struct error *error);

#endif
