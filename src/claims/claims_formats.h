/* claims_formats: the writers of claims and reproductions. */
#ifndef PROCBENCH_CLAIMS_CLAIMS_FORMATS_H
#define PROCBENCH_CLAIMS_CLAIMS_FORMATS_H

#include "procbench/claims/claims.h"
#include "procbench/claims/reproduce.h"

#define CLAIMS_SCHEMA    "procbench-claims/1"
#define REPRODUCE_SCHEMA "procbench-reproduce/1"

int claims_write_table(const struct claims_report *report, bool color, struct text *out);
int claims_write_json(const struct claims_report *report, bool color, struct text *out);
int claims_write_markdown(const struct claims_report *report, bool color, struct text *out);
int claims_write_html(const struct claims_report *report, bool color, struct text *out);

int reproduce_write_table(const struct reproduce_report *report, struct text *out);
int reproduce_write_json(const struct reproduce_report *report, struct text *out);

/* "HOSTNAME, Linux KERNEL, CPU", without what is not known. */
void claims_add_machine(struct text *out, const struct facts *host);

/* For a terminal: an empty line and the warnings, or nothing. */
void claims_add_warnings(struct text *out, const struct claims_head *head);

/* "13 claims tested: 12 hold, 1 depends". */
void claims_add_counts(struct text *out, const struct claims_report *report);

#endif
