/*
 * plan: turns the user's request into the list of cases to measure.
 */
#ifndef PROCBENCH_RUN_PLAN_H
#define PROCBENCH_RUN_PLAN_H

#include "procbench/base/error.h"
#include "procbench/base/keys.h"
#include "procbench/base/targets.h"
#include "procbench/base/text.h"
#include "procbench/base/text_list.h"
#include "procbench/methods/method.h"

#include <stdbool.h>
#include <stddef.h>

struct plan_case {
	char *spec; /* canonical, owned */
	const struct method *method;
	struct keys keys;
	const char *wrap; /* command that starts its subjects, or NULL; not owned */
	bool implied;     /* a floor case added by default */
	char *skipped;    /* why it cannot be measured on this machine, or NULL; owned */
	char *lacks; /* of an ablation: the flag left out, "" in the full set; else NULL; owned */
	size_t full; /* of an ablation: index of the case with the full set */
};

struct plan {
	struct plan_case *cases;
	size_t count;
	bool in_guests;         /* measured in guests, so that this machine was not probed */
	bool unrelated;         /* the cases are not to be compared with each other */
	bool work_implied;      /* some cases inherited exec= from one that always executes */
	struct text_list notes; /* what was skipped and why */
	struct text likeness;   /* the keys that replace each like= */
};

struct plan_request {
	char *const *specs; /* "fork:rss=1G" */
	size_t spec_count;
	const char *options[KEY_COUNT]; /* the list of a key's option, or NULL */
	const char *ablate;             /* set of flags to ablate, or NULL */
	bool floor;                     /* add floor cases */
	bool in_guests;                 /* measure in guests, also without kernel= */
	bool unrelated;                 /* the cases are not to be compared with each other */
};

/*
 * Parses the specs, multiplies them by the option lists, harmonizes exec= between cases, and probes
 * whether this machine supports each case. -EINVAL if the request is invalid; a valid case that is
 * not supported here gets `skipped`. Call plan_free() in any case.
 */
int plan_build(struct plan *plan, const struct plan_request *request, struct error *error);
void plan_free(struct plan *plan);

/*
 * Parses one spec, checks its combination of keys, and sets its canonical name, without probing the
 * machine. -EINVAL if it is invalid. Call plan_case_free() in any case.
 */
int plan_read_case(struct plan_case *item, const char *spec, struct error *error);
void plan_case_free(struct plan_case *item);

/*
 * Writes the case as a spec for the machine that its kernel= runs: without that key, and with all
 * others that differ from their defaults or were given explicitly.
 */
void plan_add_guest_spec(struct text *out, const struct plan_case *item);

/* Whether a child or embedded target can take timestamps in this case. */
bool plan_can_stamp(const struct plan_case *item);

/* The embedded target that the case executes, or NULL. */
const struct target *plan_target(const struct plan_case *item);

/* Whether the case executes anything. */
bool plan_executes(const struct plan_case *item);

#endif
