/* table: for people, on a terminal. */
#include "columns.h"
#include "sentences.h"
#include "text_plot.h"
#include "verdicts.h"
#include "writers.h"

#include "procbench/render/human.h"
#include "procbench/render/prose.h"
#include "procbench/render/terminal.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define GAP          2 /* blanks between columns */
#define COLUMNS_MAX  32
#define NAME_COLUMNS 48 /* what a name may take on any line */

/* A column as it is shown: its unit and its cells, one a case. */
struct shown {
	const struct column *column;
	struct human_unit unit;
	int decimals;
	size_t width;
	struct text *cells;
};

struct table {
	const struct result *result;
	const struct report_style *style;
	struct shown shown[COLUMNS_MAX];
	size_t count;
	bool apart; /* the first cell of a row stands on a line of its own */
};

static bool is_shown(const struct result_case *item)
{
	return !item->skipped || item->samples > 0;
}

/* ---- numbers ---- */

/* The numbers of a cell: one, or an interval's two. */
static size_t numbers_of(const struct column *column, const struct result_case *item,
			 double numbers[2])
{
	numbers[0] = column[0].number(item);
	if (!column->with_next)
		return 1;
	numbers[1] = column[1].number(item);
	return 2;
}

/* The least magnitude in a column that is not 0; NAN when nothing was measured. */
static double least_of(const struct result *result, const struct column *column)
{
	double least = NAN, numbers[2];

	for (size_t i = 0; i < result->case_count; i++) {
		numbers_of(column, &result->cases[i], numbers);
		if (isfinite(numbers[0]) && fabs(numbers[0]) > 0)
			least = fmin(isnan(least) ? INFINITY : least, fabs(numbers[0]));
	}
	return least;
}

static bool has_numbers(const struct result *result, const struct column *column)
{
	for (size_t i = 0; i < result->case_count; i++)
		if (isfinite(column->number(&result->cases[i])))
			return true;
	return false;
}

static bool has_text(const struct result *result, const struct column *column)
{
	for (size_t i = 0; i < result->case_count; i++)
		if (column->text(result, &result->cases[i]))
			return true;
	return false;
}

/* The middle one of a column decides its unit, so that one tiny or huge row does not. */
static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static struct human_unit unit_of(const struct result *result, const struct column *column)
{
	double *numbers = calloc(result->case_count + 1, sizeof(*numbers));
	struct human_unit unit = {"us", 1000};
	size_t n = 0;

	for (size_t i = 0; numbers && i < result->case_count; i++)
		if (isfinite(column->number(&result->cases[i])))
			numbers[n++] = fabs(column->number(&result->cases[i]));
	if (n > 0) {
		qsort(numbers, n, sizeof(*numbers), compare_doubles);
		unit = human_unit_for(numbers[n / 2]);
	}
	free(numbers);
	return unit;
}

/* Three digits or more of the least, three decimals at the most. */
static int decimals_for(double least)
{
	if (isnan(least) || least >= 100)
		return 1;
	return least >= 1 ? 2 : 3;
}

/* ---- cells ---- */

static void add_number(struct text *cell, const struct shown *shown, double number)
{
	if (shown->column->kind == COLUMN_TIME)
		number /= shown->unit.ns;
	text_printf(cell, "%.*f", shown->decimals, number);
}

static void fill_cell(struct text *cell, const struct shown *shown, const struct result *result,
		      const struct result_case *item)
{
	double numbers[2];
	size_t n;

	if (shown->column->kind == COLUMN_TEXT) {
		const char *words = shown->column->text(result, item);

		text_add_printable(cell, words ? words : "");
		return;
	}
	n = numbers_of(shown->column, item, numbers);
	if (!isfinite(numbers[0]) || (n > 1 && !isfinite(numbers[1])))
		return;
	add_number(cell, shown, numbers[0]);
	if (n > 1) {
		text_add(cell, "..");
		add_number(cell, shown, numbers[1]);
	}
}

static size_t wider(size_t a, size_t b)
{
	return a > b ? a : b;
}

static int fill_column(struct table *table, const struct column *column)
{
	struct shown *shown = &table->shown[table->count];
	const struct result *result = table->result;

	*shown = (struct shown){.column = column, .width = strlen(column->heading)};
	shown->cells = calloc(result->case_count + 1, sizeof(*shown->cells));
	if (!shown->cells)
		return -ENOMEM;
	table->count++;
	if (column->kind == COLUMN_TIME)
		shown->unit = unit_of(result, column);
	if (column->kind != COLUMN_TEXT)
		shown->decimals = decimals_for(least_of(result, column) /
					       (shown->unit.name ? shown->unit.ns : 1));
	for (size_t i = 0; i < result->case_count; i++) {
		if (!is_shown(&result->cases[i]))
			continue;
		fill_cell(&shown->cells[i], shown, result, &result->cases[i]);
		shown->width = wider(shown->width, prose_columns(text_string(&shown->cells[i])));
	}
	return 0;
}

