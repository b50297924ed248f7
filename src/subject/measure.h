/*
 * measure: the timing core. Built with and without libc.
 */
#ifndef PROCBENCH_SUBJECT_MEASURE_H
#define PROCBENCH_SUBJECT_MEASURE_H

#include "procbench/methods/creation.h"
#include "procbench/subject/arena.h"

/*
 * Creates and reaps one child (START, create, RETURNED, reap, REAPED) and writes the record, also
 * after a failure. Increments spawner->done.
 */
void measure_sample(struct creation *creation, struct arena_spawner *spawner,
		    struct arena_sample *sample);

#endif
