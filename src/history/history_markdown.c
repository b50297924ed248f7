/* history_markdown: a history as a section of a document: a table of its series, then what changed.
 */
#include "history_formats.h"
#include "history_phrases.h"

#include "procbench/render/grid.h"
#include "procbench/render/markdown_text.h"

#include <errno.h>

static size_t count_spikes(const struct history_series *series)
{
	size_t count = 0;

	for (size_t i = 0; series->shifts.is_judged && i < series->point_count; i++)
		count += series->shifts.marks[i] != SHIFTS_NORMAL;
	return count;
}

/* Levels, noise, changes and spikes of a series with too few results are not known. */
static void fill_row(struct grid *grid, const struct history *history, size_t row)
{
	const struct history_series *series = &history->series[row];
	struct grid_column *columns = grid->columns;
	struct text title = {0};

	history_text_add_title(&title, history, series);
	text_add_printable(&columns[0].cells[row], text_string(&title));
	text_free(&title);
	text_printf(&columns[1].cells[row], "%zu", series->point_count);
	if (!series->shifts.is_judged)
		return;
	history_text_add_now(&columns[2].cells[row], series);
	if (series->clock == QUANTITY_TIME)
		text_printf(&columns[3].cells[row], "%.2g%%", 100 * series->shifts.sd);
	text_printf(&columns[4].cells[row], "%zu", series->shifts.step_count);
	text_printf(&columns[5].cells[row], "%zu", count_spikes(series));
}

static void add_table(struct text *out, const struct history *history)
{
	static const char *const headings[] = {"series", "results", "now",
					       "noise",  "changes", "spikes"};
	const size_t count = sizeof(headings) / sizeof(headings[0]);
	struct grid grid = {.rows = history->series_count};

	for (size_t i = 0; i < count; i++)
		if (grid_add_column(&grid, headings[i]))
			grid.columns[i].left = i == 0;
	for (size_t row = 0; !grid.failed && row < grid.rows; row++)
		fill_row(&grid, history, row);
	if (!grid.failed)
		grid_write_markdown(&grid, out);
	out->failed = out->failed || grid.failed;
	grid_free(&grid);
}

/* "- `fork`: ", with what follows. */
static void begin_item(struct text *out, const struct history *history,
		       const struct history_series *series)
{
	struct text title = {0};

	history_text_add_title(&title, history, series);
	text_add(out, "- ");
	markdown_text_add_code(out, text_string(&title));
	text_add(out, ": ");
	text_free(&title);
}

static void add_words(struct text *out, struct text *words)
{
	markdown_text_add(out, text_string(words));
	text_clear(words);
}

static void add_step(struct text *out, const struct history *history,
		     const struct history_series *series, size_t step)
{
	const char *bold = series->steps[step].is_fresh ? "**" : "";
	struct text words = {0};

	begin_item(out, history, series);
	text_printf(out, "%s%s change%s: ", bold, history_text_step_state(&series->steps[step]),
		    bold);
	history_text_add_step(&words, history, series, step);
	add_words(out, &words);
	text_add(out, "; confirm it by ");
	history_text_add_duel(&words, history, series, step, " ");
	markdown_text_add_code(out, text_string(&words));
	text_add_char(out, '\n');
	text_free(&words);
}

/* Of spikes the table has the number; --format csv has all. */
static void add_unconfirmed(struct text *out, const struct history *history,
			    const struct history_series *series)
{
	struct text words = {0};

	for (size_t i = 0; i < series->point_count; i++) {
		if (series->shifts.marks[i] != SHIFTS_UNCONFIRMED)
			continue;
		begin_item(out, history, series);
		text_add(out, "unconfirmed: ");
		history_text_add_spike(&words, history, series, i);
		add_words(out, &words);
		text_add(out, " (a third such result would make it a change)\n");
	}
	text_free(&words);
}

static void add_series(struct text *out, const struct history *history,
		       const struct history_series *series)
{
	struct text words = {0};

	if (series->shifts.is_judged) {
		for (size_t i = 0; i < series->shifts.step_count; i++)
			add_step(out, history, series, i);
		add_unconfirmed(out, history, series);
	} else {
		begin_item(out, history, series);
		history_text_add_level(&words, series);
		add_words(out, &words);
		text_add_char(out, '\n');
	}
	text_free(&words);
}

int history_write_markdown(const struct history *history, bool color, struct text *out)
{
	struct text method = {0};
	size_t before;

	(void)color;
	text_add(out, "## History: ");
	history_text_add_summary(out, history);
	text_add(out, "\n\n");
	add_table(out, history);
	text_add_char(out, '\n');
	before = out->length;
	for (size_t i = 0; i < history->series_count; i++)
		add_series(out, history, &history->series[i]);
	history_text_each_note(out, history, markdown_text_add_item);
	if (out->length > before)
		text_add_char(out, '\n');
	history_text_add_method(&method, history);
	add_words(out, &method);
	text_add_char(out, '\n');
	text_free(&method);
	return out->failed ? -ENOMEM : 0;
}
