/*
 * svg: draws pictures: a figure as <svg> elements, each whole in itself, with its own
 * styles for light and dark viewers.
 *
 * A figure that is too large for one picture is drawn in several parts.
 */
#ifndef PROCBENCH_SRC_REPORT_SVG_H
#define PROCBENCH_SRC_REPORT_SVG_H

#include "figure.h"

#define SVG_WIDTH  760
#define SVG_GROUPS 8 /* colours and shapes that can be told apart */
#define SVG_ROWS   24
#define SVG_MARGIN 12
#define SVG_LINE   18 /* of text */

/* How many pictures the figure takes. */
size_t svg_parts(const struct figure *figure);

/* What the part is called, in ids and as a file. */
void svg_add_name(struct text *out, const struct figure *figure, size_t part);

/* Appends one of them. */
void svg_add(struct text *out, const struct figure *figure, size_t part);

/* The plot of one part, for the files of the drawer. */
struct svg_canvas {
	struct text *out;
	const struct figure *figure;
	struct figure_axis y; /* of this part */
	size_t part;
	bool has_ends; /* series are named where their lines end */
	double left;
	double top;
	double width;
	double height;
};

double svg_x(const struct svg_canvas *canvas, double at);
double svg_y(const struct svg_canvas *canvas, double at);
/* Whether the series, or the point of it, belongs to this part. */
bool svg_has_series(const struct svg_canvas *canvas, const struct figure_series *series);
bool svg_has_point(const struct svg_canvas *canvas, const struct figure_point *point);
void svg_add_words(const struct svg_canvas *canvas, double x, double y, const char *anchor,
		   const char *class, const char *words);

/* How many lines the name of a row takes, and how many columns the longest of them. */
size_t svg_name_lines(const char *name);
size_t svg_name_columns(const char *name);

void svg_add_rows(const struct svg_canvas *canvas);
void svg_add_across(const struct svg_canvas *canvas);
void svg_add_upright(const struct svg_canvas *canvas);
/* Lines of text that the labels of reference lines take above the plot. */
size_t svg_reference_lines(const struct svg_canvas *canvas);
void svg_add_reference(const struct svg_canvas *canvas, size_t index);

/* Returns how high the legend is; `top` is where it begins. */
double svg_add_legend(const struct svg_canvas *canvas, double top, bool is_drawn);
void svg_add_ends(const struct svg_canvas *canvas);
/* Of the longest name at the end of a line. */
double svg_end_width(const struct svg_canvas *canvas);

/* The styles of the classes that the drawer uses. */
void svg_add_style(struct text *out);

void svg_add_series(const struct svg_canvas *canvas, const struct figure_series *series);
/* A sample of the series for the legend, 16 pixels wide. */
void svg_add_swatch(const struct svg_canvas *canvas, double x, double y,
		    const struct figure_series *series);

#endif
