/* reproduce_formats: the writers of a report of reproductions. */
#ifndef PROCBENCH_SRC_CLAIMS_REPRODUCE_FORMATS_H
#define PROCBENCH_SRC_CLAIMS_REPRODUCE_FORMATS_H

#include "procbench/claims/reproduce.h"

#define REPRODUCE_SCHEMA "procbench-reproduce/1"

int reproduce_write_table(const struct reproduce_report *report, struct text *out);
int reproduce_write_json(const struct reproduce_report *report, struct text *out);

#endif
