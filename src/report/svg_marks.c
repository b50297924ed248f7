/* svg_marks: the points, lines, intervals and bars of a series. */
#include "svg.h"

#include "procbench/render/markup.h"

#include <math.h>

/* Above this many points a series is a cloud of small dots. */
#define CLOUD 60

/* One shape per group, so that series also differ without colour. */
static const struct {
	const char *path;
	const char *class;
	const char *dashes; /* of a line that has no markers */
} shapes[SVG_GROUPS] = {
	{"M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z", "dot", ""},
	{"M-4-4h8v8h-8z", "dot", "8 4"},
	{"M0-5.5L5 4H-5z", "dot", "2 3"},
	{"M0-6L5.5 0 0 6-5.5 0z", "dot", "9 3 2 3"},
	{"M0 5.5L5-4H-5z", "dot", "14 4"},
	{"M-4-4L4 4M4-4L-4 4", "ring", "5 2 1 2 1 2"},
	{"M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z", "ring", "4 4"},
	{"M-3.5-3.5h7v7h-7z", "ring", "1 4"},
};

static void add_title(const struct svg_canvas *canvas, const char *title)
{
	if (!title)
		return;
	text_add(canvas->out, "<title>");
	markup_add(canvas->out, title);
	text_add(canvas->out, "</title>");
}

static size_t group_of(const struct figure_series *series)
{
	return series->group % SVG_GROUPS;
}

static void add_shape(const struct svg_canvas *canvas, double x, double y, size_t group)
{
	text_printf(canvas->out,
		    "<path class=\"g%zu %s\" transform=\"translate(%.1f %.1f)\" d=\"%s\"/>", group,
		    shapes[group].class, x, y, shapes[group].path);
}

static void add_dot(const struct svg_canvas *canvas, const struct figure_point *point, size_t group)
{
	text_printf(canvas->out, "<circle class=\"g%zu dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"2\">",
		    group, svg_x(canvas, point->x), svg_y(canvas, point->y));
	add_title(canvas, point->title);
	text_add(canvas->out, "</circle>\n");
}

/* A marker is small for a pointer: an invisible disc around it shows the title too. */
static void add_marker(const struct svg_canvas *canvas, const struct figure_point *point,
		       size_t group)
{
	double x = svg_x(canvas, point->x), y = svg_y(canvas, point->y);

	text_add(canvas->out, "<g>");
	add_title(canvas, point->title);
	text_printf(canvas->out, "<circle class=\"hit\" cx=\"%.1f\" cy=\"%.1f\" r=\"9\"/>", x, y);
	add_shape(canvas, x, y, group);
	text_add(canvas->out, "</g>\n");
}

/* A line without a name of its own has markers; one with a name is told apart by its dashes. */
static void add_line(const struct svg_canvas *canvas, const struct figure_series *series)
{
	const char *dashes = *series->name ? shapes[group_of(series)].dashes : "";

	text_printf(canvas->out, "<polyline class=\"g%zu line\"", group_of(series));
	if (*dashes)
		text_printf(canvas->out, " stroke-dasharray=\"%s\"", dashes);
	text_add(canvas->out, " points=\"");
	for (size_t i = 0; i < series->count; i++)
		text_printf(canvas->out, "%s%.1f,%.1f", i ? " " : "",
			    svg_x(canvas, series->points[i].x), svg_y(canvas, series->points[i].y));
	text_add(canvas->out, "\">");
	add_title(canvas, *series->name ? series->name : NULL);
	text_add(canvas->out, "</polyline>\n");
}

/* Along the upper ends, and back along the lower ones. */
static void add_band(const struct svg_canvas *canvas, const struct figure_series *series)
{
	text_printf(canvas->out, "<polygon class=\"g%zu band\" points=\"", group_of(series));
	for (size_t i = 0; i < 2 * series->count; i++) {
		bool is_back = i >= series->count;
		const struct figure_point *point =
			&series->points[is_back ? 2 * series->count - 1 - i : i];

		text_printf(canvas->out, "%s%.1f,%.1f", i ? " " : "", svg_x(canvas, point->x),
			    svg_y(canvas, is_back ? point->low : point->high));
	}
	text_add(canvas->out, "\"/>\n");
}

static void add_spread(const struct svg_canvas *canvas, const struct figure_point *point,
		       size_t group)
{
	double y = svg_y(canvas, point->y);
	double low = svg_x(canvas, point->low), high = svg_x(canvas, point->high);

	text_printf(canvas->out, "<g class=\"g%zu\">", group);
	add_title(canvas, point->title);
	text_printf(canvas->out,
		    "<rect class=\"hit\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"20\"/>"
		    "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke-width=\"3\"/>",
		    low - 8, y - 10, high - low + 16, low, y, high, y);
	add_shape(canvas, svg_x(canvas, point->x), y, group);
	text_add(canvas->out, "</g>\n");
	if (point->label)
		svg_add_words(canvas, canvas->left + canvas->width + 14, y + 4.5, "start", "",
			      point->label);
}

static void add_bar(const struct svg_canvas *canvas, const struct figure_point *point, size_t group)
{
	double left = svg_x(canvas, point->low), top = svg_y(canvas, point->y - point->x / 2);

	text_printf(
		canvas->out,
		"<rect class=\"g%zu bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\">",
		group, left, top, fmax(svg_x(canvas, point->high) - left, 0.5),
		svg_y(canvas, point->y + point->x / 2) - top);
	add_title(canvas, point->title);
	text_add(canvas->out, "</rect>\n");
}

static void add_point(const struct svg_canvas *canvas, const struct figure_series *series,
		      const struct figure_point *point)
{
	switch (series->mark) {
	case FIGURE_POINTS:
		if (series->count > CLOUD)
			add_dot(canvas, point, group_of(series));
		else
			add_marker(canvas, point, group_of(series));
		break;
	case FIGURE_SPREAD:
		add_spread(canvas, point, group_of(series));
		break;
	case FIGURE_BARS:
		add_bar(canvas, point, group_of(series));
		break;
	case FIGURE_LINE:
	case FIGURE_BAND:
		break;
	}
}

void svg_add_series(const struct svg_canvas *canvas, const struct figure_series *series)
{
	if (series->count == 0 || !svg_has_series(canvas, series))
		return;
	if (series->mark == FIGURE_LINE)
		add_line(canvas, series);
	else if (series->mark == FIGURE_BAND)
		add_band(canvas, series);
	for (size_t i = 0; i < series->count; i++)
		if (svg_has_point(canvas, &series->points[i]))
			add_point(canvas, series, &series->points[i]);
}

void svg_add_swatch(const struct svg_canvas *canvas, double x, double y,
		    const struct figure_series *series)
{
	size_t group = group_of(series);

	if (series->mark == FIGURE_LINE)
		text_printf(canvas->out,
			    "<line class=\"g%zu line\" stroke-dasharray=\"%s\" x1=\"%.1f\" "
			    "y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
			    group, *shapes[group].dashes ? shapes[group].dashes : "none", x, y,
			    x + 24, y);
	else if (series->mark == FIGURE_BARS)
		text_printf(canvas->out,
			    "<rect class=\"g%zu bar\" x=\"%.1f\" y=\"%.1f\" width=\"16\" "
			    "height=\"10\"/>\n",
			    group, x + 4, y - 5);
	else
		add_shape(canvas, x + 12, y, group);
	text_add_char(canvas->out, '\n');
}
