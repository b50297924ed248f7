/* figure_rows: pictures with a row a case: ratios, spans, the cost of flags. */
#include "figures.h"
#include "sentences.h"

#include "procbench/render/human.h"

#include <math.h>

bool figure_make_ratios(const struct result *result, struct figure *figure)
{
	static const double ticks[] = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1,   2,
				       5,    10,   20,   50,  100, 200, 500, 1000};
	size_t row = 0;

	figure_add_series(figure, "", FIGURE_SPREAD, 0);
	for (size_t i = 1; i < result->case_count; i++) {
		const struct result_case *item = &result->cases[i];
		bool is_known = isfinite(item->ratio_low) && isfinite(item->ratio_high);

		if (!isfinite(item->ratio) || item->ratio <= 0)
			continue;
		figure_add_point(figure,
				 (struct figure_point){item->ratio, (double)row,
						       is_known ? item->ratio_low : item->ratio,
						       is_known ? item->ratio_high : item->ratio});
		figure_name_row(figure, row++, item->spec);
		text_printf(&figure->description, "%s%s: %.3g (%.3g..%.3g)", row > 1 ? "; " : "",
			    item->spec, item->ratio, item->ratio_low, item->ratio_high);
	}
	if (row == 0)
		return false;
	text_printf(&figure->title, "Time in multiples of %s", result->cases[0].spec);
	figure->x.label = "ratio, with its 95 % interval";
	figure_scale_times(figure, &figure->x, true);
	figure->x.low = fmin(figure->x.low, 0.8);
	figure->x.high = fmax(figure->x.high, 1.25);
	figure_clear_ticks(&figure->x);
	for (size_t i = 0; i < sizeof(ticks) / sizeof(ticks[0]); i++) {
		struct text label = {0};

		text_printf(&label, "%g", ticks[i]);
		if (ticks[i] >= figure->x.low && ticks[i] <= figure->x.high)
			figure_add_tick(figure, &figure->x, ticks[i], text_string(&label));
		text_free(&label);
	}
	figure->mark_at = 1;
	return true;
}

/* The child's way above, the parent's below. */
static void add_stretch(struct figure *figure, size_t row, bool is_child, double from, double to)
{
	if (to > from)
		figure_add_point(figure,
				 (struct figure_point){0.34, (double)row + (is_child ? -0.2 : 0.2),
						       from, to});
}

static bool has_child_spans(const struct result_case *item)
{
	return item->spans[SPAN_START].samples > 0 || item->spans[SPAN_EXEC].samples > 0;
}

static double or_else(double value, double other)
{
	return isfinite(value) ? value : other;
}

/* One stretch of one case, by its end: each begins where the one before it ended. */
static void add_span(struct figure *figure, size_t row, const struct result_case *item,
		     enum span span)
{
	double start = or_else(item->spans[SPAN_START].median_ns, 0);
	double exec = or_else(item->spans[SPAN_EXEC].median_ns, start);
	double call = item->spans[SPAN_CALL].median_ns, end = item->spans[span].median_ns;

	if (span == SPAN_CALL || span == SPAN_START)
		add_stretch(figure, row, span == SPAN_START, 0, end);
	else if (span == SPAN_REAP)
		add_stretch(figure, row, false, call, call + end);
	else
		add_stretch(figure, row, true, span == SPAN_EXEC ? start : exec, end);
}

bool figure_make_spans(const struct result *result, struct figure *figure)
{
	static const enum span spans[] = {SPAN_CALL, SPAN_REAP, SPAN_START, SPAN_EXEC, SPAN_MAIN};
	static const char *const names[] = {"parent: call", "parent: reap", "child: start",
					    "child: exec", "child: main"};
	size_t rows = 0;

	for (size_t s = 0; s < 5; s++) {
		figure_add_series(figure, names[s], FIGURE_BARS, s);
		for (size_t i = 0, row = 0; i < result->case_count && !figure->failed; i++)
			if (has_child_spans(&result->cases[i]))
				add_span(figure, row++, &result->cases[i], spans[s]);
	}
	for (size_t i = 0; i < result->case_count; i++)
		if (has_child_spans(&result->cases[i]))
			figure_name_row(figure, rows++, result->cases[i].spec);
	text_add(&figure->title, "Where the time of one creation goes");
	text_add(&figure->description, "medians of the spans, from the call on: the child's way "
				       "above, the parent's below");
	figure->x.label = "time since the call (medians of spans)";
	figure_scale_times(figure, &figure->x, false);
	figure->x.low = 0;
	return rows > 0;
}

bool figure_make_ablation(const struct result *result, struct figure *figure)
{
	size_t row = 0;

	figure_add_series(figure, "", FIGURE_SPREAD, 0);
	for (size_t i = 0; i < result->case_count; i++) {
		const struct result_case *item = &result->cases[i];
		struct text name = {0};

		if (!item->lacks || !*item->lacks || !isfinite(item->marginal_ns))
			continue;
		figure_add_point(
			figure,
			(struct figure_point){item->marginal_ns, (double)row,
					      or_else(item->marginal_low_ns, item->marginal_ns),
					      or_else(item->marginal_high_ns, item->marginal_ns)});
		text_printf(&name, "%s: %s", item->method, item->lacks);
		figure_name_row(figure, row++, text_string(&name));
		text_printf(&figure->description, "%s%s ", row > 1 ? "; " : "", text_string(&name));
		human_add_time(&figure->description, item->marginal_ns, HUMAN_DIGITS);
		text_free(&name);
	}
	text_add(&figure->title, "What each flag adds to the full set");
	figure->x.label = "marginal cost, with its 95 % interval";
	figure_scale_times(figure, &figure->x, false);
	figure->mark_at = 0;
	return row > 0;
}
