/* counted: the events that were counted, as a sentence, a grid and notes. */
#include "counted.h"

#include "naming.h"

#include <math.h>
#include <string.h>

static bool is_counted(const struct result_case *item)
{
	return item->counters.samples > 0 && item->counters.event_count > 0;
}

static bool is_to_be_counted(const struct result_case *item)
{
	return item->counters.event_count > 0;
}

const struct result_counter *counted_find(const struct result_case *item, const char *name)
{
	for (size_t i = 0; i < item->counters.event_count; i++)
		if (strcmp(item->counters.events[i].name, name) == 0)
			return &item->counters.events[i];
	return NULL;
}

/* ---- the grid ---- */

static int decimals_of(double number)
{
	return fabs(number) < 10 ? 2 : fabs(number) < 1000 ? 1 : 0;
}

/* "12.0 + 31.5", with "~" before what is extrapolated. */
static void add_cell(struct text *cell, const struct result_counter *event)
{
	if (!event || !isfinite(event->parent) || !isfinite(event->child))
		return;
	text_printf(cell, "%s%.*f + %.*f", event->share < 0.99 ? "~" : "",
		    decimals_of(event->parent), event->parent, decimals_of(event->child),
		    event->child);
}

/* Those of the first case; all cases of a run have the same. */
static void fill_names(struct grid *grid, const struct result_case *of)
{
	struct grid_column *column = grid_add_column(grid, "event");
	size_t row = 0;

	for (size_t i = 0; column && i < of->counters.event_count; i++)
		if (!of->counters.events[i].reason)
			text_add_printable(&column->cells[row++], of->counters.events[i].name);
	if (column)
		column->left = true;
}

static void fill_case(struct grid *grid, const struct result *result,
		      const struct result_case *item)
{
	struct text name = {0};
	struct grid_column *column;

	naming_add(&name, result, item);
	column = grid_add_column(grid, text_string(&name));
	text_free(&name);
	if (!column)
		return;
	column->droppable = grid->count > 2;
	for (size_t row = 0; row < grid->rows; row++)
		add_cell(&column->cells[row],
			 counted_find(item, text_string(&grid->columns[0].cells[row])));
}

static struct grid make_grid(const struct result *result, const struct result_case *first)
{
	struct grid grid = {0};

	for (size_t i = 0; i < first->counters.event_count; i++)
		grid.rows += !first->counters.events[i].reason;
	fill_names(&grid, first);
	for (size_t i = 0; i < result->case_count && grid.count < GRID_COLUMNS_MAX; i++)
		if (is_counted(&result->cases[i]))
			fill_case(&grid, result, &result->cases[i]);
	return grid;
}

/* ---- what was not counted ---- */

static bool is_first_of_its_reason(const struct result_counters *counters, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (counters->events[i].reason &&
		    strcmp(counters->events[i].reason, counters->events[at].reason) == 0)
			return false;
	return true;
}

/* The events that one reason excludes, in one line. */
static void add_reason(struct text *line, const struct result_counters *counters, size_t at)
{
	const char *reason = counters->events[at].reason, *comma = "";

	text_add(line, "not counted: ");
	for (size_t i = at; i < counters->event_count; i++) {
		const struct result_counter *event = &counters->events[i];

		if (!event->reason || strcmp(event->reason, reason) != 0)
			continue;
		text_printf(line, "%s%s", comma, event->name);
		comma = ", ";
	}
	text_printf(line, ": %s", reason);
}

static void hand_out_reasons(const struct result_case *item, const struct block_parts *parts)
{
	const struct result_counters *counters = &item->counters;

	for (size_t i = 0; i < counters->event_count; i++) {
		struct text line = {0};

		if (!counters->events[i].reason || !is_first_of_its_reason(counters, i))
			continue;
		add_reason(&line, counters, i);
		parts->add_note(parts->context, text_string(&line));
		text_free(&line);
	}
}

static void hand_out_uncounted(const struct result *result, const struct block_parts *parts)
{
	for (size_t i = 0; i < result->case_count; i++) {
		const struct result_case *item = &result->cases[i];
		struct text line = {0};

		if (is_counted(item) || !is_to_be_counted(item))
			continue;
		naming_add(&line, result, item);
		text_add(&line, ": no events counted");
		if (item->counters.events[0].reason)
			text_printf(&line, ": %s", item->counters.events[0].reason);
		parts->add_note(parts->context, text_string(&line));
		text_free(&line);
	}
}

/* ---- all of it ---- */

static const struct result_case *find_counted(const struct result *result)
{
	for (size_t i = 0; i < result->case_count; i++)
		if (is_counted(&result->cases[i]))
			return &result->cases[i];
	return NULL;
}

void counted_hand_out(const struct result *result, const struct block_parts *parts)
{
	const struct result_case *first = find_counted(result);

	if (first) {
		struct grid grid = make_grid(result, first);

		if (grid.rows > 0)
			parts->add_grid(parts->context,
					"Events per creation, in the parent + in the child, from "
					"launches that were not timed:",
					&grid);
		grid_free(&grid);
		hand_out_reasons(first, parts);
	}
	hand_out_uncounted(result, parts);
}

void counted_add(struct text *out, const struct result *result, const struct report_style *style)
{
	struct block block = {out, style};
	const struct block_parts parts = {block_add_grid, block_add_note, &block};

	counted_hand_out(result, &parts);
}
