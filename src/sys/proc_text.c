/* proc_text: reads the texts of /proc and /sys. */
#define _GNU_SOURCE
#include "procbench/sys/proc_text.h"

#include "procbench/sys/raw.h"

#include <fcntl.h>

/* ---- files ---- */

/* The kernel returns at most a page per read. */
int proc_text_read(const char *path, char *text, size_t size)
{
	long fd = sys_open(path, O_RDONLY | O_CLOEXEC), n = fd;
	size_t length = 0;

	while (fd >= 0 && length < size - 1) {
		n = sys_read((int)fd, text + length, size - 1 - length);
		if (n <= 0)
			break;
		length += (size_t)n;
	}
	if (fd >= 0)
		sys_close((int)fd);
	text[n < 0 ? 0 : length] = '\0';
	return n < 0 ? (int)n : 0;
}

static char *line_end(char *line)
{
	while (*line && *line != '\n')
		line++;
	return line;
}

int proc_text_read_line(const char *path, char *line, size_t size)
{
	int status = proc_text_read(path, line, size);

	*line_end(line) = '\0';
	return status;
}

uint64_t proc_text_read_number(const char *path)
{
	char line[64];

	if (proc_text_read(path, line, sizeof(line)) < 0 || *line < '0' || *line > '9')
		return PROC_TEXT_NONE;
	return proc_text_digits(line, 10);
}

/* A partial line. */
struct line {
	char *text;
	size_t size, length;
};

/* Appends the bytes read and delivers each complete line. */
static bool take_lines(struct line *line, const char *piece, size_t length, proc_text_take *take,
		       void *context)
{
	for (size_t i = 0; i < length; i++) {
		if (piece[i] != '\n') {
			if (line->length < line->size - 1)
				line->text[line->length++] = piece[i];
			continue;
		}
		line->text[line->length] = '\0';
		line->length = 0;
		if (take(context, line->text))
			return true;
	}
	return false;
}

int proc_text_find_line(const char *path, char *buffer, size_t size, proc_text_take *take,
			void *context)
{
	struct line line = {.text = buffer, .size = size};
	char piece[1024];
	bool found = false;
	long fd = sys_open(path, O_RDONLY | O_CLOEXEC), n;

	if (fd < 0)
		return (int)fd;
	while ((n = sys_read((int)fd, piece, sizeof(piece))) > 0 && !found)
		found = take_lines(&line, piece, (size_t)n, take, context);
	sys_close((int)fd);
	if (!found && n == 0 && line.length > 0)
		found = take_lines(&line, "\n", 1, take, context);
	return n < 0 && !found ? (int)n : found;
}

uint64_t proc_text_count(const char *path, char byte, char *buffer, size_t size)
{
	long fd = sys_open(path, O_RDONLY | O_CLOEXEC), n;
	uint64_t count = 0;

	if (fd < 0)
		return PROC_TEXT_NONE;
	while ((n = sys_read((int)fd, buffer, size)) > 0)
		for (long i = 0; i < n; i++)
			count += buffer[i] == byte;
	sys_close((int)fd);
	return count;
}

/* ---- lines ---- */

static const char *skip_blanks(const char *text)
{
	while (*text == ' ' || *text == '\t')
		text++;
	return text;
}

static const char *skip_name(const char *text, const char *name)
{
	while (*name && *text == *name) {
		text++;
		name++;
	}
	return *name ? NULL : text;
}

const char *proc_text_field(const char *text, const char *name)
{
	while (*text) {
		const char *end = skip_name(text, name);

		if (end && *(end = skip_blanks(end)) == ':')
			return skip_blanks(end + 1);
		while (*text && *text != '\n')
			text++;
		text += *text == '\n';
	}
	return NULL;
}

bool proc_text_copy_field(const char *text, const char *name, char *value, size_t size)
{
	const char *field = proc_text_field(text, name);
	size_t length = 0;

	if (!field)
		return false;
	for (; length < size - 1 && field[length] && field[length] != '\n'; length++)
		value[length] = field[length];
	value[length] = '\0';
	return true;
}

static unsigned digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	return c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10 : UINT32_MAX;
}

uint64_t proc_text_digits(const char *text, int base)
{
	uint64_t number = 0;

	for (text = skip_blanks(text); digit_of(*text) < (unsigned)base; text++)
		if (__builtin_mul_overflow(number, (uint64_t)base, &number) ||
		    __builtin_add_overflow(number, digit_of(*text), &number))
			return PROC_TEXT_NONE - 1;
	return number < PROC_TEXT_NONE ? number : PROC_TEXT_NONE - 1;
}

uint64_t proc_text_number(const char *text, const char *name, int base)
{
	const char *value = proc_text_field(text, name);

	return value ? proc_text_digits(value, base) : PROC_TEXT_NONE;
}
