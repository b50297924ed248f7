/* brief: what is not needed of a saved result, removed before it is parsed. */
#include "brief.h"

#include <stdbool.h>
#include <string.h>

#define SKIPPED "\"histogram\""

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Where the string that begins at `at` ends, behind its quotation mark. */
static size_t end_of_string(const char *bytes, size_t length, size_t at)
{
	for (at++; at < length && bytes[at] != '"'; at++)
		at += bytes[at] == '\\';
	return at < length ? at + 1 : length;
}

/* Where the list that begins at `at` ends; it may hold other lists and strings. */
static size_t end_of_list(const char *bytes, size_t length, size_t at)
{
	size_t depth = 0;

	while (at < length) {
		char c = bytes[at];

		depth += c == '[';
		depth -= c == ']';
		at = c == '"' ? end_of_string(bytes, length, at) : at + 1;
		if (depth == 0)
			break;
	}
	return at;
}

/* Blanks that may keep two tokens apart stay, as one. */
static bool is_needed(const char *bytes, size_t written)
{
	char before = written > 0 ? bytes[written - 1] : ',';

	return before != ',' && before != ':' && before != '{' && before != '[';
}

static bool is_key(const char *string, size_t length)
{
	return length == strlen(SKIPPED) && memcmp(string, SKIPPED, length) == 0;
}

size_t brief_make(char *bytes, size_t length)
{
	size_t written = 0, at = 0, end;
	bool is_skipped = false; /* the list that comes next */

	while (at < length) {
		char c = bytes[at];

		if (is_blank(c)) {
			if (is_needed(bytes, written))
				bytes[written++] = ' ';
			while (at < length && is_blank(bytes[at]))
				at++;
		} else if (c == '"') {
			end = end_of_string(bytes, length, at);
			is_skipped = is_key(bytes + at, end - at);
			memmove(bytes + written, bytes + at, end - at);
			written += end - at;
			at = end;
		} else if (c == '[' && is_skipped) {
			end = end_of_list(bytes, length, at);
			bytes[written++] = '[';
			if (end > at + 1) /* else the file ends here */
				bytes[written++] = ']';
			at = end;
			is_skipped = false;
		} else {
			is_skipped = is_skipped && c == ':';
			bytes[written++] = c;
			at++;
		}
	}
	return written;
}
