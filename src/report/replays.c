/* replays: what the calls of an observed program cost, and what replacing them saves. */
#include "replays.h"

#include "procbench/render/human.h"
#include "procbench/render/prose.h"
#include "procbench/result/sites.h"

#include <inttypes.h>
#include <math.h>

#define DIGITS 3

/* ---- the grid ---- */

enum value {
	VALUE_NOW,
	VALUE_NOW_LOW,
	VALUE_NOW_HIGH,
	VALUE_THEN,
	VALUE_THEN_LOW,
	VALUE_THEN_HIGH,
	VALUE_SAVED,
	VALUE_SAVED_LOW,
	VALUE_SAVED_HIGH,
	VALUE_RUN,
	VALUE_RUN_LOW,
	VALUE_RUN_HIGH,
	VALUE_COUNT
};

static void take_medians(double *values, const struct result_case *item)
{
	values[0] = item ? item->spans[SPAN_TOTAL].median_ns : NAN;
	values[1] = item ? item->spans[SPAN_TOTAL].median_low_ns : NAN;
	values[2] = item ? item->spans[SPAN_TOTAL].median_high_ns : NAN;
}

static void take_values(double values[VALUE_COUNT], const struct result *result,
			const struct result_site *site)
{
	take_medians(&values[VALUE_NOW], sites_case(result, site->now));
	take_medians(&values[VALUE_THEN], sites_case(result, site->then));
	values[VALUE_SAVED] = site->saved_ns;
	values[VALUE_SAVED_LOW] = site->saved_low_ns;
	values[VALUE_SAVED_HIGH] = site->saved_high_ns;
	values[VALUE_RUN] = site->saved_run_ns;
	values[VALUE_RUN_LOW] = site->saved_run_low_ns;
	values[VALUE_RUN_HIGH] = site->saved_run_high_ns;
}

static struct human_unit unit_of(const struct result *result, enum value value)
{
	double most = NAN;

	for (size_t i = 0; i < result->site_count; i++) {
		double values[VALUE_COUNT];

		take_values(values, result, &result->sites[i]);
		most = fmax(most, fabs(values[value]));
	}
	return human_unit_for(result->clock, most);
}

/* A value of each site, and its interval in a column of its own. */
static void add_values(struct grid *grid, const struct result *result, const char *heading,
		       enum value value)
{
	struct human_unit unit = unit_of(result, value);
	struct grid_column *column = grid_add_column(grid, heading), *interval;

	if (column)
		column->unit = unit.name;
	interval = column ? grid_add_column(grid, "95% CI") : NULL;
	if (!interval)
		return;
	column = interval - 1;
	interval->droppable = true;
	for (size_t i = 0; i < result->site_count; i++) {
		double values[VALUE_COUNT];

		take_values(values, result, &result->sites[i]);
		human_add_number(&column->cells[i], values[value] / unit.ns, DIGITS);
		if (isfinite(values[value + 1]) && isfinite(values[value + 2]))
			human_add_range(&interval->cells[i], values[value + 1] / unit.ns,
					values[value + 2] / unit.ns, DIGITS);
	}
}

static bool replaces_any(const struct result *result)
{
	for (size_t i = 0; i < result->site_count; i++)
		if (result->sites[i].then)
			return true;
	return false;
}

static struct grid grid_of(const struct result *result)
{
	struct grid grid = {.rows = result->site_count};
	struct grid_column *name = grid_add_column(&grid, "call");
	struct grid_column *calls = name ? grid_add_column(&grid, "calls") : NULL;

	for (size_t i = 0; calls && i < result->site_count; i++) {
		text_add_printable(&grid.columns[0].cells[i], result->sites[i].name);
		text_printf(&calls->cells[i], "%" PRIu64, result->sites[i].calls);
	}
	if (name)
		grid.columns[0].left = true;
	add_values(&grid, result, "now", VALUE_NOW);
	if (!replaces_any(result))
		return grid;
	add_values(&grid, result, "replaced", VALUE_THEN);
	add_values(&grid, result, "saved per call", VALUE_SAVED);
	add_values(&grid, result, "saved per run", VALUE_RUN);
	return grid;
}

/* ---- sentences ---- */

static void add_amount(struct text *out, const struct result *result, double ns)
{
	human_add_amount(out, result->clock, ns, DIGITS);
}

