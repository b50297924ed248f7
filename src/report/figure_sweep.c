/* figure_sweep: pictures of cost against each swept key. */
#include "figure.h"
#include "sentences.h"

#include "procbench/base/units.h"

#include <math.h>
#include <string.h>

/* The place of a value on a log axis: 0 stands left of the least. */
static double place_of(double value, double least)
{
	return value > 0 ? value : least / 4;
}

static bool is_of_key(const struct result_fit *fit, const struct result_fit *first)
{
	return strcmp(fit->key, first->key) == 0 && fit->unit_size == first->unit_size;
}

/* The first fit of the index-th key; the number of fits where there are fewer keys. */
static size_t first_of_key(const struct result *result, size_t index)
{
	for (size_t i = 0; i < result->fit_count; i++) {
		bool is_first = true;

		for (size_t k = 0; k < i; k++)
			is_first = is_first && !is_of_key(&result->fits[k], &result->fits[i]);
		if (is_first && index-- == 0)
			return i;
	}
	return result->fit_count;
}

/* The least value above 0. */
static double least_value(const struct result *result, const struct result_fit *first)
{
	double least = INFINITY;

	for (size_t i = 0; i < result->fit_count; i++)
		for (size_t k = 0; k < result->fits[i].count; k++)
			if (is_of_key(&result->fits[i], first) &&
			    result->fits[i].points[k].value > 0)
				least = fmin(least, result->fits[i].points[k].value);
	return least;
}

static void add_marks(struct figure *figure, const struct result *result,
		      const struct result_fit *fit, double least)
{
	for (size_t i = 0; i < fit->count; i++) {
		const struct result_case *item = &result->cases[fit->points[i].item];
		const struct result_span *total = &item->spans[SPAN_TOTAL];
		struct text value = {0};

		figure_add_value(&value, figure_label_amount(figure), total->median_ns,
				 total->median_low_ns, total->median_high_ns, 0.95);
		figure_mark(figure,
			    (struct figure_point){place_of(fit->points[i].value, least),
						  total->median_ns, NAN, NAN, NULL, NULL},
			    "%s: %s", item->spec, text_string(&value));
		text_free(&value);
	}
}

static void add_sweep(struct figure *figure, const struct result *result,
		      const struct result_fit *fit, double least, size_t group)
{
	for (int is_line = 0; is_line < 2; is_line++) {
		figure_add_series(figure, "", is_line ? FIGURE_LINE : FIGURE_BAND, group);
		for (size_t i = 0; i < fit->count; i++) {
			const struct result_span *total =
				&result->cases[fit->points[i].item].spans[SPAN_TOTAL];

			figure_add_point(figure, place_of(fit->points[i].value, least),
					 total->median_ns, total->median_low_ns,
					 total->median_high_ns);
		}
	}
	figure_add_series(figure, fit->spec, FIGURE_POINTS, group);
	add_marks(figure, result, fit, least);
}

static bool has_tick(const struct figure_axis *axis, double at)
{
	for (size_t i = 0; i < axis->count; i++)
		if (axis->ticks[i].at == at)
			return true;
	return false;
}

/* The values of the key are its ticks. */
static void tick_values(struct figure *figure, const struct result_fit *fit, double least)
{
	for (size_t i = 0; i < fit->count; i++) {
		uint64_t value = (uint64_t)llround(fit->points[i].value * fit->unit_size);
		double at = place_of(fit->points[i].value, least);
		struct text label = {0};

		if (has_tick(&figure->x, at))
			continue;
		if (fit->unit_size > 1)
			units_add_bytes(&label, value);
		else
			units_add_count(&label, value);
		figure_add_tick(figure, &figure->x, at, text_string(&label));
		text_free(&label);
	}
}

static void add_sweeps(struct figure *figure, const struct result *result,
		       const struct result_fit *first)
{
	double least = least_value(result, first);
	size_t group = 0;

	figure->x.low = INFINITY;
	for (size_t i = 0; i < result->fit_count; i++) {
		const struct result_fit *fit = &result->fits[i];

		if (!is_of_key(fit, first))
			continue;
		add_sweep(figure, result, fit, least, group);
		text_add(&figure->description, group++ > 0 ? "; " : "");
		sentences_add_fit(&figure->description, result, fit);
		tick_values(figure, fit, least);
		figure->x.low = fmin(figure->x.low, place_of(fit->points[0].value, least));
		figure->x.high = fmax(figure->x.high, fit->points[fit->count - 1].value);
	}
}

/* One picture per swept key, with a line per combination of everything else. */
bool figure_make_sweep(const struct result *result, size_t index, struct figure *figure)
{
	size_t at = first_of_key(result, index);
	const struct result_fit *first;

	if (at == result->fit_count)
		return false;
	first = &result->fits[at];
	text_printf(&figure->name, "-%s", first->key);
	text_printf(&figure->title, "%s per creation against %s",
		    figure_words(figure, "Time", "Instructions"), first->key);
	add_sweeps(figure, result, first);
	figure->x.label = first->key;
	figure->y.label = "median total, with 95% CI";
	figure->labels_at_end = true;
	figure_scale(figure, &figure->y, true, figure_label_amount(figure));
	figure->x.is_log = true;
	figure->x.low /= 1.2;
	figure->x.high *= 1.2;
	return true;
}
