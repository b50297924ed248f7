/* terminal: what a terminal can show, and how text is styled for it. */
#include "procbench/render/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static bool is_terminal(int fd)
{
	const char *term = getenv("TERM");

	return isatty(fd) && !(term && strcmp(term, "dumb") == 0);
}

static bool is_set(const char *name)
{
	const char *value = getenv(name);

	return value && *value;
}

struct terminal terminal_describe(int fd)
{
	struct winsize size;
	bool interactive = is_terminal(fd);

	return (struct terminal){
		.is_terminal = interactive,
		.color = interactive && getenv("TERM") && !is_set("NO_COLOR"),
		.width = ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0,
	};
}

static const char *const styles[] = {
	[TERMINAL_PLAIN] = "",       [TERMINAL_BOLD] = "\033[1m",   [TERMINAL_DIM] = "\033[2m",
	[TERMINAL_RED] = "\033[31m", [TERMINAL_GREEN] = "\033[32m", [TERMINAL_YELLOW] = "\033[33m",
};

void terminal_begin(struct text *out, bool color, enum terminal_style style)
{
	if (color)
		text_add(out, styles[style]);
}

void terminal_end(struct text *out, bool color, enum terminal_style style)
{
	if (color && style != TERMINAL_PLAIN)
		text_add(out, "\033[0m");
}

void terminal_add(struct text *out, bool color, enum terminal_style style, const char *words)
{
	terminal_begin(out, color, style);
	text_add(out, words);
	terminal_end(out, color, style);
}

void terminal_erase_line(struct text *out)
{
	text_add(out, "\r\033[K");
}
