/*
 * text: a string that grows.
 *
 * Start from `struct text text = {0};`, end with text_free(). A text that ran out of memory stays
 * `failed`, ignores what is added, and is checked once, at the end.
 */
#ifndef PROCBENCH_BASE_TEXT_H
#define PROCBENCH_BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct text {
	char *data; /* NUL-terminated once anything was added; owned by the text */
	size_t length;
	size_t capacity;
	bool failed; /* memory ran out: the content is not whole */
};

void text_add(struct text *text, const char *string);
void text_add_bytes(struct text *text, const char *bytes, size_t length);
void text_add_char(struct text *text, char c);
void text_printf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_vprintf(struct text *text, const char *format, va_list args);

/* The content as a C string, "" when empty; owned by the text. */
const char *text_string(const struct text *text);

/* Hands the string over to the caller, who frees it; NULL when the text failed. */
char *text_take(struct text *text);

void text_clear(struct text *text);
void text_free(struct text *text);

/*
 * Adds `string` so that a terminal shows it and does not obey it: control characters and bytes
 * that are not UTF-8 become \xNN.
 */
void text_add_printable(struct text *text, const char *string);

/* Bytes of the well-formed UTF-8 sequence at `string` (RFC 3629), 0 when there is none. */
size_t text_character_length(const char *string);

/* True for C0, DEL, C1 (U+0080 to U+009F) and bidirectional marks, which terminals obey. */
bool text_is_control(const char *string);

#endif
