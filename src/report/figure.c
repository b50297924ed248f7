/* figure: a picture of a result as data. */
#define _GNU_SOURCE
#include "figure.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void figure_add_series(struct figure *figure, const char *name, enum figure_mark mark, size_t group)
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
	series[figure->count++] =
		(struct figure_series){.name = copy, .mark = mark, .group = group};
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

/* The new point; NULL where it was left out. */
static struct figure_point *add(struct figure *figure, struct figure_point point)
{
	struct figure_series *series;
	struct figure_point *points;

	if (figure->failed || !is_whole(&point, figure->series[figure->count - 1].mark))
		return NULL;
	series = &figure->series[figure->count - 1];
	points = realloc(series->points, (series->count + 1) * sizeof(*points));
	if (!points) {
		figure->failed = true;
		return NULL;
	}
	series->points = points;
	points[series->count] = point;
	return &points[series->count++];
}

void figure_add_point(struct figure *figure, double x, double y, double low, double high)
{
	add(figure, (struct figure_point){x, y, low, high, NULL, NULL});
}

void figure_mark(struct figure *figure, struct figure_point point, const char *title, ...)
{
	struct figure_point *added = add(figure, point);
	struct text words = {0};
	va_list args;

	if (!added)
		return;
	va_start(args, title);
	text_vprintf(&words, title, args);
	va_end(args);
	added->title = text_take(&words);
	figure->failed = figure->failed || !added->title;
	text_free(&words);
}

void figure_label(struct figure *figure, const char *words)
{
	struct figure_series *series = &figure->series[figure->count - 1];

	if (figure->failed || series->count == 0)
		return;
	free(series->points[series->count - 1].label);
	series->points[series->count - 1].label = strdup(words);
	figure->failed = !series->points[series->count - 1].label;
}

void figure_add_tick(struct figure *figure, struct figure_axis *axis, double at, const char *label)
{
	struct figure_tick *ticks = realloc(axis->ticks, (axis->count + 1) * sizeof(*ticks));

	if (!ticks) {
		figure->failed = true;
		return;
	}
	axis->ticks = ticks;
	ticks[axis->count].at = at;
	snprintf(ticks[axis->count].label, sizeof(ticks->label), "%s", label);
	axis->count++;
}

void figure_add_row(struct figure *figure, const char *name)
{
	char **rows = realloc(figure->rows, (figure->row_count + 1) * sizeof(*rows));
	char *copy = strdup(name);

	if (rows)
		figure->rows = rows;
	if (!rows || !copy) {
		free(copy);
		figure->failed = true;
		return;
	}
	rows[figure->row_count++] = copy;
}

void figure_add_line(struct figure *figure, double at, const char *format, ...)
{
	struct figure_line *line = &figure->lines[figure->line_count++];
	va_list args;

	line->at = at;
	va_start(args, format);
	vsnprintf(line->label, sizeof(line->label), format, args);
	va_end(args);
}

void figure_add_value(struct text *out, void (*add_label)(struct text *out, double at),
		      double value, double low, double high, double confidence)
{
	add_label(out, value);
	if (!isfinite(low) || !isfinite(high))
		return;
	text_printf(out, " (%g%% CI ", 100 * confidence);
	add_label(out, low);
	text_add(out, " - ");
	add_label(out, high);
	text_add(out, ")");
}

static void free_series(struct figure_series *series)
{
	for (size_t i = 0; i < series->count; i++) {
		free(series->points[i].title);
		free(series->points[i].label);
	}
	free(series->name);
	free(series->points);
}

void figure_free(struct figure *figure)
{
	for (size_t i = 0; i < figure->count; i++)
		free_series(&figure->series[i]);
	for (size_t i = 0; i < figure->row_count; i++)
		free(figure->rows[i]);
	free(figure->rows);
	free(figure->series);
	free(figure->x.ticks);
	free(figure->y.ticks);
	text_free(&figure->name);
	text_free(&figure->title);
	text_free(&figure->description);
	text_free(&figure->origin);
	*figure = (struct figure){0};
}
