/*
 * subject: the freshly executed parent whose creations are timed.
 */
#ifndef PROCBENCH_SUBJECT_SUBJECT_H
#define PROCBENCH_SUBJECT_SUBJECT_H

/*
 * Runs a subject: reads the request from the arena at ARENA_FD, builds the shape, measures, writes
 * the answer and exits. Exit status 2 if there is no valid arena.
 */
__attribute__((noreturn)) void subject_main(void);

#endif
