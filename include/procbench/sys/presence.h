/*
 * presence: runs that measure on one host at the same time notice each other.
 *
 * Each holds a datagram socket with an abstract name, which needs no file and no privilege, and
 * disappears with the process. It sees as far as abstract names reach: the network namespace, so a
 * container with one of its own sees only itself.
 */
#ifndef PROCBENCH_SYS_PRESENCE_H
#define PROCBENCH_SYS_PRESENCE_H

#include <stddef.h>

struct presence {
	int socket;    /* -1: neither sees nor is seen */
	size_t others; /* that were there first */
};

/* Announces this run to those that use the same name (at most 64 of them are seen). */
struct presence presence_open(const char *name);

/* How many others were or are there; ends the presence. */
size_t presence_close(struct presence *presence);

#endif
