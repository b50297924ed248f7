/* outcome: the name of a sample's outcome. */
#define _GNU_SOURCE
#include "procbench/run/outcome.h"

#include "procbench/base/error.h"

#include <stdio.h>
#include <string.h>

static const char *signal_name(char *name, unsigned number)
{
	const char *known = sigabbrev_np((int)number);

	if (known)
		snprintf(name, OUTCOME_NAME_BYTES, "SIG%s", known);
	else
		snprintf(name, OUTCOME_NAME_BYTES, "signal %u", number);
	return name;
}

const char *outcome_name(char name[OUTCOME_NAME_BYTES], enum arena_outcome outcome, unsigned value)
{
	char scratch[16];

	switch (outcome) {
	case ARENA_OK:
		return strcpy(name, "ok");
	case ARENA_ERRNO:
		snprintf(name, OUTCOME_NAME_BYTES, "%s", error_name((int)value, scratch));
		return name;
	case ARENA_EXIT:
		snprintf(name, OUTCOME_NAME_BYTES, "exit %u", value);
		return name;
	case ARENA_SIGNAL:
		return signal_name(name, value);
	case ARENA_WAIT:
		snprintf(name, OUTCOME_NAME_BYTES, "wait %s", error_name((int)value, scratch));
		return name;
	case ARENA_TIMEOUT:
		return strcpy(name, "timeout");
	}
	return strcpy(name, "unknown"); /* the arena is written by another process */
}
