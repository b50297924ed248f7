/* frame: named parts of a guest's answer on its console. */
#define _GNU_SOURCE
#include "frame.h"

#include <errno.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MARK "\n@procbench-frame "

/* The longest line of a part. */
#define LINE_MAX_BYTES 96

/* FNV-1a: a serial line damages single bytes or leaves some out; nobody forges it. */
static uint64_t checksum(const char *bytes, size_t length)
{
	uint64_t sum = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < length; i++)
		sum = (sum ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
	return sum;
}

void frame_add(struct text *out, const char *name, const char *bytes, size_t length)
{
	text_printf(out, MARK "%s %zu %016" PRIx64 "\n", name, length, checksum(bytes, length));
	text_add_bytes(out, bytes, length);
}

/* Reads "NAME LENGTH CHECKSUM\n" of `left` bytes; the length of the line, or 0. */
static size_t read_line(const char *line, size_t left, struct frame *frame, uint64_t *sum)
{
	char copy[LINE_MAX_BYTES + 1] = "";
	const char *end = memchr(line, '\n', left < LINE_MAX_BYTES ? left : LINE_MAX_BYTES);
	int read = -1;

	if (!end)
		return 0;
	memcpy(copy, line, (size_t)(end - line));
	if (sscanf(copy, "%31[a-z] %zu %16" SCNx64 "%n", frame->name, &frame->length, sum, &read) !=
		    3 ||
	    read != end - line || frame->length > FRAME_BYTES_MAX)
		return 0;
	return (size_t)(end - line) + 1;
}

int frame_next(const struct text *console, size_t *at, struct frame *frame, struct error *error)
{
	const char *end = console->data + console->length;
	const char *mark = console->length > *at ? memmem(console->data + *at,
							  console->length - *at, MARK, strlen(MARK))
						 : NULL;
	uint64_t sum;
	size_t line;

	if (!mark)
		return 0;
	mark += strlen(MARK);
	line = read_line(mark, (size_t)(end - mark), frame, &sum);
	if (line == 0)
		return error_set(error, EBADMSG, "its answer is damaged");
	frame->bytes = mark + line;
	if (frame->length > (size_t)(end - frame->bytes))
		return error_set(error, EBADMSG, "its answer is cut off after %zu of %zu bytes",
				 (size_t)(end - frame->bytes), frame->length);
	if (checksum(frame->bytes, frame->length) != sum)
		return error_set(error, EBADMSG, "its answer is damaged: wrong checksum of '%s'",
				 frame->name);
	*at = (size_t)(frame->bytes + frame->length - console->data);
	return 1;
}
