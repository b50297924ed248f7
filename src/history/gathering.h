/* gathering: what the files of this layer share while results are read. */
#ifndef PROCBENCH_SRC_HISTORY_GATHERING_H
#define PROCBENCH_SRC_HISTORY_GATHERING_H

#include "procbench/history/history.h"
#include "procbench/result/result.h"

/* Adds what the history needs of one result, from which it may take the facts. -ENOMEM. */
int gather_result(struct history *history, struct result *result, const char *file);

/* Adds a problem, or one more file to the same one of a case; spec may be -1. -ENOMEM. */
int gather_problem(struct history *history, long spec, const char *file, const char *why);

/* Ranks the runs by the commits of settings.commits; those that are not listed become problems. */
int ranking_apply(struct history *history, struct error *error);

/* Puts the points of a series in order; those whose commit is not listed are left out. */
void ranking_sort(const struct history *history, struct history_series *series);

/* Whether the first of these runs' changes is accepted: by the commit or date of any of them. */
bool blessed_has(const struct history *history, const struct history_series *series,
		 const struct shifts_step *step);

#endif
