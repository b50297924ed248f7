/* observe_report: writes an observation in the formats that it has. */
#ifndef PROCBENCH_CLI_OBSERVE_REPORT_H
#define PROCBENCH_CLI_OBSERVE_REPORT_H

#include "config.h"

#include "procbench/base/text.h"
#include "procbench/observe/observation.h"
#include "procbench/report/report.h"

/* -EINVAL for a format in which there is no observation. */
int observe_report_check(const char *format, struct error *error);

int observe_report_write(const struct observation *observation, const char *format, bool tree,
			 bool color, struct text *out);

/* An exports_render. */
int observe_report_export(const void *document, const struct report_format *format,
			  struct text *out, struct error *error);

/* report FILE of an observation, whose bytes these are: the exit status. */
int observe_report_saved(const struct config *config, const struct text *bytes);

#endif
