/* json_scan: reads single values of JSON in one pass, without building a tree. */
#include "json_scan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- tokens ---- */

void scan_skip_blanks(struct scan *scan)
{
	while (*scan->at == ' ' || *scan->at == '\n' || *scan->at == '\r' || *scan->at == '\t')
		scan->at++;
}

bool scan_take(struct scan *scan, char c)
{
	scan_skip_blanks(scan);
	if (*scan->at != c)
		return false;
	scan->at++;
	return true;
}

static bool skip_string(struct scan *scan)
{
	const char *at = scan->at + 1;

	while (*at && *at != '"')
		at += *at == '\\' && at[1] ? 2 : 1;
	scan->at = at + (*at == '"');
	return *at == '"';
}

/* An object or a list. */
static bool skip_container(struct scan *scan)
{
	static const char is_special[256] = {
		['\0'] = 1, ['"'] = 1, ['['] = 1, [']'] = 1, ['{'] = 1, ['}'] = 1};
	size_t depth = 0;

	for (;;) {
		char c;

		while (!is_special[(unsigned char)*scan->at])
			scan->at++;
		c = *scan->at;
		if (c == '\0' || (c == '"' && !skip_string(scan)))
			return false;
		if (c == '"')
			continue;
		scan->at++;
		depth += c == '{' || c == '[' ? 1 : (size_t)-1;
		if (depth == 0)
			return true;
	}
}

bool scan_skip_value(struct scan *scan)
{
	size_t length;

	scan_skip_blanks(scan);
	if (*scan->at == '"')
		return skip_string(scan);
	if (*scan->at == '{' || *scan->at == '[')
		return skip_container(scan);
	length = strcspn(scan->at, ",]} \n\r\t");
	scan->at += length;
	return length > 0;
}

/* ---- values ---- */

bool scan_take_word(struct scan *scan, const char *word)
{
	size_t length = strlen(word);

	scan_skip_blanks(scan);
	if (*scan->at != *word || strncmp(scan->at, word, length) != 0)
		return false;
	scan->at += length;
	return true;
}

bool scan_is_plain(const char *at, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (at[i] < ' ' || at[i] > '~' || at[i] == '\\')
			return false;
	return true;
}

/* The last of members with one name counts; the complete reader refuses these. */
bool scan_read_text(struct scan *scan, char **text)
{
	const char *begin;

	if (scan_take_word(scan, "null"))
		return true;
	if (*scan->at != '"')
		return false;
	begin = scan->at + 1;
	if (!skip_string(scan) || !scan_is_plain(begin, (size_t)(scan->at - begin) - 1))
		return false;
	free(*text);
	*text = strndup(begin, (size_t)(scan->at - begin) - 1);
	return *text != NULL;
}

bool scan_read_number(struct scan *scan, double *number)
{
	char *end;

	*number = NAN;
	if (scan_take_word(scan, "null"))
		return true;
	if ((*scan->at < '0' || *scan->at > '9') && *scan->at != '-')
		return false;
	*number = strtod(scan->at, &end);
	scan->at = end;
	return isfinite(*number) && strchr(",}] \n\r\t", *end) && *end;
}

bool scan_read_magnitude(struct scan *scan, double *number)
{
	return scan_read_number(scan, number) && !(*number < 0);
}

bool scan_read_count(struct scan *scan, uint64_t *count)
{
	double number;

	if (!scan_read_number(scan, &number) || !(number >= 0 && number < 0x1p53))
		return false;
	*count = (uint64_t)number;
	return (double)*count == number;
}

bool scan_read_bool(struct scan *scan, bool *value)
{
	*value = scan_take_word(scan, "true");
	return *value || scan_take_word(scan, "false");
}

bool scan_read_object(struct scan *scan, scan_member *read, void *into)
{
	if (!scan_take(scan, '{'))
		return false;
	if (scan_take(scan, '}'))
		return true;
	do {
		const char *name;
		size_t length;

		scan_skip_blanks(scan);
		name = scan->at + 1;
		if (*scan->at != '"' || !skip_string(scan))
			return false;
		length = (size_t)(scan->at - name) - 1;
		if (!scan_take(scan, ':'))
			return false;
		scan_skip_blanks(scan);
		if (!read(scan, name, length, into))
			return false;
	} while (scan_take(scan, ','));
	return scan_take(scan, '}');
}
