/*
 * proc_shape: the state of a running process that affects process creation.
 *
 * The parser is pure and accepts arbitrary text.
 */
#ifndef PROCBENCH_SYS_PROC_SHAPE_H
#define PROCBENCH_SYS_PROC_SHAPE_H

#include "procbench/base/error.h"

#include <stdbool.h>
#include <stdint.h>

/* Sums saturate at UINT64_MAX. */
struct proc_shape {
	char name[64];   /* program name, truncated by the kernel; may contain any character */
	char state;      /* 'R', 'S', 'Z' ..; 0: unknown */
	bool has_memory; /* false: a kernel thread, or a process that has ended */
	/* mappings that fork copies: */
	uint64_t mappings;
	uint64_t areas;         /* those with private small pages that were written */
	uint64_t tables;        /* minimum number of 2 MiB regions of those pages */
	uint64_t private_bytes; /* written private memory, including huge pages */
	uint64_t thp_bytes;     /* part of it in transparent huge pages */
	uint64_t hugetlb_bytes; /* private */
	uint64_t swap_bytes;
	uint64_t locked_bytes;
	uint64_t common_bytes; /* file and shared memory, whose page tables fork does not copy */
	/* mappings that fork skips (MADV_DONTFORK): */
	uint64_t dontfork_bytes;
	/* the process */
	uint64_t threads;
	uint64_t handlers; /* signals with a handler */
	uint64_t fds;
	bool fds_known;
};

/* Parser of /proc/PID/smaps, line by line; initialize with {0}. */
struct proc_shape_smaps {
	bool open; /* inside a mapping */
	bool dontfork;
	uint64_t start, end;
	uint64_t rss, private_bytes, thp, hugetlb, swap, locked;
	uint64_t table; /* last counted region plus 1 */
};

/* Parses one line, with or without newline; ignores unknown lines. */
void proc_shape_add_smaps(struct proc_shape *shape, struct proc_shape_smaps *smaps,
			  const char *line);

/* Call after the last line. */
void proc_shape_end_smaps(struct proc_shape *shape, struct proc_shape_smaps *smaps);

/* Parses one line of /proc/PID/status, likewise. */
void proc_shape_add_status(struct proc_shape *shape, const char *line);

/*
 * Reads the state of process `pid`. -ESRCH: no such process, or it exited; -EACCES: no permission
 * to read its memory map; -EINVAL: it has no memory. Unreadable descriptors are not an error.
 */
int proc_shape_read(struct proc_shape *shape, int pid, struct error *error);

#endif
