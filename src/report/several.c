/* several: results one below the other. */
#include "procbench/report/report.h"

#include <errno.h>
#include <string.h>

/* The header is written once: the first line of further results is left out. */
static int add_joined(const struct report_format *format, const struct result *result,
		      const struct report_style *style, struct text *out, struct error *error)
{
	struct text one = {0};
	int status = format->write(result, style, &one, error);
	const char *end = status == 0 ? strchr(text_string(&one), '\n') : NULL;

	if (end)
		text_add(out, end + 1);
	text_free(&one);
	return status;
}

int report_write(const struct report_format *format, const struct result *results, size_t count,
		 const struct report_style *style, struct text *out, struct error *error)
{
	int status = 0;

	if (count > 1 && format->several == REPORT_ALONE)
		return error_set(error, EINVAL,
				 "format '%s' supports only one result, not %zu: "
				 "report the files one by one, or use '--format csv'",
				 format->name, count);
	for (size_t i = 0; i < count && status == 0; i++)
		status = report_check_clock(format, results[i].clock, error);
	for (size_t i = 0; i < count && status == 0; i++) {
		if (i > 0 && format->several == REPORT_APART)
			text_add_char(out, '\n');
		if (i > 0 && format->several == REPORT_JOINED)
			status = add_joined(format, &results[i], style, out, error);
		else
			status = format->write(&results[i], style, out, error);
	}
	if (status == 0 && out->failed)
		return error_set(error, ENOMEM, "out of memory");
	return status;
}
