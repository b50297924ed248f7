/* error: the description of a failure, passed up to the layer that prints it. */
#define _GNU_SOURCE
#include "procbench/base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int error_set(struct error *error, int code, const char *format, ...)
{
	va_list args;

	error->code = code;
	va_start(args, format);
	vsnprintf(error->text, sizeof(error->text), format, args);
	va_end(args);
	return -code;
}

int error_no_memory(struct error *error)
{
	return error_set(error, ENOMEM, "out of memory");
}

int error_prefix(struct error *error, const char *format, ...)
{
	char old[sizeof(error->text)];
	va_list args;
	int used;

	memcpy(old, error->text, sizeof(old));
	va_start(args, format);
	used = vsnprintf(error->text, sizeof(error->text), format, args);
	va_end(args);
	if (used >= 0 && (size_t)used < sizeof(error->text))
		snprintf(error->text + used, sizeof(error->text) - (size_t)used, ": %s", old);
	return -error->code;
}

const char *error_name(int code, char scratch[16])
{
	const char *name = strerrorname_np(code);

	if (name && code > 0)
		return name;
	snprintf(scratch, 16, "errno %d", code);
	return scratch;
}
