/* exit_set: the exit statuses that count as success besides 0. */
#include "procbench/base/exit_set.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define STATUS_MAX 255
#define WORD_BITS  64

int exit_set_read(const char *value, struct exit_set *set, struct error *error)
{
	struct exit_set read = {{0}};

	for (const char *at = value;; at++) {
		size_t digits = strspn(at, "0123456789");
		unsigned long status = digits > 0 && digits < 4 ? strtoul(at, NULL, 10) : ~0ul;

		if (status > STATUS_MAX || (at[digits] != ',' && at[digits] != '\0'))
			return error_set(
				error, EINVAL,
				"invalid value '%s' (expected exit statuses from 0 to 255, "
				"separated by commas)",
				value);
		read.bits[status / WORD_BITS] |= UINT64_C(1) << status % WORD_BITS;
		at += digits;
		if (!*at)
			break;
	}
	*set = read;
	return 0;
}

bool exit_set_has(const struct exit_set *set, unsigned status)
{
	return status <= STATUS_MAX &&
	       (set->bits[status / WORD_BITS] >> status % WORD_BITS & 1) != 0;
}

void exit_set_add_text(struct text *out, const struct exit_set *set)
{
	const char *separator = "";

	for (unsigned status = 1; status <= STATUS_MAX; status++) {
		if (!exit_set_has(set, status))
			continue;
		text_printf(out, "%s%u", separator, status);
		separator = ",";
	}
}
