/* merging: what the files of this layer share while results are read. */
#ifndef PROCBENCH_SRC_FLEET_MERGING_H
#define PROCBENCH_SRC_FLEET_MERGING_H

#include "procbench/fleet/fleet.h"
#include "procbench/result/result.h"

/* Adds what the fleet needs of one result; the file is for messages. */
int merge_result(struct fleet *fleet, const struct result *result, const char *file,
		 struct error *error);

/* Adds a problem with copies of the strings; label and spec may be -1, file NULL. -ENOMEM. */
int merge_problem(struct fleet *fleet, long label, long spec, const char *file, const char *why);

/* Compares the hosts with those that were expected. */
int merge_expected(struct fleet *fleet, struct error *error);

#endif
