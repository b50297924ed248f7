/*
 * subject: the freshly executed parent whose creations are timed.
 */
#ifndef PROCBENCH_SUBJECT_SUBJECT_H
#define PROCBENCH_SUBJECT_SUBJECT_H

/*
 * The life of a subject: takes its request from the arena at ARENA_FD, shapes itself, measures,
 * answers in the arena and ends the process. Exit status 2 when there is no arena to serve.
 */
__attribute__((noreturn)) void subject_main(void);

#endif
