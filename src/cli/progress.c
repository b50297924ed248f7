/* progress: a bar on standard error, drawn between launches only. */
#include "progress.h"

#include "output.h"

#include "procbench/base/text.h"
#include "procbench/render/terminal.h"
#include "procbench/sys/clock.h"

#include <errno.h>
#include <inttypes.h>
#include <unistd.h>

#define BAR_COLUMNS 20
#define REDRAW_NS   100000000u

static void put(const struct text *line)
{
	if (write(STDERR_FILENO, text_string(line), line->length) < 0)
		errno = 0; /* failing to draw is not an error */
}

static void add_bar(struct text *line, double fraction)
{
	int full = (int)(fraction * BAR_COLUMNS);

	text_add_char(line, '[');
	for (int i = 0; i < BAR_COLUMNS; i++)
		text_add_char(line, i < full ? '#' : '.');
	text_add_char(line, ']');
}

/* The remaining time at the rate so far; nothing before there is a rate. */
static void add_rest(struct text *line, const struct progress *progress, double fraction)
{
	double past = (double)(clock_now_ns() - progress->start_ns) / 1e9;

	if (fraction > 0.02)
		text_printf(line, " %3.0f s left", past / fraction - past);
}

/* Cut to the line: a line that wraps cannot be erased completely. */
static void add_name(struct text *line, const char *spec, size_t columns)
{
	struct text name = {0};

	text_add_printable(&name, spec);
	if (columns > 1)
		text_printf(line, " %.*s", (int)columns - 1, text_string(&name));
	text_free(&name);
}

static void add_line(struct text *line, const struct progress *progress, double fraction,
		     uint64_t round, const char *spec)
{
	size_t columns = output_bar_columns(), taken;
	struct text rest = {0};

	add_bar(line, fraction);
	text_printf(line, " %3.0f%%", 100 * fraction);
	if (round > 0)
		text_printf(line, " round %" PRIu64, round);
	add_rest(&rest, progress, fraction);
	taken = line->length + rest.length;
	add_name(line, spec, columns > taken ? columns - taken : 0);
	text_add(line, text_string(&rest));
	text_free(&rest);
}

void progress_show(void *context, double fraction, uint64_t round, const char *spec)
{
	struct progress *progress = context;
	struct text line = {0}, words = {0};
	uint64_t now = clock_now_ns();

	if (!progress->start_ns)
		progress->start_ns = now;
	if (progress->shown && now - progress->drawn_ns < REDRAW_NS)
		return;
	progress->shown = true;
	progress->drawn_ns = now;
	add_line(&words, progress, fraction, round, spec);
	terminal_erase_line(&line);
	text_add(&line, text_string(&words));
	put(&line);
	text_free(&line);
	text_free(&words);
}

void progress_end(struct progress *progress)
{
	struct text line = {0};

	if (!progress->shown)
		return;
	terminal_erase_line(&line);
	put(&line);
	text_free(&line);
}
