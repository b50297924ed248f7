/*
 * shape: how each key is checked, probed, built and verified.
 *
 * One descriptor per key, so that planning and the subject cannot disagree. image= and the keys of
 * single methods have none: the launcher and the method's descriptor handle them.
 */
#ifndef PROCBENCH_SHAPES_SHAPE_H
#define PROCBENCH_SHAPES_SHAPE_H

#include "procbench/base/error.h"
#include "procbench/base/keys.h"
#include "procbench/methods/method.h"
#include "procbench/sys/capacity.h"

#include <stdint.h>

struct shape_seen;

/* The order of building; within a stage, keys are built in alphabetical order. */
enum shape_stage {
	SHAPE_STAGE_CGROUP,  /* first, so that memory is charged to that cgroup */
	SHAPE_STAGE_MEMORY,  /* large areas, before anything is mapped between them */
	SHAPE_STAGE_STATE,   /* small state that threads do not inherit */
	SHAPE_STAGE_FILTER,  /* before the threads, which inherit filters */
	SHAPE_STAGE_THREADS, /* idle ones */
	SHAPE_STAGE_SLOW,    /* last, because it slows down the following steps */
	SHAPE_STAGE_COUNT
};

/* Description of one value, for `procbench list`. */
struct shape_facts {
	const char *summary; /* NULL: use the key's help */
	/* 0 or -errno and why this machine does not support it; NULL: always supported. */
	int (*probe)(struct error *error);
};

/* All members are optional. Only build() and verify() run in the subject. */
struct shape {
	/* Describes the key's value in `keys`: a choice, or any value but the default. */
	struct shape_facts (*describe)(const struct keys *keys);
	/*
	 * 0, or -EINVAL and why this value cannot be used with the other keys or the method,
	 * independent of the machine. Pure.
	 */
	int (*check)(const struct method *method, const struct keys *keys, struct error *error);
	/* 0, or -errno and why this machine does not support this value. */
	int (*probe)(const struct method *method, const struct keys *keys, struct error *error);
	/* Adds the resources that one parent needs for this key (see shape_needs.h). Pure. */
	void (*needs)(const struct keys *keys, uint64_t needs[CAPACITY_COUNT]);
	/* Lowers what is available to a case with this key, which is not at its default. */
	void (*narrow)(const struct keys *keys, uint64_t limits[CAPACITY_COUNT]);

	/*
	 * build() and verify() use neither heap nor stdio, which would become part of the shape.
	 *
	 * Builds the state for the lifetime of the process. 0, or -errno with the numbers; after a
	 * failure the process must exit.
	 */
	int (*build)(const struct keys *keys, struct error *error);
	enum shape_stage stage;
	/*
	 * Compares the state before building with the present one: 0, or -EAGAIN with the expected
	 * and the actual numbers. Called after building and after the last sample.
	 */
	int (*verify)(const struct keys *keys, const struct shape_seen *before,
		      const struct shape_seen *now, struct error *error);
	unsigned sees; /* enum shape_sees: what verify() needs */
};

/* Indexed by enum key; NULL if a key has no descriptor. */
extern const struct shape *const shape_table[KEY_COUNT];

/* 0, or -EINVAL and which keys cannot be combined with each other or the method. */
int shape_check(const struct method *method, const struct keys *keys, struct error *error);

/*
 * 0, or -errno and what this machine does not support or lacks (-ENOMEM: "rss=64G: needs 65.1 GiB,
 * 20.3 GiB are available"). The keys must have passed shape_check().
 */
int shape_probe(const struct method *method, const struct keys *keys, struct error *error);

/* The last of this alone, with `beside_bytes` that are needed besides the parents of the case. */
int shape_fits(const struct keys *keys, uint64_t beside_bytes, struct error *error);

/* ---- in the subject ---- */

/* Builds and verifies all keys that are not at their default. 0, or -errno with the numbers. */
int shape_build(const struct keys *keys, struct error *error);

/*
 * Verifies the shape again: 0, or -EAGAIN with the expected and the actual numbers. Leaves nothing
 * behind; takes milliseconds for a large shape.
 */
int shape_verify(const struct keys *keys, struct error *error);

/* The memory of rss=, or NULL. */
void *shape_rss(void);

#endif
