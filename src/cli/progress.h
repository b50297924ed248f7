/*
 * progress: a bar on standard error, drawn between launches only.
 */
#ifndef PROCBENCH_CLI_PROGRESS_H
#define PROCBENCH_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
	bool shown; /* something stands on the line */
	uint64_t start_ns;
	uint64_t drawn_ns; /* when last */
};

/* For struct run_progress; `context` is a struct progress. Round 0: it is not told. */
void progress_show(void *context, double fraction, uint64_t round, const char *spec);

/* Wipes the line. */
void progress_end(struct progress *progress);

#endif
