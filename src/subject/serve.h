/*
 * serve: the part of a subject that all images share. Built with and without libc.
 */
#ifndef PROCBENCH_SUBJECT_SERVE_H
#define PROCBENCH_SUBJECT_SERVE_H

#include "procbench/methods/creation.h"
#include "procbench/subject/arena.h"

/*
 * Maps the arena with MADV_DONTFORK and accepts its request; NULL if the descriptor is not an arena
 * of this version. Starts the guard.
 */
struct arena_header *serve_open(void);

/* The string at an offset in the request's text; "" for 0. */
char *serve_text(struct arena_header *header, uint32_t at);

/* Fills in the child's part of the request; maps the stamp page if children write to it. */
int serve_creation(struct arena_header *header, struct creation *creation,
		   char *const *environment);

/* Reports an error to the controller and exits. */
__attribute__((noreturn)) void serve_refuse(struct arena_header *header, int code,
					    const char *text);

/*
 * The steps of serve_run(), for a subject with several spawners: each spawner warms up; the main
 * thread then waits for the gate; each spawner measures; then the main thread finishes.
 */
void serve_warm_up(struct arena_header *header, struct arena_spawner *spawner,
		   struct creation *creation);
void serve_begin(struct arena_header *header);
void serve_measure(struct arena_header *header, struct arena_spawner *spawner,
		   struct creation *creation);
void serve_finish(struct arena_header *header);

/* After the samples, by who took them: tells the controller where that is not on its CPUs. */
void serve_look_for_place(struct arena_header *header, const struct arena_spawner *spawner,
			  const struct creation *creation);

/* Measures and finishes; never returns. */
typedef void serve_function(void *argument);

/*
 * Calls run(argument) with the stack pointer at the top of a page, so that the loop writes to one
 * stack page only. After a fork the first write to each page copies it, and the random start of the
 * stack would decide whether a sample copies one page or two.
 */
__attribute__((noreturn)) void serve_from_page_top(serve_function *run, void *argument);

/* Warms up and measures with a single spawner. */
void serve_run(struct arena_header *header, struct creation *creation);

/* Reports to the controller how the shape has changed. */
void serve_drift(struct arena_header *header, const char *text);
/* Reports a property of the case that holds only partly; the launch counts. */
void serve_remark(struct arena_header *header, const char *text);

/* Reports completion to the controller and exits. */
__attribute__((noreturn)) void serve_end(struct arena_header *header);

#endif
