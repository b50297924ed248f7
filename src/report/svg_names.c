/* svg_names: the names of series, in a legend or at the ends of their lines. */
#include "svg.h"

#include <math.h>
#include <stdlib.h>

#define LEGEND_LINE 22
#define SWATCH      30

/* ---- names of series ---- */

static bool is_listed(const struct svg_canvas *canvas, const struct figure_series *series)
{
	return *series->name && series->count > 0 && svg_has_series(canvas, series);
}

/* As many bytes as fit the width, whole characters. */
static void add_fitting(const struct svg_canvas *canvas, double x, double y, double width,
			const char *name)
{
	size_t columns = (size_t)(width / figure_text_width("x")), end = 0;
	struct text words = {0};

	for (size_t n = 0; name[end] && n < columns; n++)
		do
			end++;
		while ((name[end] & 0xc0) == 0x80);
	text_add_bytes(&words, name, end);
	text_add(&words, name[end] ? ".." : "");
	svg_add_words(canvas, x, y, "start", "", text_string(&words));
	text_free(&words);
}

double svg_add_legend(const struct svg_canvas *canvas, double top, bool is_drawn)
{
	double x = SVG_MARGIN;
	int lines = 0;

	for (size_t i = 0; i < canvas->figure->count && !canvas->has_ends; i++) {
		const struct figure_series *series = &canvas->figure->series[i];
		double width = SWATCH + figure_text_width(series->name) + 12;

		if (!is_listed(canvas, series))
			continue;
		if (lines == 0 || x + width > SVG_WIDTH - SVG_MARGIN) {
			x = SVG_MARGIN;
			lines++;
		}
		if (is_drawn) {
			double y = top + LEGEND_LINE * (lines - 0.5);

			svg_add_swatch(canvas, x, y, series);
			add_fitting(canvas, x + SWATCH, y + 4.5,
				    SVG_WIDTH - 2 * SVG_MARGIN - SWATCH, series->name);
		}
		x += width;
	}
	return LEGEND_LINE * lines;
}

struct end {
	const struct figure_series *series;
	double y;
};

static int by_height(const void *a, const void *b)
{
	double one = ((const struct end *)a)->y, other = ((const struct end *)b)->y;

	return (one > other) - (one < other);
}

/* Labels at the ends of lines, moved apart where lines end close to each other. */
void svg_add_ends(const struct svg_canvas *canvas)
{
	struct end ends[SVG_GROUPS];
	double x = canvas->left + canvas->width, below = canvas->top + canvas->height + 8;
	size_t n = 0;

	for (size_t i = 0; i < canvas->figure->count && n < SVG_GROUPS; i++) {
		const struct figure_series *series = &canvas->figure->series[i];

		if (is_listed(canvas, series))
			ends[n++] = (struct end){
				series, svg_y(canvas, series->points[series->count - 1].y)};
	}
	qsort(ends, n, sizeof(*ends), by_height);
	for (size_t i = n; i-- > 0;) {
		ends[i].y = fmin(ends[i].y, below - SVG_LINE);
		below = ends[i].y;
	}
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			ends[i].y = fmax(ends[i].y, ends[i - 1].y + SVG_LINE);
		svg_add_swatch(canvas, x, ends[i].y, ends[i].series);
		svg_add_words(canvas, x + 22, ends[i].y + 4.5, "start", "", ends[i].series->name);
	}
}

double svg_end_width(const struct svg_canvas *canvas)
{
	double width = 0;

	for (size_t i = 0; i < canvas->figure->count; i++)
		if (is_listed(canvas, &canvas->figure->series[i]))
			width = fmax(width, figure_text_width(canvas->figure->series[i].name));
	return width;
}
