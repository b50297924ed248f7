/* planning: the steps from a request to a plan, in the order in which plan_build() takes them. */
#ifndef PROCBENCH_SRC_RUN_PLANNING_H
#define PROCBENCH_SRC_RUN_PLANNING_H

#include "procbench/run/plan.h"

/* ---- the list of cases, for all steps ---- */

/* Takes ownership of the case; frees it if memory runs out. */
int plan_append(struct plan *plan, struct plan_case *item, struct error *error);

/* Adds a note unless it is already present; takes ownership. */
int plan_note(struct plan *plan, char *note, struct error *error);

/* A copy of the case's method and keys, to be named and checked anew. */
int plan_case_copy(struct plan_case *to, const struct plan_case *from, struct error *error);

/* ---- the steps ---- */

/* Parses one spec into a new case. -EINVAL if it is invalid. */
int plan_add_spec(struct plan *plan, const char *spec, struct error *error);

/*
 * Stores the option lists in `lists` with ranges expanded; the caller frees each, even after a
 * failure.
 */
int plan_expand_lists(char *lists[KEY_COUNT], const struct plan_request *request,
		      struct error *error);

/* Replaces each case that does not set the key by one case per value of the list. */
int plan_multiply(struct plan *plan, enum key key, const char *list, struct error *error);

/*
 * Replaces every case by one with the full set of flags, followed by one without each flag in turn.
 * Combinations that the kernel refuses are skipped with a note. -EINVAL for a case that does not
 * support flags or sets its own, and for a full set that the kernel refuses.
 */
int plan_ablate(struct plan *plan, const char *set, struct error *error);

/*
 * Replaces each like= by the keys of the process's shape, except those that the user set. Lists
 * them in plan->likeness and what they do not reproduce in plan->notes. -EINVAL if the value is not
 * a process id; otherwise as proc_shape_read().
 */
int plan_like(struct plan *plan, struct error *error);

/* Makes cases without exec= execute the program of a case that always executes. */
int plan_share_work(struct plan *plan, struct error *error);

/* Checks the combination of keys and sets the canonical name. -EINVAL if it is invalid. */
int plan_check_case(struct plan_case *item, struct error *error);

/* Adds the floor of each kind of creation among the cases, unless it is already there. */
int plan_add_floors(struct plan *plan, struct error *error);

/* Sets `skipped` for cases that this machine does not support. 0 or -ENOMEM. */
int plan_probe_case(struct plan_case *item, struct error *error);

#endif
