/*
 * progress: a bar on standard error, drawn between launches only.
 */
#ifndef PROCBENCH_CLI_PROGRESS_H
#define PROCBENCH_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
	bool shown; /* the line is not empty */
	uint64_t start_ns;
	uint64_t drawn_ns; /* last time */
};

/* For struct run_progress; `context` is a struct progress. Round 0: not shown. */
void progress_show(void *context, double fraction, uint64_t round, const char *spec);

/* Erases the line. */
void progress_end(struct progress *progress);

#endif
