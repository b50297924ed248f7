/* fact_collector: collects facts about this machine. */
#define _GNU_SOURCE
#include "fact_collector.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void keep(struct fact_collector *sheet, int status)
{
	if (status < 0)
		sheet->status = status;
}

void host_add_text(struct fact_collector *sheet, const char *name, const char *value)
{
	keep(sheet, facts_add(sheet->facts, name, value));
}

void host_add_number(struct fact_collector *sheet, const char *name, double number)
{
	if (isfinite(number))
		keep(sheet, facts_add_number(sheet->facts, name, number));
	else
		host_add_missing(sheet, name, "unknown");
}

void host_add_limit(struct fact_collector *sheet, const char *name, double limit)
{
	if (isinf(limit))
		host_add_text(sheet, name, "unlimited");
	else
		host_add_number(sheet, name, limit);
}

void host_add_flag(struct fact_collector *sheet, const char *name, bool flag)
{
	host_add_text(sheet, name, flag ? "yes" : "no");
}

void host_add_missing(struct fact_collector *sheet, const char *name, const char *format, ...)
{
	char why[256];
	va_list args;

	if (!sheet->missing)
		return;
	va_start(args, format);
	vsnprintf(why, sizeof(why), format, args);
	va_end(args);
	keep(sheet, facts_add(sheet->missing, name, why));
}

void host_add_unread(struct fact_collector *sheet, const char *name, const char *path, int code)
{
	code = code < 0 ? -code : code;
	if (code == ENOENT || code == ENOTDIR)
		host_add_missing(sheet, name, "%s does not exist", path);
	else if (code == EACCES || code == EPERM)
		host_add_missing(sheet, name, "no permission to read %s", path);
	else
		host_add_missing(sheet, name, "cannot read %s: %s", path, strerror(code));
}
