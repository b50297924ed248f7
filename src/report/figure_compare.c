/* figure_compare: pictures of comparisons: the ratio against the margin, and both sides. */
#include "figure.h"

#include <math.h>
#include <string.h>

/* The verdicts, each with a colour and shape of its own. */
static const struct {
	enum verdict verdict;
	size_t group;
} kinds[] = {{VERDICT_NO_REGRESSION, 0}, {VERDICT_REGRESSION, 1}, {VERDICT_INCONCLUSIVE, 3}};

static double or_else(double value, double other)
{
	return isfinite(value) ? value : other;
}

/* A change that rounds to 0 has no sign. */
static void add_change(struct text *out, double percent)
{
	if (fabs(percent) < 0.005)
		text_add(out, "0%");
	else
		text_printf(out, "%+.*f%%", fabs(percent) < 10 ? 2 : 0, percent);
}

static void add_ratio(struct figure *figure, size_t row, const struct result_comparison *item)
{
	struct text value = {0}, change = {0};

	figure_add_value(&value, figure_label_ratio, item->ratio, item->low, item->high,
			 item->confidence);
	figure_mark(figure,
		    (struct figure_point){item->ratio, (double)row, or_else(item->low, item->ratio),
					  or_else(item->high, item->ratio), NULL, NULL},
		    "%s: %s: %s", item->b, verdict_names[item->verdict], text_string(&value));
	add_change(&change, 100 * (item->ratio - 1));
	figure_label(figure, text_string(&change));
	text_printf(&figure->description, "%s%s: %s: %s", row > 0 ? "; " : "", item->b,
		    verdict_names[item->verdict], text_string(&value));
	text_free(&value);
	text_free(&change);
}

static bool is_known(const struct result_comparison *item)
{
	return isfinite(item->ratio) && item->ratio > 0;
}

/* A duel's one row has two names, which the title has; then it is named by its metric. */
static void name_rows(struct figure *figure, const struct result *result)
{
	for (size_t i = 0; i < result->comparison_count; i++) {
		struct text name = {0};

		text_printf(&name, "%s%s",
			    is_known(&result->comparisons[i]) ? "" : "not compared: ",
			    result_is_duel(result) ? result->comparisons[i].metric
						   : result->comparisons[i].b);
		figure_add_row(figure, text_string(&name));
		text_free(&name);
	}
}

static void add_title(struct figure *figure, const struct result *result, const char *what)
{
	if (result_is_duel(result))
		text_printf(&figure->title, "%s: %s vs %s", what, result->comparisons[0].b,
			    result->comparisons[0].a);
	else
		text_printf(&figure->title, "%s: new vs old", what);
}

bool figure_make_verdicts(const struct result *result, size_t index, struct figure *figure)
{
	const struct result_comparison *items = result->comparisons;
	size_t known = 0;

	for (size_t i = 0; i < result->comparison_count; i++)
		known += is_known(&items[i]);
	if (index > 0 || known == 0)
		return false;
	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		figure_add_series(figure, verdict_names[kinds[k].verdict], FIGURE_SPREAD,
				  kinds[k].group);
		for (size_t i = 0; i < result->comparison_count; i++)
			if (items[i].verdict == kinds[k].verdict && is_known(&items[i]))
				add_ratio(figure, i, &items[i]);
	}
	name_rows(figure, result);
	add_title(figure, result, "Ratio");
	figure->x.label =
		result_is_duel(result)
			? figure_words(figure, "time of B relative to A, with 99% CI",
				       "instructions of B relative to A, with 99% CI")
			: figure_words(figure, "time of new relative to old, with 99% CI",
				       "instructions of new relative to old, with 99% CI");
	figure_add_line(figure, 1, "no change");
	figure_add_line(figure, 1 + items[0].margin, "margin +%.4g%%", 100 * items[0].margin);
	figure_scale(figure, &figure->x, true, figure_label_number);
	return true;
}

/* ---- both sides ---- */

static const struct result_span *span_of(const struct result *result, const char *spec)
{
	for (size_t i = 0; i < result->case_count; i++)
		if (strcmp(result->cases[i].spec, spec) == 0)
			return &result->cases[i].spans[SPAN_TOTAL];
	return NULL;
}

/* Of compare the result holds one side only, so neither has an interval. */
static void add_side(struct figure *figure, const struct result *result, size_t row, bool is_new,
		     const char *name)
{
	const struct result_comparison *item = &result->comparisons[row];
	double ns = is_new ? item->b_ns : item->a_ns, low = NAN, high = NAN;
	const struct result_span *span = span_of(result, is_new ? item->b : item->a);
	struct text value = {0}, label = {0};

	if (result_is_duel(result) && span) {
		low = span->median_low_ns;
		high = span->median_high_ns;
	}
	figure_add_value(&value, figure_label_amount(figure), ns, low, high, 0.95);
	figure_mark(figure,
		    (struct figure_point){ns, (double)row + (is_new ? 0.18 : -0.18),
					  or_else(low, ns), or_else(high, ns), NULL, NULL},
		    "%s: %s", name, text_string(&value));
	figure_label_amount(figure)(&label, ns);
	if (isfinite(ns))
		figure_label(figure, text_string(&label));
	text_free(&value);
	text_free(&label);
}

bool figure_make_sides(const struct result *result, size_t index, struct figure *figure)
{
	const char *names[] = {"old", "new"};

	if (index > 0 || result->comparison_count == 0)
		return false;
	if (result_is_duel(result)) {
		names[0] = result->comparisons[0].a;
		names[1] = result->comparisons[0].b;
	}
	for (int side = 0; side < 2; side++) {
		figure_add_series(figure, names[side], FIGURE_SPREAD, (size_t)side);
		for (size_t i = 0; i < result->comparison_count; i++)
			add_side(figure, result, i, side, names[side]);
	}
	if (figure->failed || figure->series[0].count + figure->series[1].count == 0)
		return false;
	name_rows(figure, result);
	add_title(figure, result, figure_words(figure, "Times", "Instructions"));
	text_printf(&figure->description, "%s of both sides of each comparison",
		    result->comparisons[0].metric);
	if (result_is_duel(result)) {
		figure->x.label = figure_words(figure, "median time per creation, with 95% CI",
					       "median instructions per creation, with 95% CI");
	} else {
		text_printf(&figure->title, " (%s)", result->comparisons[0].metric);
		figure->x.label =
			figure_words(figure, "time per creation", "instructions per creation");
	}
	figure_scale(figure, &figure->x, true, figure_label_amount(figure));
	figure->row_height = 48;
	return true;
}
