/* fleet_table: a fleet for people. */
#include "fleet_formats.h"
#include "fleet_phrases.h"

#include "procbench/render/human.h"
#include "procbench/render/prose.h"
#include "procbench/render/terminal.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#define COLUMNS        80
#define HOST_COLUMNS   21
#define MEDIAN_COLUMNS 10
#define ROWS_MAX       30 /* of a case; with more hosts the middle is left out */
#define FIRST_ROWS     8
#define LAST_ROWS      16

static void add_cell(struct text *out, const char *cell, size_t width)
{
	prose_pad(out, cell, width, false);
}

static void add_number(struct text *out, double number, size_t width)
{
	struct text cell = {0};

	human_add_number(&cell, number, 4);
	add_cell(out, text_string(&cell), width);
	text_free(&cell);
}

static void add_label(struct text *out, const char *label)
{
	struct text name = {0};

	text_add_printable(&name, label);
	text_add(out, "  ");
	prose_pad(out, text_string(&name), HOST_COLUMNS, true);
	if (prose_columns(text_string(&name)) > HOST_COLUMNS)
		text_printf(out, "\n  %*s", HOST_COLUMNS, "");
	text_free(&name);
}

static void add_row(struct text *out, const struct fleet *fleet, const struct fleet_unit *unit,
		    const struct fleet_host *host, const struct human_unit *time, bool color)
{
	const struct effects_host *effect = &host->effect;
	struct text cell = {0};
	bool bold = color && host->is_outlier;

	terminal_begin(out, bold, TERMINAL_BOLD);
	add_label(out, fleet->labels.items[host->label]);
	text_printf(out, "%5zu", effect->runs);
	add_number(out, exp(effect->value), 9);
	human_add_range(&cell, exp(effect->low), exp(effect->high), 3);
	add_cell(out, text_string(&cell), 15);
	text_printf(out, "%+8.1f%%", 100 * phrases_off(unit, host));
	text_clear(&cell);
	phrases_add_ranks(&cell, effect);
	add_cell(out, text_string(&cell), 9);
	add_number(out, host->median_ns / time->ns, MEDIAN_COLUMNS);
	terminal_end(out, bold, TERMINAL_BOLD);
	text_add_char(out, '\n');
	text_free(&cell);
}

static bool is_shown(const struct fleet_unit *unit, size_t row)
{
	return unit->host_count <= ROWS_MAX || unit->hosts[row].is_outlier || row < FIRST_ROWS ||
	       row >= unit->host_count - LAST_ROWS;
}

static void add_rows(struct text *out, const struct fleet *fleet, const struct fleet_unit *unit,
		     bool color)
{
	struct human_unit time = human_unit_for(fleet->clock, unit->median_ns);
	size_t hidden = 0;

	text_add(out, "\n  ");
	prose_pad(out, "host", HOST_COLUMNS, true);
	text_printf(out, "%5s%9s%15s%9s%9s%*s%s\n", "runs", "x floor", "95% CI", "vs fleet",
		    "ranks", (int)(MEDIAN_COLUMNS - strlen(time.name)),
		    strlen(time.name) < 3 ? "median " : "", time.name);
	for (size_t i = 0; i < unit->host_count; i++) {
		if (is_shown(unit, i))
			add_row(out, fleet, unit, &unit->hosts[i], &time, color);
		else
			hidden++;
		if (hidden > 0 && (i + 1 == unit->host_count || is_shown(unit, i + 1))) {
			text_printf(out, "  ... %zu more (--format csv has every host)\n", hidden);
			hidden = 0;
		}
	}
}

static void add_unit(struct text *out, const struct fleet *fleet, const struct fleet_unit *unit,
		     bool color)
{
	struct text line = {0};

	phrases_add_title(&line, fleet, unit);
	text_add_char(out, '\n');
	prose_add(out, text_string(&line), 0, 2, COLUMNS);
	text_clear(&line);
	phrases_add_mean(&line, fleet, unit);
	text_add(out, "  ");
	prose_add(out, text_string(&line), 2, 4, COLUMNS);
	text_clear(&line);
	phrases_add_shares(&line, fleet, unit);
	text_add(out, "  ");
	prose_add(out, text_string(&line), 2, 4, COLUMNS);
	text_free(&line);
	add_rows(out, fleet, unit, color);
}

static void add_line(struct text *out, const char *words)
{
	prose_add(out, words, 0, 2, COLUMNS);
}

static void add_outliers(struct text *out, const struct fleet *fleet)
{
	struct text line = {0};

	if (fleet->outliers > 0)
		text_add_char(out, '\n');
	for (size_t i = 0; i < fleet->unit_count; i++)
		for (size_t k = 0; k < fleet->units[i].host_count; k++) {
			if (!fleet->units[i].hosts[k].is_outlier)
				continue;
			text_clear(&line);
			text_add(&line, "outlier: ");
			phrases_add_outlier(&line, fleet, &fleet->units[i],
					    &fleet->units[i].hosts[k]);
			add_line(out, text_string(&line));
		}
	text_free(&line);
}

int fleet_write_table(const struct fleet *fleet, bool color, struct text *out)
{
	struct text line = {0}, notes = {0};

	phrases_add_summary(&line, fleet);
	add_line(out, text_string(&line));
	for (size_t i = 0; i < fleet->unit_count; i++)
		add_unit(out, fleet, &fleet->units[i], color);
	add_outliers(out, fleet);
	phrases_each_note(&notes, fleet, add_line);
	if (notes.length > 0)
		text_printf(out, "\n%s", text_string(&notes));
	out->failed = out->failed || notes.failed;
	text_free(&notes);
	text_clear(&line);
	phrases_add_method(&line, fleet);
	text_add_char(out, '\n');
	add_line(out, text_string(&line));
	text_free(&line);
	return out->failed ? -ENOMEM : 0;
}
