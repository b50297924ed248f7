/*
 * plan: from what the user wrote to the cases that are measured.
 */
#ifndef PROCBENCH_RUN_PLAN_H
#define PROCBENCH_RUN_PLAN_H

#include "procbench/base/error.h"
#include "procbench/base/keys.h"
#include "procbench/base/targets.h"
#include "procbench/base/text.h"
#include "procbench/methods/method.h"

#include <stdbool.h>
#include <stddef.h>

struct plan_case {
	char *spec; /* canonical, owned */
	const struct method *method;
	struct keys keys;
	const char *wrap; /* a command that starts its subjects, as words; NULL: none; not owned */
	bool implied;     /* the floor that stands beside every run */
	char *skipped;    /* why it cannot be measured here; NULL: it can; owned */
	char *lacks; /* of an ablation: the flag left out, "" in the full set; else NULL; owned */
	size_t full; /* of an ablation: the place of the case with the full set */
};

struct plan {
	struct plan_case *cases;
	size_t count;
	bool work_implied; /* cases that set none took the child work of an executing one */
	char **notes;      /* what was left out, and why; owned */
	size_t note_count;
	struct text likeness; /* the keys that stand for each like= */
};

struct plan_request {
	char *const *specs; /* "fork:rss=1G" */
	size_t spec_count;
	const char *options[KEY_COUNT]; /* the list of a key's option, or NULL */
	const char *ablate;             /* flags to measure together and without each; or NULL */
	bool floor;                     /* put a floor case beside them */
};

/*
 * Reads the specs, multiplies them by the lists of the options, gives cases that set no child work
 * that of the others, and probes whether this machine can do each. -EINVAL for what is wrong in the
 * request; what is right but cannot be done here becomes `skipped`. End with plan_free() either
 * way.
 */
int plan_build(struct plan *plan, const struct plan_request *request, struct error *error);
void plan_free(struct plan *plan);

/*
 * Reads one spec, checks that its keys go together, and gives it its canonical name; whether this
 * machine can do it is not asked. -EINVAL for what is wrong. End with plan_case_free() either way.
 */
int plan_read_case(struct plan_case *item, const char *spec, struct error *error);
void plan_case_free(struct plan_case *item);

/* Whether a child or target of ours can take stamps in this case. */
bool plan_can_stamp(const struct plan_case *item);

/* The target of ours that the case executes, or NULL. */
const struct target *plan_target(const struct plan_case *item);

/* Whether the case executes anything. */
bool plan_executes(const struct plan_case *item);

#endif
