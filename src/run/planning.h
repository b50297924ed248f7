/* planning: the steps from a request to a plan, in the order in which plan_build() takes them. */
#ifndef PROCBENCH_SRC_RUN_PLANNING_H
#define PROCBENCH_SRC_RUN_PLANNING_H

#include "procbench/run/plan.h"

/* ---- the list of cases, for all steps ---- */

/* Takes the case over, or frees it when there is no memory. */
int plan_append(struct plan *plan, struct plan_case *item, struct error *error);

/* Adds a note once, however many cases it is true of; takes it over. */
int plan_note(struct plan *plan, char *note, struct error *error);

/* A copy of the case's method and keys, to be named and checked anew. */
int plan_case_copy(struct plan_case *to, const struct plan_case *from, struct error *error);

/* ---- the steps ---- */

/* Reads one spec into a new case. -EINVAL for what is wrong. */
int plan_add_spec(struct plan *plan, const char *spec, struct error *error);

/*
 * The lists of the options, with their ranges written out, into `lists`; the caller frees each,
 * also after a failure.
 */
int plan_expand_lists(char *lists[KEY_COUNT], const struct plan_request *request,
		      struct error *error);

/* One case for each value of the list in the place of each case that does not set the key. */
int plan_multiply(struct plan *plan, enum key key, const char *list, struct error *error);

/*
 * Replaces every case by one with the whole set of flags and, behind it, one for each flag without
 * that one. What the kernel's rules forbid is left out, with a note. -EINVAL for a case that has no
 * flags, or sets its own, and for a set that is forbidden itself.
 */
int plan_ablate(struct plan *plan, const char *set, struct error *error);

/*
 * Puts the keys of the process's shape in the place of each like=, but for those that the user set,
 * lists them in plan->likeness, and what they leave out in plan->notes. -EINVAL for what is no
 * process id; otherwise as proc_shape_read().
 */
int plan_like(struct plan *plan, struct error *error);

/* Gives cases that set no child work that of one that can only execute. */
int plan_share_work(struct plan *plan, struct error *error);

/* Checks that the keys go together and sets the canonical name. -EINVAL for what is wrong. */
int plan_check_case(struct plan_case *item, struct error *error);

/* Adds the floor of each kind of creation that the checked cases have, where none stands there. */
int plan_add_floors(struct plan *plan, struct error *error);

/* Sets `skipped` where this machine cannot do it. 0 or -ENOMEM. */
int plan_probe_case(struct plan_case *item, struct error *error);

#endif
