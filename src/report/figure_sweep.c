/* figure_sweep: the picture of cost against a swept key. */
#include "figures.h"
#include "sentences.h"

#include "procbench/base/units.h"

#include <math.h>
#include <string.h>

/* Where a value of the key stands on a log axis: 0 has a place of its own, left of the least. */
static double place_of(double value, double least)
{
	return value > 0 ? value : least / 4;
}

static double least_value(const struct result *result, const char *key)
{
	double least = INFINITY;

	for (size_t i = 0; i < result->fit_count; i++)
		for (size_t k = 0; k < result->fits[i].count; k++)
			if (strcmp(result->fits[i].key, key) == 0 &&
			    result->fits[i].points[k].value > 0)
				least = fmin(least, result->fits[i].points[k].value);
	return least;
}

static void add_sweep(struct figure *figure, const struct result *result,
		      const struct result_fit *fit, double least, size_t color)
{
	static const enum figure_mark marks[] = {FIGURE_BAND, FIGURE_LINE, FIGURE_POINTS};

	for (size_t m = 0; m < 3; m++) {
		figure_add_series(figure, m == 2 ? fit->spec : "", marks[m], color);
		for (size_t i = 0; i < fit->count && !figure->failed; i++) {
			const struct result_span *total =
				&result->cases[fit->points[i].item].spans[SPAN_TOTAL];

			figure_add_point(figure, (struct figure_point){
							 place_of(fit->points[i].value, least),
							 total->median_ns, total->median_low_ns,
							 total->median_high_ns});
		}
	}
}

static bool has_tick(const struct figure_axis *axis, double at)
{
	for (size_t i = 0; i < axis->count; i++)
		if (fabs(log(at / axis->ticks[i].at)) < 0.05 * log(axis->high / axis->low))
			return true;
	return false;
}

static void tick_values(struct figure *figure, const struct result_fit *fit, double least)
{
	for (size_t i = 0; i < fit->count; i++) {
		uint64_t value = (uint64_t)llround(fit->points[i].value * fit->unit_size);
		struct text label = {0};

		if (has_tick(&figure->x, place_of(fit->points[i].value, least)))
			continue;
		if (fit->unit_size > 1)
			units_add_bytes(&label, value);
		else
			units_add_count(&label, value);
		figure_add_tick(figure, &figure->x, place_of(fit->points[i].value, least),
				text_string(&label));
		text_free(&label);
	}
}

/* Of the first key that was swept. */
bool figure_make_sweep(const struct result *result, struct figure *figure)
{
	const struct result_fit *first = result->fits;
	double least;
	size_t color = 0;

	if (result->fit_count == 0)
		return false;
	least = least_value(result, first->key);
	text_printf(&figure->title, "Cost of one creation against %s", first->key);
	for (size_t i = 0; i < result->fit_count && color < figure_palette_size; i++)
		if (strcmp(result->fits[i].key, first->key) == 0 &&
		    result->fits[i].unit_size == first->unit_size) {
			add_sweep(figure, result, &result->fits[i], least, color++);
			text_add(&figure->description, color > 1 ? "; " : "");
			sentences_add_fit(&figure->description, &result->fits[i]);
		}
	figure->x.label = first->key;
	figure->y.label = "total, median and 95 % interval";
	figure_scale_times(figure, &figure->y, true);
	figure->x.is_log = true;
	figure->x.low = place_of(first->points[0].value, least) / 1.2;
	figure->x.high = first->points[first->count - 1].value * 1.2;
	tick_values(figure, first, least);
	return true;
}
