/*
 * quantity: the unit of a result's numbers: time, or instructions counted by the clock of a guest.
 *
 * Both are read from the same clock, so members and columns keep the names of times (`_ns`); one
 * instruction is stored as one nanosecond.
 */
#ifndef PROCBENCH_BASE_QUANTITY_H
#define PROCBENCH_BASE_QUANTITY_H

enum quantity { QUANTITY_TIME, QUANTITY_INSTRUCTIONS, QUANTITY_COUNT };

struct quantity_info {
	const char *clock; /* as it is saved: "ns" */
	const char *noun;  /* "the time of", "time per creation" */
	const char *less;  /* "takes 2% less time than" */
	const char *more;
	const char *most; /* "at most this long" */
};

extern const struct quantity_info quantity_table[QUANTITY_COUNT];

#endif
