/*
 * reap: how the parent learns of its child's end and collects it, for the methods that take the
 * keys of KEY_GROUP_REAP.
 */
#ifndef PROCBENCH_METHODS_REAP_H
#define PROCBENCH_METHODS_REAP_H

#include "procbench/methods/method.h"

struct reap_strategy {
	const char *name; /* as reap= says it */
	const char *summary;
	/* 0, or why this machine cannot do it; NULL: it always can. May be asked in any process. */
	int (*probe)(struct error *error);
	/* In the subject, before it takes its shape; NULL: nothing. What it sets up stays. */
	int (*begin)(struct error *error);
	/*
	 * In the subject, before the loop, once `reap` is one of creation->calls: may replace it
	 * and settle(). NULL: nothing. What it sets up stays.
	 */
	int (*prepare)(struct creation *creation, struct error *error);
	/* As in struct creation_calls. Fills in the usage only where it says so. */
	long (*reap)(struct creation *creation, long pid, struct reaped *reaped);
};

/* What the way of reaping remembers of one creation, creation->reaping. */
extern const size_t reap_state_bytes;

/* In the order of the key's choices. */
extern const struct reap_strategy reap_table[KEY_REAP_COUNT];

/*
 * What has to be so before the subject starts threads, which inherit it: a signal that is blocked.
 * 0 or -errno.
 */
int reap_begin(const struct method *method, const struct keys *keys, struct error *error);

/*
 * The last part of method_prepare(): puts another way of reaping into creation->calls where the
 * keys ask for one, behind the parent's writes where creation->parent_writes says so. 0 or -errno.
 */
int reap_prepare(const struct method *method, struct creation *creation, const struct keys *keys,
		 struct error *error);

#endif
