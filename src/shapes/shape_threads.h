/*
 * shape_threads: a thread of the parent, for the parts that need some.
 */
#ifndef PROCBENCH_SHAPES_SHAPE_THREADS_H
#define PROCBENCH_SHAPES_SHAPE_THREADS_H

/*
 * Starts one that runs run(argument), on the smallest stack that libc takes, with all signals
 * blocked, for as long as the process lives. 0 or -errno.
 */
int shape_threads_start(void *(*run)(void *argument), void *argument);

#endif
