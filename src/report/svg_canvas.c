/* svg_canvas: which series belong to a part of a picture, and where they are drawn. */
#include "svg.h"

#include "procbench/render/markup.h"

#include <string.h>

bool svg_has_series(const struct svg_canvas *canvas, const struct figure_series *series)
{
	return canvas->figure->row_count > 0 || series->group / SVG_GROUPS == canvas->part;
}

bool svg_has_point(const struct svg_canvas *canvas, const struct figure_point *point)
{
	return canvas->figure->row_count == 0 ||
	       (point->y >= canvas->y.low && point->y < canvas->y.high);
}

double svg_x(const struct svg_canvas *canvas, double at)
{
	return canvas->left + canvas->width * figure_share(&canvas->figure->x, at);
}

double svg_y(const struct svg_canvas *canvas, double at)
{
	double share = figure_share(&canvas->y, at);

	return canvas->top + canvas->height * (canvas->figure->row_count > 0 ? share : 1 - share);
}

void svg_add_words(const struct svg_canvas *canvas, double x, double y, const char *anchor,
		   const char *class, const char *words)
{
	text_printf(canvas->out, "<text x=\"%.1f\" y=\"%.1f\"", x, y);
	if (strcmp(anchor, "start") != 0)
		text_printf(canvas->out, " text-anchor=\"%s\"", anchor);
	if (*class)
		text_printf(canvas->out, " class=\"%s\"", class);
	text_add_char(canvas->out, '>');
	markup_add(canvas->out, words);
	text_add(canvas->out, "</text>\n");
}
