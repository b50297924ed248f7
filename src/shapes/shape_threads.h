/*
 * shape_threads: starts a thread of the parent.
 */
#ifndef PROCBENCH_SHAPES_SHAPE_THREADS_H
#define PROCBENCH_SHAPES_SHAPE_THREADS_H

/*
 * Starts a thread that runs run(argument) on the smallest stack that libc accepts, with all signals
 * blocked. It is never joined. 0 or -errno.
 */
int shape_threads_start(void *(*run)(void *argument), void *argument);

#endif
