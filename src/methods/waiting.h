/* waiting: a child that is created and asleep before START; its release is all that is timed. */
#ifndef PROCBENCH_METHODS_WAITING_H
#define PROCBENCH_METHODS_WAITING_H

#include "procbench/methods/method.h"

struct gate;

/* State of a method whose child waits. */
struct waiting_state {
	struct gate *gate;
	long pid; /* of the child that waits, or -errno */
};

/* The method's prepare(), create() and settle(). */
int waiting_prepare(struct creation *creation, const struct keys *keys, struct error *error);
long waiting_create(struct creation *creation);
void waiting_settle(struct creation *creation, struct reaped *reaped);

#endif
