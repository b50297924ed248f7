/*
 * shape: what each key of a case asks of the other keys, the method, the machine and the subject.
 *
 * One descriptor per key. Planning checks and probes with it, the subject builds and verifies with
 * it, so that what is promised and what is built cannot differ. Keys of single methods and image=
 * have none: the method's own descriptor and the launcher speak for them.
 */
#ifndef PROCBENCH_SHAPES_SHAPE_H
#define PROCBENCH_SHAPES_SHAPE_H

#include "procbench/base/error.h"
#include "procbench/base/keys.h"
#include "procbench/methods/method.h"
#include "procbench/sys/capacity.h"

#include <stdint.h>

struct shape_seen;

/* The order of building; within a stage by name. */
enum shape_stage {
	SHAPE_STAGE_CGROUP,  /* first, because memory is charged to the cgroup of who touches it */
	SHAPE_STAGE_MEMORY,  /* large areas, while nothing else is mapped between them */
	SHAPE_STAGE_STATE,   /* what is neither large nor inherited by threads */
	SHAPE_STAGE_FILTER,  /* before the threads, which inherit it */
	SHAPE_STAGE_THREADS, /* idle ones */
	SHAPE_STAGE_SLOW,    /* last, because it slows down what comes after */
	SHAPE_STAGE_COUNT
};

/* What `procbench list` says of one value. */
struct shape_facts {
	const char *summary; /* NULL: the help of the key */
	/* 0, or why this machine cannot do it; NULL: every machine can. For any process. */
	int (*probe)(struct error *error);
};

/* All members may be left out. Only build() and verify() run in the subject. */
struct shape {
	/* Facts of the key's value in `keys`: of each choice, or of any value but the default. */
	struct shape_facts (*describe)(const struct keys *keys);
	/*
	 * 0, or -EINVAL and why this value makes no sense with the other keys or the method,
	 * whatever the machine. Pure.
	 */
	int (*check)(const struct method *method, const struct keys *keys, struct error *error);
	/* 0, or -errno and why this machine cannot do it, where the value itself decides. */
	int (*probe)(const struct method *method, const struct keys *keys, struct error *error);
	/* Adds what one parent needs because of this key (see shape_needs.h). Pure. */
	void (*needs)(const struct keys *keys, uint64_t needs[CAPACITY_COUNT]);

	/*
	 * No heap and no stdio from here on: what they take would become part of the shape.
	 *
	 * Builds it for the life of the process. 0, or -errno with the numbers; then what was built
	 * so far stays, and the process has to end.
	 */
	int (*build)(const struct keys *keys, struct error *error);
	enum shape_stage stage;
	/*
	 * 0, or -EAGAIN with what was wanted and what the kernel shows, by the state before
	 * anything was built and the present one. Called after building and after the last sample.
	 */
	int (*verify)(const struct keys *keys, const struct shape_seen *before,
		      const struct shape_seen *now, struct error *error);
	unsigned sees; /* enum shape_sees: what verify() needs to be read */
};

/* By enum key; NULL where a key has no descriptor. */
extern const struct shape *const shape_table[KEY_COUNT];

/* 0, or -EINVAL and which keys exclude each other or the method, whatever the machine. */
int shape_check(const struct method *method, const struct keys *keys, struct error *error);

/*
 * 0, or -errno and what this machine cannot do, or has too little of (-ENOMEM: "rss=64G: needs
 * 65.1 GiB, 20.3 GiB are available"). The keys have passed shape_check(). For any process.
 */
int shape_probe(const struct method *method, const struct keys *keys, struct error *error);

/* ---- in the subject ---- */

/* Builds all that is not at its default, and verifies it. 0, or -errno with the numbers. */
int shape_build(const struct keys *keys, struct error *error);

/*
 * Whether all of it is still there: 0, or -EAGAIN and what was wanted and what is seen. Leaves
 * nothing behind, and takes milliseconds where the shape is large.
 */
int shape_verify(const struct keys *keys, struct error *error);

/* The memory of rss=, page by page; NULL without. */
void *shape_rss(void);

#endif
