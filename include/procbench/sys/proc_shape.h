/*
 * proc_shape: what a live process is made of, as far as creating a process from it depends on it.
 *
 * The parser is pure: the text is the caller's, and may be anything.
 */
#ifndef PROCBENCH_SYS_PROC_SHAPE_H
#define PROCBENCH_SYS_PROC_SHAPE_H

#include "procbench/base/error.h"

#include <stdbool.h>
#include <stdint.h>

/* Sums stay at UINT64_MAX once they have reached it. */
struct proc_shape {
	char name[64];   /* of the program, as the kernel cuts it; may hold any character */
	char state;      /* 'R', 'S', 'Z' ..; 0 where it was not told */
	bool has_memory; /* false: a kernel thread, or a process that has ended */
	/* of the mappings that fork copies */
	uint64_t mappings;
	uint64_t areas;         /* those with private small pages that were written */
	uint64_t tables;        /* regions of 2 MiB that those pages lie in, at least */
	uint64_t private_bytes; /* their written private memory, huge pages included .. */
	uint64_t thp_bytes;     /* .. which are so much of it */
	uint64_t hugetlb_bytes; /* private */
	uint64_t swap_bytes;
	uint64_t locked_bytes;
	uint64_t common_bytes; /* of files and shared: mapped, and left to faults by fork */
	/* of those that it does not copy (MADV_DONTFORK) */
	uint64_t dontfork_bytes;
	/* the process */
	uint64_t threads;
	uint64_t handlers; /* signals that it catches */
	uint64_t fds;
	bool fds_known;
};

/* A text of /proc/PID/smaps, line by line; start from {0}. */
struct proc_shape_smaps {
	bool open; /* inside a mapping */
	bool dontfork;
	uint64_t start, end;
	uint64_t rss, private_bytes, thp, hugetlb, swap, locked;
	uint64_t table; /* the last region that was counted, plus 1 */
};

/* Takes one line, its end included or not. What it does not know it skips. */
void proc_shape_add_smaps(struct proc_shape *shape, struct proc_shape_smaps *smaps,
			  const char *line);

/* Behind the last line. */
void proc_shape_end_smaps(struct proc_shape *shape, struct proc_shape_smaps *smaps);

/* The same of one line of /proc/PID/status. */
void proc_shape_add_status(struct proc_shape *shape, const char *line);

/*
 * Reads it of process `pid`. -ESRCH: there is none, or it ended meanwhile; -EACCES: its memory may
 * not be looked at; -EINVAL: it has no memory. Descriptors that may not be looked at are not known,
 * and no failure.
 */
int proc_shape_read(struct proc_shape *shape, int pid, struct error *error);

#endif
