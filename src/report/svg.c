/* svg: a figure as an <svg> element, whole in itself. */
#include "figure.h"

#include "procbench/render/markup.h"
#include "procbench/render/prose.h"

#include <math.h>
#include <string.h>

#define WIDTH       800
#define RIGHT       24
#define TOP         44 /* the title; the legend comes below it */
#define BOTTOM      52
#define LEFT        84
#define LEFT_ROWS   290
#define ROW_HEIGHT  34
#define LABEL_CHARS 40

struct canvas {
	struct text *out;
	const struct figure *figure;
	double left;
	double top;
	double width;
	double height;
};

static double share_of(const struct figure_axis *axis, double at)
{
	if (axis->is_log)
		return log(at / axis->low) / log(axis->high / axis->low);
	return (at - axis->low) / (axis->high - axis->low);
}

static double x_of(const struct canvas *canvas, double at)
{
	return canvas->left + canvas->width * fmin(fmax(share_of(&canvas->figure->x, at), 0), 1);
}

static double y_of(const struct canvas *canvas, double at)
{
	double share = fmin(fmax(share_of(&canvas->figure->y, at), 0), 1);

	return canvas->top + canvas->height * (canvas->figure->has_rows ? share : 1 - share);
}

static void add_words(const struct canvas *canvas, double x, double y, const char *anchor,
		      const char *more, const char *words)
{
	text_printf(canvas->out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>", x, y, anchor,
		    more);
	markup_add(canvas->out, words);
	text_add(canvas->out, "</text>\n");
}

static void add_stroke(const struct canvas *canvas, double x1, double y1, double x2, double y2,
		       const char *more)
{
	text_printf(canvas->out,
		    "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" "
		    "stroke=\"currentColor\"%s/>\n",
		    x1, y1, x2, y2, more);
}

/* ---- axes ---- */

/* A row's name, its middle left out where it is too long. */
static void add_row_name(const struct canvas *canvas, const struct figure_tick *tick)
{
	struct text name = {0};
	size_t length = strlen(tick->label);

	if (length > LABEL_CHARS) {
		text_add_bytes(&name, tick->label, LABEL_CHARS / 2);
		text_add(&name, "..");
		text_add(&name, tick->label + length - LABEL_CHARS / 2 + 2);
	} else {
		text_add(&name, tick->label);
	}
	add_words(canvas, canvas->left - 10, y_of(canvas, tick->at) + 4, "end", "",
		  text_string(&name));
	text_free(&name);
}

static void add_axes(const struct canvas *canvas)
{
	const struct figure *figure = canvas->figure;
	double bottom = canvas->top + canvas->height, right = canvas->left + canvas->width;

	for (size_t i = 0; i < figure->x.count; i++) {
		double x = x_of(canvas, figure->x.ticks[i].at);

		add_stroke(canvas, x, canvas->top, x, bottom, " stroke-opacity=\".14\"");
		add_words(canvas, x, bottom + 18, "middle", "", figure->x.ticks[i].label);
	}
	for (size_t i = 0; i < figure->y.count; i++) {
		double y = y_of(canvas, figure->y.ticks[i].at);

		if (figure->has_rows) {
			add_row_name(canvas, &figure->y.ticks[i]);
			continue;
		}
		add_stroke(canvas, canvas->left, y, right, y, " stroke-opacity=\".14\"");
		add_words(canvas, canvas->left - 8, y + 4, "end", "", figure->y.ticks[i].label);
	}
	add_stroke(canvas, canvas->left, bottom, right, bottom, "");
	add_words(canvas, canvas->left + canvas->width / 2, bottom + 42, "middle", "",
		  figure->x.label ? figure->x.label : "");
	if (figure->y.label)
		add_words(canvas, 8, canvas->top - 8, "start", " fill-opacity=\".75\"",
			  figure->y.label);
	if (isfinite(figure->mark_at))
		add_stroke(canvas, x_of(canvas, figure->mark_at), canvas->top,
			   x_of(canvas, figure->mark_at), bottom, " stroke-dasharray=\"4 3\"");
}

/* ---- marks ---- */

/* A shape for each colour, so that the colour is not all that tells series apart. */
static void add_marker(const struct canvas *canvas, double x, double y, size_t color, double size)
{
	const char *fill = figure_palette[color];

	switch (color % 4) {
	case 0:
		text_printf(canvas->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"/>",
			    x, y, size, fill);
		break;
	case 1:
		text_printf(canvas->out,
			    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" "
			    "fill=\"%s\"/>",
			    x - size, y - size, 2 * size, 2 * size, fill);
		break;
	case 2:
		text_printf(canvas->out, "<path d=\"M%.1f %.1fl%.1f %.1fh%.1fz\" fill=\"%s\"/>", x,
			    y - 1.3 * size, 1.3 * size, 2.3 * size, -2.6 * size, fill);
		break;
	default:
		text_printf(canvas->out,
			    "<path d=\"M%.1f %.1fl%.1f %.1fl%.1f %.1fl%.1f %.1fz\" fill=\"%s\"/>",
			    x, y - 1.4 * size, 1.4 * size, 1.4 * size, -1.4 * size, 1.4 * size,
			    -1.4 * size, -1.4 * size, fill);
	}
	text_add_char(canvas->out, '\n');
}

