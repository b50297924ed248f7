/*
 * json_scan: reads single values of JSON in one pass, without building a tree.
 *
 * All functions return false for what they do not know: not only for invalid JSON, but also for
 * escaped characters and bytes beyond ASCII in a text. What is skipped is not checked.
 */
#ifndef PROCBENCH_SRC_RESULT_JSON_SCAN_H
#define PROCBENCH_SRC_RESULT_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Bytes with a NUL behind them, which ends every loop. */
struct scan {
	const char *at;
};

/* Reads the value of a member. */
typedef bool scan_member(struct scan *scan, const char *name, size_t length, void *into);

void scan_skip_blanks(struct scan *scan);

/* Takes a character or a word, if it comes next behind blanks. */
bool scan_take(struct scan *scan, char c);
bool scan_take_word(struct scan *scan, const char *word);

bool scan_skip_value(struct scan *scan);

/* null becomes NAN, and leaves a text unchanged; a text replaces an earlier one. */
bool scan_read_text(struct scan *scan, char **text);
bool scan_read_number(struct scan *scan, double *number);
bool scan_read_magnitude(struct scan *scan, double *number); /* not below 0 */
bool scan_read_count(struct scan *scan, uint64_t *count);
bool scan_read_bool(struct scan *scan, bool *value);

/* Calls `read` with each member. */
bool scan_read_object(struct scan *scan, scan_member *read, void *into);

/* Whether a member has that name. Inline, as the length of a literal is known then. */
static inline bool scan_is(const char *name, size_t length, const char *word)
{
	return strlen(word) == length && memcmp(name, word, length) == 0;
}

/* Whether a name has no characters that may be escaped. */
bool scan_is_plain(const char *at, size_t length);

#endif
