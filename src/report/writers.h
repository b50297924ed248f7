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
int markdown_write(const struct result *result, const struct report_style *style, struct text *out,
		   struct error *error);
int hyperfine_write(const struct result *result, const struct report_style *style, struct text *out,
		    struct error *error);
int gobench_write(const struct result *result, const struct report_style *style, struct text *out,
		  struct error *error);
int google_write(const struct result *result, const struct report_style *style, struct text *out,
		 struct error *error);
int github_write(const struct result *result, const struct report_style *style, struct text *out,
		 struct error *error);
int bencher_write(const struct result *result, const struct report_style *style, struct text *out,
		  struct error *error);
int openmetrics_write(const struct result *result, const struct report_style *style,
		      struct text *out, struct error *error);
int html_write(const struct result *result, const struct report_style *style, struct text *out,
	       struct error *error);
int junit_write(const struct result *result, const struct report_style *style, struct text *out,
		struct error *error);

#endif
