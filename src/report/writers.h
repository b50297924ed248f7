/* writers: one function a format; the list of formats names them. */
#ifndef PROCBENCH_REPORT_WRITERS_H
#define PROCBENCH_REPORT_WRITERS_H

#include "procbench/report/report.h"

int table_write(const struct result *result, const struct report_style *style, struct text *out,
		struct error *error);
int csv_write(const struct result *result, const struct report_style *style, struct text *out,
	      struct error *error);
int json_write(const struct result *result, const struct report_style *style, struct text *out,
	       struct error *error);

#endif
