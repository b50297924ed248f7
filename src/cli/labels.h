/* labels: names of the machine and the run, by --label and --tag. */
#ifndef PROCBENCH_SRC_CLI_LABELS_H
#define PROCBENCH_SRC_CLI_LABELS_H

#include "config.h"

#include "procbench/base/text.h"
#include "procbench/result/result.h"

/* 0, or -EINVAL and what is wrong with a --tag. */
int labels_check(const struct config *config, struct error *error);

/* Adds the label and the tags; by default the label is the node's or the host's name. */
int labels_apply(const struct config *config, struct result *result, struct error *error);

/*
 * "20260102T030407.123456Z-LABEL-COMMIT.json", for --save: the time now, the label, and the tag
 * `commit` where there is one; bytes that are unusual in file names are replaced.
 */
void labels_add_file_name(struct text *out, const struct config *config);

#endif