static void add_line(const struct canvas *canvas, const struct figure_series *series)
{
	text_printf(canvas->out,
		    "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"",
		    figure_palette[series->color]);
	for (size_t i = 0; i < series->count; i++)
		text_printf(canvas->out, "%s%.1f,%.1f", i ? " " : "",
			    x_of(canvas, series->points[i].x), y_of(canvas, series->points[i].y));
	text_add(canvas->out, "\"/>\n");
}

/* Along the upper ends, and back along the lower ones. */
static void add_band(const struct canvas *canvas, const struct figure_series *series)
{
	text_printf(canvas->out, "<polygon fill=\"%s\" fill-opacity=\".22\" points=\"",
		    figure_palette[series->color]);
	for (size_t i = 0; i < 2 * series->count; i++) {
		bool is_back = i >= series->count;
		const struct figure_point *point =
			&series->points[is_back ? 2 * series->count - 1 - i : i];

		text_printf(canvas->out, "%s%.1f,%.1f", i ? " " : "", x_of(canvas, point->x),
			    y_of(canvas, is_back ? point->low : point->high));
	}
	text_add(canvas->out, "\"/>\n");
}

static void add_spread(const struct canvas *canvas, const struct figure_point *point, size_t color)
{
	double y = y_of(canvas, point->y);

	text_printf(canvas->out,
		    "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" "
		    "stroke-width=\"3\"/>\n",
		    x_of(canvas, point->low), y, x_of(canvas, point->high), y,
		    figure_palette[color]);
	add_marker(canvas, x_of(canvas, point->x), y, color, 5);
}

static void add_bar(const struct canvas *canvas, const struct figure_point *point, size_t color)
{
	double left = x_of(canvas, point->low), top = y_of(canvas, point->y - point->x / 2);

	text_printf(canvas->out,
		    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n",
		    left, top, x_of(canvas, point->high) - left,
		    y_of(canvas, point->y + point->x / 2) - top, figure_palette[color]);
}

static void add_series(const struct canvas *canvas, const struct figure_series *series)
{
	double size = series->count > 100 ? 2 : 4;

	if (series->mark == FIGURE_LINE && series->count > 0)
		add_line(canvas, series);
	else if (series->mark == FIGURE_BAND && series->count > 0)
		add_band(canvas, series);
	for (size_t i = 0; i < series->count; i++) {
		const struct figure_point *point = &series->points[i];

		if (series->mark == FIGURE_POINTS)
			add_marker(canvas, x_of(canvas, point->x), y_of(canvas, point->y),
				   series->color, size);
		else if (series->mark == FIGURE_SPREAD)
			add_spread(canvas, point, series->color);
		else if (series->mark == FIGURE_BARS)
			add_bar(canvas, point, series->color);
	}
}

/* ---- the whole ---- */

/* Returns how many lines it takes. */
static int add_legend(const struct canvas *canvas, bool is_drawn)
{
	double x = canvas->figure->has_rows ? 8 : canvas->left;
	int lines = 0;

	for (size_t i = 0; i < canvas->figure->count; i++) {
		const struct figure_series *series = &canvas->figure->series[i];
		double width = 28 + 7.2 * (double)prose_columns(series->name);

		if (!*series->name || series->count == 0)
			continue;
		if (lines == 0 || x + width > WIDTH - RIGHT) {
			x = canvas->figure->has_rows ? 8 : canvas->left;
			lines++;
		}
		if (is_drawn) {
			add_marker(canvas, x + 6, 28 + 18 * lines, series->color, 5);
			add_words(canvas, x + 16, 32 + 18 * lines, "start", "", series->name);
		}
		x += width;
	}
	return lines;
}

void svg_add(struct text *out, const struct figure *figure)
{
	struct canvas canvas = {.out = out, .figure = figure};
	double total;

	canvas.left = figure->has_rows ? LEFT_ROWS : LEFT;
	canvas.top = TOP - 18 + 18 * add_legend(&canvas, false) + (figure->y.label ? 36 : 12);
	canvas.width = WIDTH - RIGHT - canvas.left;
	canvas.height = figure->has_rows ? ROW_HEIGHT * (figure->y.high - figure->y.low) : 340;
	total = canvas.top + canvas.height + BOTTOM;
	text_printf(
		out,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %.0f\" "
		"role=\"img\" aria-labelledby=\"%s-title %s-desc\" fill=\"currentColor\" "
		"font-family=\"system-ui, sans-serif\" font-size=\"13\">\n<title id=\"%s-title\">",
		WIDTH, total, figure->name, figure->name, figure->name);
	markup_add(out, text_string(&figure->title));
	text_printf(out, "</title>\n<desc id=\"%s-desc\">", figure->name);
	markup_add(out, text_string(&figure->description));
	text_add(out, "</desc>\n");
	add_words(&canvas, 8, 20, "start", " font-size=\"16\" font-weight=\"600\"",
		  text_string(&figure->title));
	add_legend(&canvas, true);
	add_axes(&canvas);
	for (size_t i = 0; i < figure->count; i++)
		add_series(&canvas, &figure->series[i]);
	text_add(out, "</svg>\n");
	out->failed = out->failed || figure->failed;
}
