/*
 * text: a growable string.
 *
 * Start from `struct text text = {0};`, end with text_free(). When memory runs out, `failed` is
 * set and further additions are ignored, so that callers need to check only once, at the end.
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
	bool failed; /* memory ran out: the content is truncated */
};

void text_add(struct text *text, const char *string);
void text_add_bytes(struct text *text, const char *bytes, size_t length);
void text_add_char(struct text *text, char c);
void text_printf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_vprintf(struct text *text, const char *format, va_list args);

/* Makes room for `more` bytes and a NUL behind the content; false, and `failed`, if it cannot. */
bool text_reserve(struct text *text, size_t more);

/* The content as a C string, "" when empty; owned by the text. */
const char *text_string(const struct text *text);

/* Transfers the string to the caller, who frees it; NULL if the text failed. */
char *text_take(struct text *text);

void text_clear(struct text *text);
void text_free(struct text *text);

/*
 * Appends `string` with control characters and invalid UTF-8 escaped as \xNN, so that a terminal
 * does not interpret it.
 */
void text_add_printable(struct text *text, const char *string);

/* Length in bytes of the valid UTF-8 sequence at `string` (RFC 3629), or 0. */
size_t text_character_length(const char *string);

/* True for C0, DEL, C1 (U+0080 to U+009F) and bidirectional marks, which terminals obey. */
bool text_is_control(const char *string);

#endif
