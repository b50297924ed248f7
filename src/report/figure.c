/* figure: a picture of a result as data. */
#define _GNU_SOURCE
#include "figure.h"

#include "procbench/render/human.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const figure_palette[] = {"#0072B2", "#D55E00", "#009E73", "#CC79A7",
				      "#E69F00", "#56B4E9", "#8C6D1F", "#7F7F7F"};
const size_t figure_palette_size = sizeof(figure_palette) / sizeof(figure_palette[0]);

void figure_add_series(struct figure *figure, const char *name, enum figure_mark mark, size_t color)
{
	struct figure_series *series =
		realloc(figure->series, (figure->count + 1) * sizeof(*series));
	char *copy = strdup(name);

	if (series)
		figure->series = series;
	if (!series || !copy) {
		free(copy);
		figure->failed = true;
		return;
	}
	series[figure->count++] = (struct figure_series){
		.name = copy, .mark = mark, .color = color % figure_palette_size};
}

static bool is_whole(const struct figure_point *point, enum figure_mark mark)
{
	bool has_ends = isfinite(point->low) && isfinite(point->high);
	bool has_place = isfinite(point->x) && isfinite(point->y);

	switch (mark) {
	case FIGURE_BAND:
		return isfinite(point->x) && has_ends;
	case FIGURE_BARS:
	case FIGURE_SPREAD:
		return has_place && has_ends;
	case FIGURE_LINE:
	case FIGURE_POINTS:
		break;
	}
	return has_place;
}

void figure_add_point(struct figure *figure, struct figure_point point)
{
	struct figure_series *series;
	struct figure_point *points;

	if (figure->failed || !is_whole(&point, figure->series[figure->count - 1].mark))
		return;
	series = &figure->series[figure->count - 1];
	points = realloc(series->points, (series->count + 1) * sizeof(*points));
	if (!points) {
		figure->failed = true;
		return;
	}
	series->points = points;
	points[series->count++] = point;
}

void figure_add_tick(struct figure *figure, struct figure_axis *axis, double at, const char *label)
{
	struct figure_tick *ticks = realloc(axis->ticks, (axis->count + 1) * sizeof(*ticks));
	char *copy = strdup(label);

	if (ticks)
		axis->ticks = ticks;
	if (!ticks || !copy) {
		free(copy);
		figure->failed = true;
		return;
	}
	ticks[axis->count++] = (struct figure_tick){at, copy};
}

void figure_clear_ticks(struct figure_axis *axis)
{
	for (size_t i = 0; i < axis->count; i++)
		free(axis->ticks[i].label);
	axis->count = 0;
}

void figure_name_row(struct figure *figure, size_t row, const char *name)
{
	figure_add_tick(figure, &figure->y, (double)row, name);
	figure->has_rows = true;
	figure->y.low = -0.5;
	figure->y.high = (double)row + 0.5;
}

/* ---- an axis of times ---- */

static void reach(struct figure_axis *axis, double value)
{
	if (!isfinite(value) || (axis->is_log && value <= 0))
		return;
	axis->low = fmin(axis->low, value);
	axis->high = fmax(axis->high, value);
}

static void reach_all(const struct figure *figure, struct figure_axis *axis)
{
	bool is_x = axis == &figure->x;

	axis->low = INFINITY;
	axis->high = -INFINITY;
	for (size_t i = 0; i < figure->count; i++)
		for (size_t k = 0; k < figure->series[i].count; k++) {
			const struct figure_point *point = &figure->series[i].points[k];
			enum figure_mark mark = figure->series[i].mark;

			if (mark != FIGURE_BAND && mark != FIGURE_BARS)
				reach(axis, is_x ? point->x : point->y);
			if (is_x == (mark == FIGURE_BARS || mark == FIGURE_SPREAD) &&
			    mark != FIGURE_LINE && mark != FIGURE_POINTS) {
				reach(axis, point->low);
				reach(axis, point->high);
			}
		}
}

static void tick_time(struct figure *figure, struct figure_axis *axis, double ns)
{
	struct human_unit unit = human_unit_for(fabs(ns));
	struct text label = {0};

	text_printf(&label, "%.4g %s", ns / unit.ns, unit.name);
	figure_add_tick(figure, axis, ns, text_string(&label));
	text_free(&label);
}

/* 1, 2 and 5 of each power of ten where there are few of these, else 1 only. */
static void tick_log(struct figure *figure, struct figure_axis *axis)
{
	static const double steps[] = {1, 2, 5};
	bool is_long = axis->high / axis->low > 200;

	for (int power = -3; power <= 12; power++)
		for (int i = 0; i < (is_long ? 1 : 3); i++) {
			double at = steps[i] * pow(10, power);

			if (at >= axis->low * 0.999 && at <= axis->high * 1.001)
				tick_time(figure, axis, at);
		}
}

/* A step of 1, 2 or 5 times a power of ten, with about five of them on the axis. */
static void tick_linear(struct figure *figure, struct figure_axis *axis)
{
	double span = axis->high - axis->low, step = pow(10, floor(log10(span / 4)));
	double first;

	if (span / step > 10)
		step *= span / step > 25 ? 5 : 2;
	first = ceil(axis->low / step);
	for (int i = 0; (first + i) * step <= axis->high + step * 1e-9 && i < 20; i++)
		tick_time(figure, axis, (first + i) * step);
}

void figure_scale_times(struct figure *figure, struct figure_axis *axis, bool is_log)
{
	axis->is_log = is_log;
	reach_all(figure, axis);
	if (!(axis->low < axis->high)) {
		axis->low = isfinite(axis->low) ? axis->low * 0.9 : 1;
		axis->high = axis->low > 0 ? axis->low * 1.3 : axis->low + 10;
	}
	if (is_log) {
		axis->low /= 1.15;
		axis->high *= 1.15;
		tick_log(figure, axis);
	} else {
		axis->high += (axis->high - axis->low) * 0.04;
		tick_linear(figure, axis);
	}
}

static void free_axis(struct figure_axis *axis)
{
	for (size_t i = 0; i < axis->count; i++)
		free(axis->ticks[i].label);
	free(axis->ticks);
}

void figure_free(struct figure *figure)
{
	for (size_t i = 0; i < figure->count; i++) {
		free(figure->series[i].name);
		free(figure->series[i].points);
	}
	free(figure->series);
	free_axis(&figure->x);
	free_axis(&figure->y);
	text_free(&figure->title);
	text_free(&figure->description);
	*figure = (struct figure){0};
}
