/* observe_table: an observation for people, in 80 columns. */
#include "observe_formats.h"
#include "observe_phrases.h"

#include "procbench/render/prose.h"
#include "procbench/render/terminal.h"

#include <errno.h>
#include <inttypes.h>

#define DETAIL_COLUMN 14

enum { SITE, COUNT, CALL, KIND, CALLER, PROGRAM, RSS, CALLS, PRICE, COLUMN_COUNT };

/* Columns with one blank between them: 80 in all, with prices or without. */
static const struct {
	const char *title;
	size_t width, priced_width; /* 0: the column is not there */
	bool left;
} columns[COLUMN_COUNT] = {
	[SITE] = {"site", 4, 4, false},      [COUNT] = {"count", 7, 5, false},
	[CALL] = {"call", 6, 6, true},       [KIND] = {"kind", 11, 11, true},
	[CALLER] = {"caller", 12, 11, true}, [PROGRAM] = {"executes", 14, 12, true},
	[RSS] = {"rss", 9, 9, false},        [CALLS] = {"calls", 9, 6, false},
	[PRICE] = {"price", 0, 8, false},
};

/* Words that are too long end in "..". */
static void add_cell(struct text *out, int column, bool is_priced, const char *words)
{
	struct text cell = {0};
	size_t width = is_priced ? columns[column].priced_width : columns[column].width;

	if (width == 0)
		return;
	if (prose_columns(words) <= width)
		text_add(&cell, words);
	else
		text_printf(&cell, "%.*s..", (int)prose_beginning(words, width - 2), words);
	if (column > 0)
		text_add_char(out, ' ');
	prose_pad(out, text_string(&cell), width, columns[column].left);
	text_free(&cell);
}

static void add_header(struct text *out, bool is_priced, bool color)
{
	terminal_begin(out, color, TERMINAL_BOLD);
	for (int i = 0; i < COLUMN_COUNT; i++)
		add_cell(out, i, is_priced, columns[i].title);
	terminal_end(out, color, TERMINAL_BOLD);
	text_add_char(out, '\n');
}

static void add_row(struct text *out, bool is_priced, const struct observe_site *site)
{
	struct text cells[COLUMN_COUNT] = {{0}};

	text_printf(&cells[SITE], "%" PRIu64, site->number);
	text_printf(&cells[COUNT], "%" PRIu64, site->count);
	text_add(&cells[CALL], site->call);
	text_add(&cells[KIND], observe_kinds[site->kind]);
	text_add_printable(&cells[CALLER], phrase_base_name(site->executable));
	phrase_add_outcome(&cells[PROGRAM], site);
	phrase_add_bytes(&cells[RSS], observe_rss(&site->shape_high),
			 observe_rss(&site->shape_high));
	phrase_add_range(&cells[CALLS], site->calls_low, site->calls_high);
	phrase_add_price(&cells[PRICE], &site->price);
	for (int i = 0; i < COLUMN_COUNT; i++) {
		add_cell(out, i, is_priced, text_string(&cells[i]));
		text_free(&cells[i]);
	}
	text_add_char(out, '\n');
}

static void add_details(struct text *out, const struct observe_site *site)
{
	struct text line = {0};

	text_printf(out, "site %" PRIu64 "\n", site->number);
	for (size_t i = 0; i < phrases_of_site_count; i++) {
		text_clear(&line);
		phrases_of_site[i].add(&line, site);
		if (line.length > 0)
			prose_add_labelled(out, DETAIL_COLUMN, phrases_of_site[i].label,
					   text_string(&line));
	}
	text_free(&line);
}

static void add_note(struct text *out, const char *note)
{
	text_add(out, "note: ");
	prose_add(out, note, 6, 6, TERMINAL_WIDTH_DEFAULT);
}

struct tree_lines {
	struct text *out;
	const struct observation *observation;
};

static void add_process(void *context, const struct observe_process *process, size_t depth)
{
	struct tree_lines *lines = context;
	struct text line = {0};
	size_t indent = 2 * (depth < 20 ? depth : 20);

	observe_add_process(&line, lines->observation, process);
	text_printf(lines->out, "%*s", (int)indent, "");
	prose_wrap(lines->out, text_string(&line), indent, indent + 4, TERMINAL_WIDTH_DEFAULT);
	text_free(&line);
}

static void add_title(struct text *out, const struct observation *observation)
{
	struct text line = {0};

	phrase_add_summary(&line, observation);
	text_add(&line, ": ");
	text_add_printable(&line, observation->command ? observation->command : "?");
	text_add(&line, ", ");
	phrase_add_end(&line, &observation->end);
	prose_wrap(out, text_string(&line), 0, 2, TERMINAL_WIDTH_DEFAULT);
	text_free(&line);
}

static void add_rows(struct text *out, const struct observation *observation, bool color)
{
	struct text line = {0};

	add_header(out, observation->is_priced, color);
	for (size_t i = 0; i < observation->sites.count; i++)
		add_row(out, observation->is_priced, &observation->sites.items[i]);
	text_add(out, "\nrss: maximum memory of the caller; calls: system calls of the child "
		      "before exec\n");
	if (observation->is_priced) {
		phrase_add_run_price(&line, observation);
		prose_wrap(out, text_string(&line), 0, 2, TERMINAL_WIDTH_DEFAULT);
	}
	text_add_char(out, '\n');
	text_free(&line);
}

int observe_write_table(const struct observation *observation, const struct observe_style *style,
			struct text *out)
{
	const struct observe_site_list *sites = &observation->sites;
	struct tree_lines lines = {out, observation};

	add_title(out, observation);
	if (sites->count > 0) {
		text_add_char(out, '\n');
		add_rows(out, observation, style->color);
		for (size_t i = 0; i < sites->count; i++)
			add_details(out, &sites->items[i]);
	}
	if (style->tree) {
		text_add(out, "\nprocesses\n");
		observe_each_process(observation, add_process, &lines);
	}
	if (observation->warnings.count > 0 || sites->count > 0)
		text_add_char(out, '\n');
	phrases_each(observation, add_note, out);
	return out->failed ? -ENOMEM : 0;
}
