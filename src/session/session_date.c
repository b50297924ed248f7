/* session_date: when a session began. */
#define _GNU_SOURCE
#include "procbench/session/session.h"

#include <string.h>
#include <time.h>

char *session_date(void)
{
	char date[32];
	time_t now = time(NULL);
	struct tm utc;

	gmtime_r(&now, &utc);
	strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%SZ", &utc);
	return strdup(date);
}
