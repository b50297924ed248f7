/* history_table: a history for people. */
#include "history_formats.h"
#include "history_phrases.h"
#include "history_plot.h"

#include "procbench/render/prose.h"
#include "procbench/render/terminal.h"

#include <errno.h>

#define COLUMNS    80
#define SPIKES_MAX 5 /* of a series; --format csv has all */

static void add_line(struct text *out, const char *words)
{
	prose_add(out, words, 0, 2, COLUMNS);
}

static void add_indented(struct text *out, struct text *words)
{
	text_add(out, "  ");
	prose_add(out, text_string(words), 2, 4, COLUMNS);
	text_clear(words);
}

/* The command is not wrapped as words are, so that it can be copied. */
static void add_steps(struct text *out, const struct history *history,
		      const struct history_series *series, bool color)
{
	struct text line = {0}, command = {0};

	for (size_t i = 0; i < series->shifts.step_count; i++) {
		bool bold = color && series->steps[i].is_fresh;

		text_printf(&line, "%s change: ", history_text_step_state(&series->steps[i]));
		history_text_add_step(&line, history, series, i);
		terminal_begin(out, bold, TERMINAL_BOLD);
		add_indented(out, &line);
		terminal_end(out, bold, TERMINAL_BOLD);
		text_clear(&command);
		history_text_add_duel(&command, history, series, i, " \\\n      ");
		text_add(out, "    ");
		text_add(out, text_string(&command));
		text_add_char(out, '\n');
	}
	text_free(&line);
	text_free(&command);
}

static void add_spikes(struct text *out, const struct history *history,
		       const struct history_series *series)
{
	struct text line = {0};
	size_t shown = 0, hidden = 0;

	for (size_t i = series->point_count; i > 0; i--) {
		enum shifts_mark mark = series->shifts.marks[i - 1];

		if (mark == SHIFTS_NORMAL)
			continue;
		if (++shown > SPIKES_MAX) {
			hidden++;
			continue;
		}
		text_printf(&line, "%s: ", history_text_mark(mark));
		history_text_add_spike(&line, history, series, i - 1);
		if (mark == SHIFTS_UNCONFIRMED)
			text_add(&line, " (a third such result would make it a change)");
		add_indented(out, &line);
	}
	if (hidden > 0)
		text_printf(out, "  ... %zu earlier spike%s (--format csv has all)\n", hidden,
			    hidden == 1 ? "" : "s");
	text_free(&line);
}

static void add_series(struct text *out, const struct history *history,
		       const struct history_series *series, bool color)
{
	struct text line = {0};

	text_add_char(out, '\n');
	history_text_add_title(&line, history, series);
	add_line(out, text_string(&line));
	text_clear(&line);
	history_text_add_level(&line, series);
	add_indented(out, &line);
	text_free(&line);
	if (!series->shifts.is_judged)
		return;
	if (series->shifts.step_count > 0)
		plot_add(out, series);
	add_steps(out, history, series, color);
	add_spikes(out, history, series);
}

/* What to do about the first fresh change. */
static void add_blessing(struct text *out, const struct history *history)
{
	struct text line = {0};

	for (size_t i = 0; i < history->series_count && line.length == 0; i++) {
		const struct history_series *series = &history->series[i];
		size_t count = series->shifts.step_count;

		if (count == 0 || !series->steps[count - 1].is_fresh)
			continue;
		text_add(&line, "To accept a change: procbench history DIR --bless ");
		history_text_add_change(&line, history, series, count - 1);
		text_add_char(out, '\n');
		add_line(out, text_string(&line));
	}
	text_free(&line);
}

int history_write_table(const struct history *history, bool color, struct text *out)
{
	struct text line = {0};

	history_text_add_summary(&line, history);
	add_line(out, text_string(&line));
	text_clear(&line);
	for (size_t i = 0; i < history->series_count; i++)
		add_series(out, history, &history->series[i], color);
	if (history->machine_count > 1 || history->problem_count + history->warnings.count > 0)
		text_add_char(out, '\n');
	history_text_each_note(out, history, add_line);
	add_blessing(out, history);
	history_text_add_method(&line, history);
	text_add_char(out, '\n');
	add_line(out, text_string(&line));
	text_free(&line);
	return out->failed ? -ENOMEM : 0;
}
