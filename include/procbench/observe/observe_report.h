/*
 * observe_report: an observation in any of its formats.
 */
#ifndef PROCBENCH_OBSERVE_OBSERVE_REPORT_H
#define PROCBENCH_OBSERVE_OBSERVE_REPORT_H

#include "procbench/base/text.h"
#include "procbench/observe/observation.h"

#include <stdbool.h>

struct observe_style {
	bool color;
	bool tree; /* also the tree of processes */
};

/* Appends the report to `out`; 0 or -ENOMEM. */
typedef int observe_writer(const struct observation *observation, const struct observe_style *style,
			   struct text *out);

/* The writer of a format; NULL if there is none. */
observe_writer *observe_writer_of(const char *format);

#endif
