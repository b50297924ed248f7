/* figure_rows: pictures with a row per case: ratios, spans, the cost of flags. */
#include "figure.h"

#include <math.h>

static double or_else(double value, double other)
{
	return isfinite(value) ? value : other;
}

/* A value with its interval in the row that was added last; without one it is a point. */
static void add_value(struct figure *figure, const char *name,
		      void (*add_label)(struct text *out, double at), double value, double low,
		      double high)
{
	double row = (double)figure->row_count - 1;
	struct text label = {0}, title = {0};

	figure_add_value(&title, add_label, value, low, high, 0.95);
	figure_mark(figure,
		    (struct figure_point){value, row, or_else(low, value), or_else(high, value),
					  NULL, NULL},
		    "%s: %s", name, text_string(&title));
	text_printf(&figure->description, "%s%s: %s", row > 0 ? "; " : "", name,
		    text_string(&title));
	add_label(&label, value);
	figure_label(figure, text_string(&label));
	text_free(&label);
	text_free(&title);
}

/* A duel's one ratio is in the picture of its verdict. */
bool figure_make_ratios(const struct result *result, size_t index, struct figure *figure)
{
	figure_add_series(figure, "", FIGURE_SPREAD, 0);
	for (size_t i = 1; i < result->case_count && index == 0 && !result_is_duel(result); i++) {
		const struct result_case *item = &result->cases[i];

		if (!isfinite(item->ratio) || item->ratio <= 0)
			continue;
		figure_add_row(figure, item->spec);
		add_value(figure, item->spec, figure_label_ratio, item->ratio, item->ratio_low,
			  item->ratio_high);
	}
	if (figure->row_count == 0)
		return false;
	text_printf(&figure->title, "%s relative to %s",
		    figure_words(figure, "Time", "Instructions"), result->cases[0].spec);
	figure->x.label = figure_words(figure, "ratio of times, with 95% CI",
				       "ratio of instructions, with 95% CI");
	figure_add_line(figure, 1, "no difference");
	figure_scale(figure, &figure->x, true, figure_label_number);
	return true;
}

bool figure_make_ablation(const struct result *result, size_t index, struct figure *figure)
{
	figure_add_series(figure, "", FIGURE_SPREAD, 0);
	for (size_t i = 0; i < result->case_count && index == 0; i++) {
		const struct result_case *item = &result->cases[i];
		struct text name = {0};

		if (!item->lacks || !*item->lacks || !isfinite(item->marginal_ns))
			continue;
		text_printf(&name, "%s: %s", item->method, item->lacks);
		figure_add_row(figure, text_string(&name));
		add_value(figure, text_string(&name), figure_label_amount(figure),
			  item->marginal_ns, item->marginal_low_ns, item->marginal_high_ns);
		text_free(&name);
	}
	text_add(&figure->title, "Marginal cost of each flag");
	figure->x.label = figure_words(figure, "time added to the full set of flags, with 95% CI",
				       "instructions added to the full set of flags, with 95% CI");
	figure_add_line(figure, 0, "no cost");
	figure_scale(figure, &figure->x, false, figure_label_amount(figure));
	return figure->row_count > 0;
}

/* ---- spans ---- */

/* The child's spans lie above the parent's. */
static void add_stretch(struct figure *figure, size_t row, const char *name, bool is_child,
			double from, double to)
{
	struct text length = {0};

	figure_label_amount(figure)(&length, to - from);
	if (to > from)
		figure_mark(figure,
			    (struct figure_point){0.34, (double)row + (is_child ? -0.19 : 0.19),
						  from, to, NULL, NULL},
			    "%s: %s", name, text_string(&length));
	text_free(&length);
}

static bool has_child_spans(const struct result_case *item)
{
	return item->spans[SPAN_START].samples > 0 || item->spans[SPAN_EXEC].samples > 0;
}

/* Each span of one case begins where the one before it ended. */
static void add_span(struct figure *figure, size_t row, const char *name,
		     const struct result_case *item, enum span span)
{
	double start = or_else(item->spans[SPAN_START].median_ns, 0);
	double exec = or_else(item->spans[SPAN_EXEC].median_ns, start);
	double call = item->spans[SPAN_CALL].median_ns, end = item->spans[span].median_ns;

	if (span == SPAN_CALL || span == SPAN_START)
		add_stretch(figure, row, name, span == SPAN_START, 0, end);
	else if (span == SPAN_REAP)
		add_stretch(figure, row, name, false, call, call + end);
	else
		add_stretch(figure, row, name, true, span == SPAN_EXEC ? start : exec, end);
}

bool figure_make_spans(const struct result *result, size_t index, struct figure *figure)
{
	static const enum span spans[] = {SPAN_CALL, SPAN_REAP, SPAN_START, SPAN_EXEC, SPAN_MAIN};
	static const char *const names[] = {"parent: call", "parent: reap", "child: start",
					    "child: exec", "child: main"};

	for (size_t s = 0; s < 5 && index == 0; s++) {
		figure_add_series(figure, names[s], FIGURE_BARS, s);
		for (size_t i = 0, row = 0; i < result->case_count && !figure->failed; i++)
			if (has_child_spans(&result->cases[i]))
				add_span(figure, row++, names[s], &result->cases[i], spans[s]);
	}
	for (size_t i = 0; i < result->case_count && index == 0; i++)
		if (has_child_spans(&result->cases[i]))
			figure_add_row(figure, result->cases[i].spec);
	if (figure->row_count == 0)
		return false;
	text_add(&figure->title,
		 figure_words(figure, "Where the time goes", "Where the instructions go"));
	text_add(&figure->description, "median spans since the call: the child's above the "
				       "parent's");
	figure->x.label = figure_words(figure, "time since the call (medians of the spans)",
				       "instructions since the call (medians of the spans)");
	figure_scale(figure, &figure->x, false, figure_label_amount(figure));
	figure->x.low = 0;
	return true;
}
