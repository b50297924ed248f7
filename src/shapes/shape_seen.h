/*
 * shape_seen: what the kernel says of the calling process, as far as shapes change it. No stdio, no
 * heap, and nothing stays mapped.
 */
#ifndef PROCBENCH_SHAPES_SHAPE_SEEN_H
#define PROCBENCH_SHAPES_SHAPE_SEEN_H

#include "procbench/base/error.h"

#include <stddef.h>
#include <stdint.h>

/* What is to be looked at. */
enum shape_sees {
	SHAPE_SEES_MEMORY = 1,   /* smaps_rollup */
	SHAPE_SEES_MAPPINGS = 2, /* the lines of maps */
	SHAPE_SEES_FDS = 4,
	SHAPE_SEES_STATUS = 8,
	SHAPE_SEES_CHILDREN = 16
};

/* Of what the kernel does not tell, or was not asked. */
#define SHAPE_UNSEEN UINT64_MAX

struct shape_seen {
	/* bytes */
	uint64_t resident;
	uint64_t anonymous;
	uint64_t huge; /* of the anonymous ones, in transparent huge pages */
	uint64_t pool; /* private, in huge pages of the pool; not resident by the kernel's count */
	uint64_t locked;
	uint64_t tables; /* page tables, all levels */
	/* counts */
	uint64_t mappings;
	uint64_t descriptors; /* from CREATION_FDS_KEPT on */
	uint64_t threads;
	uint64_t handlers;
	uint64_t filters;
	uint64_t children;
};

/* Looks at what enum shape_sees says. */
void shape_look(struct shape_seen *seen, unsigned sees);

/* The same by given texts of smaps_rollup and status; "" for what is unseen. Pure. */
void shape_read_memory(struct shape_seen *seen, const char *smaps_rollup);
void shape_read_status(struct shape_seen *seen, const char *status);

/*
 * 0, or -EAGAIN and the numbers where less than `wanted` has come between two looks; 0 where the
 * kernel does not tell. "rss: 4096 bytes wanted, 0 seen".
 */
int shape_expect(const char *key, uint64_t wanted, const char *unit, uint64_t before, uint64_t now,
		 struct error *error);

#endif
