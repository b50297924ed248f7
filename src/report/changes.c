/* changes: the comparisons of saved results, one row each, and one line each for programs. */
#include "changes.h"
#include "verdicts.h"

#include "procbench/render/grid.h"
#include "procbench/render/human.h"
#include "procbench/render/prose.h"
#include "procbench/result/compare.h"

#include <math.h>

#define TABLE_DIGITS 4

/* The family-wise level after Holm's correction, which the heading states. */
_Static_assert(COMPARE_CONFIDENCE_PCT == 99, "the heading '99% CI' has to agree");

/* ---- cells ---- */

/* A value that rounds to 0 has no sign. */
static void add_percent(struct text *cell, enum quantity clock, double ratio)
{
	int decimals = clock == QUANTITY_TIME ? 1 : 2; /* of 1 % or 0.1 % that matter */
	double change = 100 * (ratio - 1);

	if (isfinite(ratio))
		text_printf(cell, "%+.*f%%", decimals,
			    fabs(change) < 0.5 * pow(10, -decimals) ? 0 : change);
}

static void add_interval(struct text *cell, enum quantity clock,
			 const struct result_comparison *item)
{
	add_percent(cell, clock, item->low);
	if (isfinite(item->low) && isfinite(item->high))
		text_add(cell, " to ");
	add_percent(cell, clock, item->high);
}

static void add_case(struct text *cell, enum quantity clock, const struct result_comparison *item)
{
	(void)clock;
	text_add_printable(cell, item->b);
}

static void add_old(struct text *cell, enum quantity clock, const struct result_comparison *item)
{
	human_add_amount(cell, clock, item->a_ns, TABLE_DIGITS);
}

static void add_new(struct text *cell, enum quantity clock, const struct result_comparison *item)
{
	human_add_amount(cell, clock, item->b_ns, TABLE_DIGITS);
}

/* Relative to the control, where compare judges that. */
static bool is_judged_as_measured(const struct result *result)
{
	for (size_t i = 0; i < result->comparison_count; i++) {
		const struct result_comparison *item = &result->comparisons[i];

		if (isfinite(item->controlled_ratio) &&
		    fabs(item->controlled_ratio - item->ratio) > 0)
			return true;
	}
	return false;
}

static void add_raw(struct text *cell, enum quantity clock, const struct result_comparison *item)
{
	add_percent(cell, clock, item->raw_ratio);
}

static void add_controlled(struct text *cell, enum quantity clock,
			   const struct result_comparison *item)
{
	add_percent(cell, clock, item->controlled_ratio);
}

static void add_verdict(struct text *cell, enum quantity clock,
			const struct result_comparison *item)
{
	(void)clock;
	text_add(cell, verdict_names[item->verdict]);
}

/* ---- the table ---- */

static const struct change_column {
	const char *heading;
	void (*fill)(struct text *cell, enum quantity clock, const struct result_comparison *item);
	bool left;
} columns[] = {
	{"case", add_case, true},
	{"old", add_old, false},
	{"new", add_new, false},
	{"change", add_raw, false},
	{"controlled", add_controlled, false},
	{"99% CI", add_interval, false},
	{"verdict", add_verdict, true},
};

static void add_table(struct text *out, const struct result *result,
		      const struct report_style *style)
{
	/* the interval stands beside the change that is judged */
	static const size_t orders[][sizeof(columns) / sizeof(columns[0])] = {
		{0, 1, 2, 3, 4, 5, 6}, {0, 1, 2, 4, 3, 5, 6}};
	const size_t *order = orders[is_judged_as_measured(result)];
	struct grid grid = {.rows = result->comparison_count};

	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++) {
		const struct change_column *from = &columns[order[i]];
		struct grid_column *column = grid_add_column(&grid, from->heading);

		if (!column)
			break;
		column->left = from->left;
		for (size_t row = 0; row < grid.rows; row++)
			from->fill(&column->cells[row], result->clock, &result->comparisons[row]);
	}
	grid_write(&grid, out, style->width, style->color);
	out->failed = out->failed || grid.failed;
	grid_free(&grid);
}

/* ---- notes, and lines for programs ---- */

static void add_notes(struct text *out, const struct result *result,
		      const struct report_style *style)
{
	for (size_t i = 0; i < result->comparison_count; i++) {
		const struct result_comparison *item = &result->comparisons[i];
		struct text words = {0};

		text_printf(&words, "%s: %s", item->b, item->note ? item->note : "");
		if (item->note)
			prose_add(out, text_string(&words), 0, 2, style->width);
		text_free(&words);
	}
}

/* The case comes last because it may contain blanks. */
static void add_line(struct text *out, const struct result_comparison *item)
{
	verdicts_add_fields(out, item);
	text_add(out, " case=");
	text_add_printable(out, item->b);
	text_add_char(out, '\n');
}

void changes_add(struct text *out, const struct result *result, const struct report_style *style)
{
	text_add_char(out, '\n');
	add_table(out, result, style);
	add_notes(out, result, style);
	text_add_char(out, '\n');
	for (size_t i = 0; i < result->comparison_count; i++)
		add_line(out, &result->comparisons[i]);
}
