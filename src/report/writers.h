/* writers: NAME_write of every format of the list. */
#ifndef PROCBENCH_REPORT_WRITERS_H
#define PROCBENCH_REPORT_WRITERS_H

#include "list.h"

#include "procbench/report/report.h"

#define DECLARE(name, ending, summary, several)                                         \
	int name##_write(const struct result *result, const struct report_style *style, \
			 struct text *out, struct error *error);
FORMAT_LIST(DECLARE)
#undef DECLARE

#endif
