/*
 * reap: how the parent waits for its child and reaps it, for methods that support KEY_GROUP_REAP.
 */
#ifndef PROCBENCH_METHODS_REAP_H
#define PROCBENCH_METHODS_REAP_H

#include "procbench/methods/method.h"

struct reap_strategy {
	const char *name; /* value of reap= */
	const char *summary;
	/* 0 or -errno and why this machine does not support it; NULL: always supported. */
	int (*probe)(struct error *error);
	/* In the subject, before its shape is built: permanent setup. NULL: nothing to do. */
	int (*begin)(struct error *error);
	/*
	 * In the subject, before the loop, after `reap` is set in creation->calls: permanent setup;
	 * may replace reap() and settle(). NULL: nothing to do.
	 */
	int (*prepare)(struct creation *creation, struct error *error);
	/* As in struct creation_calls. Only some ways fill in the usage. */
	long (*reap)(struct creation *creation, long pid, struct reaped *reaped);
};

/* State of reaping for one creation, creation->reaping. */
extern const size_t reap_state_bytes;

/* Indexed by the key's choices. */
extern const struct reap_strategy reap_table[KEY_REAP_COUNT];

/*
 * Blocks the signal that reap= needs before the subject starts threads, which inherit the mask.
 * 0 or -errno.
 */
int reap_begin(const struct method *method, const struct keys *keys, struct error *error);

/*
 * The last part of method_prepare(): selects the way of reaping in creation->calls, preceded by the
 * parent's writes if creation->parent_writes is not 0. 0 or -errno.
 */
int reap_prepare(const struct method *method, struct creation *creation, const struct keys *keys,
		 struct error *error);

#endif
