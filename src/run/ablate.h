/* ablate: from one set of flags to the cases that tell what each flag costs. Part of the plan. */
#ifndef PROCBENCH_RUN_ABLATE_H
#define PROCBENCH_RUN_ABLATE_H

#include "procbench/run/plan.h"

/*
 * Replaces every case by one with the whole set and, behind it, one for each flag without that one.
 * What the kernel's rules forbid is left out, with a note. -EINVAL for a case that has no flags, or
 * says its own, and for a set that is forbidden itself.
 */
int ablate_plan(struct plan *plan, const char *set, struct error *error);

/* Of the plan: takes the case over, or frees it when there is no memory. */
int plan_append(struct plan *plan, struct plan_case *item, struct error *error);
/* Adds a note, once however many cases it is true of; takes it over. */
int plan_note(struct plan *plan, char *note, struct error *error);
/* A copy of the case's method and keys, to be named and checked anew. */
int plan_case_copy(struct plan_case *to, const struct plan_case *from, struct error *error);

#endif
