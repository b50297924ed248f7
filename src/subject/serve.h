/*
 * serve: the part of a subject's life that every subject shares, whatever image it runs. Built with
 * and without libc.
 */
#ifndef PROCBENCH_SUBJECT_SERVE_H
#define PROCBENCH_SUBJECT_SERVE_H

#include "procbench/methods/creation.h"
#include "procbench/subject/arena.h"

/*
 * Maps the arena, out of fork's way, and accepts its request; NULL when the descriptor holds no
 * arena of this version. Starts the guard.
 */
struct arena_header *serve_open(void);

/* The samples that follow the header. */
struct arena_sample *serve_samples(struct arena_header *header);

/* The string at an offset of the request's text; "" for 0. */
char *serve_text(struct arena_header *header, uint32_t at);

/* Fills in what the request says of the child; maps the stamp page where children will write. */
int serve_creation(struct arena_header *header, struct creation *creation,
		   char *const *environment);

/* Tells the controller why not, and ends the subject. */
__attribute__((noreturn)) void serve_refuse(struct arena_header *header, int code,
					    const char *text);

/*
 * The steps of serve_run(), for a subject of several spawners: each of these warms up; once all
 * have, the subject begins, at the controller's word; each of them measures; then the subject has
 * finished. Beginning and finishing are the main thread's.
 */
void serve_warm_up(struct arena_header *header, struct arena_spawner *spawner,
		   struct creation *creation);
void serve_begin(struct arena_header *header);
void serve_measure(struct arena_header *header, struct arena_spawner *spawner,
		   struct creation *creation);
void serve_finish(struct arena_header *header);

/* After the samples, by who took them: tells the controller where that is not on its CPUs. */
void serve_look_for_place(struct arena_header *header, const struct arena_spawner *spawner);

/* The rest of a subject's life; it never returns. */
typedef void serve_function(void *argument);

/*
 * Calls run(argument) with the stack at the top of a page, so that all that a loop writes there
 * lies on one page. After a fork the first write to each is answered with a copy: where the kernel
 * starts the stack is random, and with it whether a sample would pay for one copy or for two.
 */
__attribute__((noreturn)) void serve_from_page_top(serve_function *run, void *argument);

/* Warms up and measures as the one spawner. */
void serve_run(struct arena_header *header, struct creation *creation);

/* Tells the controller that the shape has changed meanwhile, and how. */
void serve_drift(struct arena_header *header, const char *text);

/* Tells the controller that all is done, and ends the subject. */
__attribute__((noreturn)) void serve_end(struct arena_header *header);

#endif
