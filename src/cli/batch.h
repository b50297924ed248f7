/*
 * batch: things that are tried one after the other, with a bar, until all are done or a signal
 * ends it; and the report that becomes of them.
 */
#ifndef PROCBENCH_CLI_BATCH_H
#define PROCBENCH_CLI_BATCH_H

#include "config.h"

#include "procbench/base/text.h"
#include "procbench/claims/claims.h"

struct batch {
	size_t count;             /* of what is to be tried */
	uint64_t time_ns;         /* for all together; 0: as long as it takes */
	struct claims_head *head; /* of the report; batch_run() fills it */
	void *self;               /* the verb's own, for its functions: */
	const char *(*name_of)(const void *self, size_t i);
	/* Tries number i and keeps the answer. 0; -EINTR when it was cut short; or -errno. */
	int (*try)(void *self, size_t i, const struct claim_bench *bench, struct error *error);
	/* Appends the report; 0 or -ENOMEM. */
	int (*write)(const void *self, struct text *out);
	/* The exit status that the answers deserve. */
	int (*judge)(const void *self);
};

/* Tries all, writes the report to standard output, or what failed to standard error; returns the
 * exit status. */
int batch_run(const struct batch *batch, const struct config *config);

#endif