static void drop_column(struct table *table, size_t at)
{
	for (size_t i = 0; i < table->result->case_count; i++)
		text_free(&table->shown[at].cells[i]);
	free(table->shown[at].cells);
	memmove(&table->shown[at], &table->shown[at + 1],
		(table->count - at - 1) * sizeof(table->shown[0]));
	table->count--;
}

/* ---- the table ---- */

static size_t width_of(const struct table *table)
{
	size_t width = 0;

	for (size_t i = 0; i < table->count; i++)
		width += table->shown[i].width + (i ? GAP : 0);
	return width;
}

static const char *heading_of(const struct shown *shown)
{
	return shown->column->heading;
}

/* Where long names leave too little to the figures, each stands on a line above its own. */
static void set_names_apart(struct table *table)
{
	if (table->style->width == 0 || width_of(table) <= table->style->width ||
	    table->shown[0].width <= wider(NAME_COLUMNS, table->style->width / 2))
		return;
	table->apart = true;
	table->shown[0].width = strlen(heading_of(&table->shown[0]));
}

/* Where there is no room, the least important column gives way rather than a line is broken. */
static void fit(struct table *table)
{
	while (table->style->width > 0 && width_of(table) > table->style->width) {
		size_t least = 0;

		for (size_t i = 0; i < table->count; i++)
			if (table->shown[i].column->keep > 0 &&
			    (least == 0 ||
			     table->shown[i].column->keep < table->shown[least].column->keep))
				least = i;
		if (least == 0)
			return;
		drop_column(table, least);
	}
}

static void trim_blanks(struct text *out)
{
	while (out->length > 0 && out->data[out->length - 1] == ' ')
		out->data[--out->length] = '\0';
}

static const char *unit_name_of(const struct shown *shown)
{
	return shown->unit.name ? shown->unit.name : "";
}

static void add_heading(struct table *table, struct text *out,
			const char *(*word)(const struct shown *shown), enum terminal_style style)
{
	terminal_begin(out, table->style->color, style);
	for (size_t i = 0; i < table->count; i++) {
		text_printf(out, "%*s", i ? GAP : 0, "");
		prose_pad(out, word(&table->shown[i]), table->shown[i].width, i == 0);
	}
	trim_blanks(out);
	terminal_end(out, table->style->color, style);
	text_add_char(out, '\n');
}

static bool has_units(const struct table *table)
{
	for (size_t i = 0; i < table->count; i++)
		if (table->shown[i].unit.name)
			return true;
	return false;
}

static void add_figures(const struct table *table, size_t row, struct text *out)
{
	for (size_t i = 0; i < table->count; i++) {
		const char *cell = text_string(&table->shown[i].cells[row]);

		text_printf(out, "%*s", i ? GAP : 0, "");
		prose_pad(out, i == 0 && table->apart ? "" : cell, table->shown[i].width, i == 0);
	}
}

static void add_rows(struct table *table, struct text *out)
{
	for (size_t row = 0; row < table->result->case_count; row++) {
		if (!is_shown(&table->result->cases[row]))
			continue;
		if (table->apart)
			text_printf(out, "%s\n", text_string(&table->shown[0].cells[row]));
		add_figures(table, row, out);
		trim_blanks(out);
		text_add_char(out, '\n');
	}
}

static bool belongs(const struct result *result, const struct column *column, unsigned which)
{
	if (!(column->table & which))
		return false;
	return column->kind == COLUMN_TEXT ? has_text(result, column) : has_numbers(result, column);
}

static int add_table(const struct result *result, const struct report_style *style, unsigned which,
		     struct text *out)
{
	struct table table = {.result = result, .style = style};
	int status = 0;

	for (size_t i = 0; i < column_count && status == 0; i++)
		if (belongs(result, &column_table[i], which))
			status = fill_column(&table, &column_table[i]);
	set_names_apart(&table);
	fit(&table);
	text_add_char(out, '\n');
	add_heading(&table, out, heading_of, TERMINAL_BOLD);
	if (has_units(&table))
		add_heading(&table, out, unit_name_of, TERMINAL_DIM);
	add_rows(&table, out);
	while (table.count > 0)
		drop_column(&table, table.count - 1);
	return status;
}

/* ---- prose ---- */

/* What ended the run; the first case may be one that was skipped. */
static const char *stopped_by(const struct result *result)
{
	for (size_t i = 0; i < result->case_count; i++)
		if (result->cases[i].stopped_by)
			return result->cases[i].stopped_by;
	return NULL;
}