/* What a run saves and its interval, in one unit and in one direction, so without signs. */
static void add_saved(struct text *out, const struct result *result, const struct result_site *all)
{
	bool is_more = all->saved_run_ns < 0;
	double low = is_more ? -all->saved_run_high_ns : all->saved_run_low_ns;
	double high = is_more ? -all->saved_run_low_ns : all->saved_run_high_ns;
	double amount = fabs(all->saved_run_ns);
	struct human_unit unit =
		human_unit_for(result->clock, fmax(amount, fmax(fabs(low), fabs(high))));

	human_add_number(out, amount / unit.ns, DIGITS);
	text_printf(out, " %s %s", unit.name, is_more ? "more" : "less");
	if (!isfinite(low) || !isfinite(high))
		return;
	text_add(out, " (95% CI ");
	human_add_range(out, low / unit.ns, high / unit.ns, DIGITS);
	text_add_char(out, ')');
	if (low <= 0 && high >= 0)
		text_add(out, ": not significantly different from 0");
}

/*
 * "120 calls take 12.3 ms per run now, and 4.50 ms when replaced: 7.80 ms less (95% CI ..)." The
 * time when replaced is the present time minus the saving that the rounds give, because medians of
 * noisy rounds may contradict it.
 */
static void add_savings(struct text *out, const struct result *result)
{
	const struct result_site *all = &result->replay;
	double now = sites_run_ns(result);

	text_printf(out, "%" PRIu64 " call%s take%s ", all->calls, all->calls == 1 ? "" : "s",
		    all->calls == 1 ? "s" : "");
	add_amount(out, result, now);
	text_add(out, " per run of the program now, and ");
	add_amount(out, result, fmax(now - all->saved_run_ns, 0));
	text_add(out, " when replaced: ");
	add_saved(out, result, all);
	text_add_char(out, '.');
}

static double run_now_ns(const struct result *result, uint64_t *calls)
{
	double sum = 0;

	*calls = 0;
	for (size_t i = 0; i < result->site_count; i++) {
		const struct result_site *site = &result->sites[i];
		const struct result_case *item = sites_case(result, site->now);

		if (!item || !isfinite(item->spans[SPAN_TOTAL].median_ns))
			continue;
		sum += (double)site->calls * item->spans[SPAN_TOTAL].median_ns;
		*calls += site->calls;
	}
	return sum;
}

static void add_sentence(struct text *out, const struct result *result)
{
	uint64_t calls;
	double ns = run_now_ns(result, &calls);

	if (isfinite(result->replay.saved_run_ns)) {
		add_savings(out, result);
	} else if (calls > 0) {
		text_printf(out, "%" PRIu64 " call%s take%s ", calls, calls == 1 ? "" : "s",
			    calls == 1 ? "s" : "");
		add_amount(out, result, ns);
		text_add(out, " per run of the program.");
	} else {
		text_add(out, "No call was measured.");
	}
}

static void hand_out_note(const struct block_parts *parts, const struct result_site *site,
			  const char *what, const char *words)
{
	struct text line = {0};

	text_add_printable(&line, site->name);
	text_printf(&line, ": %s%s", what, words);
	parts->add_note(parts->context, text_string(&line));
	text_free(&line);
}

static void hand_out_notes(const struct result *result, const struct block_parts *parts)
{
	for (size_t i = 0; i < result->site_count; i++) {
		const struct result_site *site = &result->sites[i];
		const struct result_case *item = sites_case(result, site->now);

		if (site->why)
			hand_out_note(parts, site,
				      site->now ? "not replaced: " : "not replayed: ", site->why);
		if (item && item->skipped)
			hand_out_note(parts, site, "not replayed: ", item->skipped);
		if (site->note)
			hand_out_note(parts, site, "not reproduced: ", site->note);
	}
}

/* ---- all of it ---- */

void replays_hand_out(const struct result *result, const struct block_parts *parts)
{
	struct text sentence = {0};
	struct grid grid;

	if (result->site_count == 0)
		return;
	add_sentence(&sentence, result);
	grid = grid_of(result);
	grid.failed = grid.failed || sentence.failed;
	parts->add_grid(parts->context, text_string(&sentence), &grid);
	grid_free(&grid);
	text_free(&sentence);
	hand_out_notes(result, parts);
}

static void add_block(void *context, const char *sentence, struct grid *grid)
{
	const struct block *block = context;

	block->out->failed = block->out->failed || grid->failed;
	if (block->out->failed)
		return;
	text_add_char(block->out, '\n');
	grid_write(grid, block->out, block->style->width, block->style->color);
	prose_add(block->out, sentence, 0, 2, block->style->width);
}

void replays_add(struct text *out, const struct result *result, const struct report_style *style)
{
	struct block block = {out, style};
	const struct block_parts parts = {add_block, block_add_note, &block};

	replays_hand_out(result, &parts);
}
