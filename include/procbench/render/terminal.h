/* terminal: what a terminal can show, and how text is styled for it. */
#ifndef PROCBENCH_RENDER_TERMINAL_H
#define PROCBENCH_RENDER_TERMINAL_H

#include "procbench/base/text.h"

#include <stdbool.h>
#include <stddef.h>

#define TERMINAL_WIDTH_DEFAULT 80 /* default number of columns without a terminal */

struct terminal {
	bool is_terminal; /* and not a dumb one: the cursor can be moved */
	bool color;       /* a terminal, and NO_COLOR is not set */
	size_t width;     /* columns, 0 where there is no terminal */
};

/* Describes what `fd` is connected to, from the kernel and the environment. */
struct terminal terminal_describe(int fd);

enum terminal_style {
	TERMINAL_PLAIN,
	TERMINAL_BOLD,
	TERMINAL_DIM,
	TERMINAL_RED,
	TERMINAL_GREEN,
	TERMINAL_YELLOW
};

/* Switches to a style, and back to plain text; neither adds anything where `color` is false. */
void terminal_begin(struct text *out, bool color, enum terminal_style style);
void terminal_end(struct text *out, bool color, enum terminal_style style);

/* Adds words in a style. */
void terminal_add(struct text *out, bool color, enum terminal_style style, const char *words);

/* Returns to the first column and erases the line. */
void terminal_erase_line(struct text *out);

#endif
