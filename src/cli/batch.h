/*
 * batch: runs claims or reproductions one after the other, with a progress bar, until all are done
 * or a signal arrives, and writes the report.
 */
#ifndef PROCBENCH_CLI_BATCH_H
#define PROCBENCH_CLI_BATCH_H

#include "config.h"

#include "procbench/base/text.h"
#include "procbench/claims/claims.h"

#include <stdbool.h>

struct batch {
	size_t count;             /* of items */
	uint64_t time_ns;         /* for all items together; 0: no limit */
	struct claims_head *head; /* of the report; batch_run() fills it */
	bool is_timed;            /* whether times are measured, which noise distorts */
	void *self;               /* passed to these functions: */
	const char *(*name_of)(const void *self, size_t i);
	/* Runs item i and keeps the answer. 0; -EINTR if interrupted; or -errno. */
	int (*try)(void *self, size_t i, const struct claim_bench *bench, struct error *error);
	/* Appends the report; 0 or -ENOMEM. */
	int (*write)(const void *self, struct text *out);
	/* Adds what could not be tested or measured, and why; 0 or -ENOMEM. */
	int (*add_failures)(const void *self, struct text_list *failures);
	/* The exit status by the answers. */
	int (*judge)(const void *self);
};

/* Runs all items and writes the report to standard output, or an error to standard error. Returns
 * the exit status. */
int batch_run(const struct batch *batch, const struct config *config);

#endif