static void add_settings(struct text *out, const struct result *result,
			 const struct report_style *style)
{
	const char *stopped = stopped_by(result);
	struct text line = {0};

	if (result->iters)
		text_printf(&line, "%" PRIu64 " samples a case", result->iters);
	else if (stopped)
		text_printf(&line, "stopped by %s", stopped);
	else
		text_add(&line, "nothing measured");
	text_printf(&line, ", in %" PRIu64 " rounds of fresh launches; seed %" PRIu64,
		    result->rounds, result->seed);
	prose_add(out, text_string(&line), 0, 0, style->width);
	text_free(&line);
}

static void add_failures(struct text *line, const struct result_case *item)
{
	text_printf(line, "%s: %" PRIu64 " of %" PRIu64 " samples failed:", item->spec,
		    item->failed, item->failed + item->samples);
	for (size_t i = 0; i < item->failure_count; i++)
		text_printf(line, "%s %" PRIu64 " %s", i ? "," : "", item->failures[i].count,
			    item->failures[i].name);
}

static void add_case_notes(struct text *out, const struct result *result,
			   const struct report_style *style)
{
	for (size_t i = 0; i < result->case_count; i++) {
		const struct result_case *item = &result->cases[i];
		struct text line = {0};

		if (item->failed > 0)
			add_failures(&line, item);
		if (item->failed > 0)
			prose_add(out, text_string(&line), 0, 2, style->width);
		text_clear(&line);
		if (item->skipped)
			text_printf(&line, "%s: skipped: %s", item->spec, item->skipped);
		if (item->skipped)
			prose_add(out, text_string(&line), 0, 2, style->width);
		text_free(&line);
	}
}

static void add_warnings(struct text *out, const struct result *result,
			 const struct report_style *style)
{
	for (size_t i = 0; i < result->warning_count; i++) {
		struct text line = {0};

		text_printf(&line, "warning: %s", result->warnings[i]);
		prose_add(out, text_string(&line), 0, 2, style->width);
		text_free(&line);
	}
}

static void add_notes(struct text *out, const struct result *result,
		      const struct report_style *style)
{
	static const char partial[] = "partial: a signal ended the run before its time";
	struct text notes = {0}, line = {0};

	add_case_notes(&notes, result, style);
	text_add(&line, partial);
	if (result->partial)
		prose_add(&notes, text_string(&line), 0, 2, style->width);
	add_warnings(&notes, result, style);
	if (notes.length > 0)
		text_printf(out, "\n%s", text_string(&notes));
	text_free(&notes);
	text_free(&line);
}

static void add_line(struct text *out, const struct report_style *style, struct text *line)
{
	if (line->length > 0)
		prose_add(out, text_string(line), 0, 2, style->width);
	text_clear(line);
}

/* What the sweeps say: how the cost grows, where that is no line, and who beats whom. */
static void add_fits(struct text *out, const struct result *result,
		     const struct report_style *style)
{
	struct text line = {0};

	if (result->fit_count > 0)
		text_add_char(out, '\n');
	for (size_t i = 0; i < result->fit_count; i++) {
		sentences_add_fit(&line, &result->fits[i]);
		add_line(out, style, &line);
	}
	for (size_t i = 0; i < result->crossover_count; i++) {
		sentences_add_crossover(&line, result, &result->crossovers[i]);
		add_line(out, style, &line);
	}
	for (size_t i = 0; i < result->fit_count; i++) {
		sentences_add_misfit(&line, result, &result->fits[i]);
		add_line(out, style, &line);
	}
	text_free(&line);
}

static bool anything_shown(const struct result *result)
{
	for (size_t i = 0; i < result->case_count; i++)
		if (is_shown(&result->cases[i]))
			return true;
	return false;
}

/* What the main table has beside what it has always. */
static unsigned load_columns(const struct result *result)
{
	for (size_t i = 0; i < result->case_count; i++)
		if (result_case_is_loaded(&result->cases[i]))
			return COLUMN_LOAD;
	return COLUMN_NOWHERE;
}

int table_write(const struct result *result, const struct report_style *style, struct text *out,
		struct error *error)
{
	struct text headline = {0};
	int status = 0;

	text_add(&headline, result->headline);
	prose_add(out, text_string(&headline), 0, 0, style->width);
	text_free(&headline);
	add_settings(out, result, style);
	if (anything_shown(result))
		status = add_table(result, style, COLUMN_MAIN | load_columns(result), out);
	if (status == 0 && result->phases && anything_shown(result))
		status = add_table(result, style, COLUMN_SPANS, out);
	if (style->histogram)
		text_plot_add(out, result, style);
	add_fits(out, result, style);
	add_notes(out, result, style);
	verdicts_add(out, result, style);
	return out->failed || status < 0 ? error_set(error, ENOMEM, "out of memory") : 0;
}
