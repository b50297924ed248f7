/* svg: the layout of a picture: where the title, the legend, the axes and the plot are. */
#include "svg.h"

#include "procbench/render/markup.h"

#include <math.h>
#include <string.h>

#define LEFT        84
#define RIGHT       28
#define PLOT_HEIGHT 330
#define END_WIDTH   260 /* longer names of lines stand in a legend */

/* ---- parts ---- */

static size_t group_count(const struct figure *figure)
{
	size_t count = 1;

	for (size_t i = 0; i < figure->count; i++)
		if (figure->series[i].group >= count)
			count = figure->series[i].group + 1;
	return count;
}

size_t svg_parts(const struct figure *figure)
{
	return figure->row_count > 0 ? (figure->row_count + SVG_ROWS - 1) / SVG_ROWS
				     : (group_count(figure) + SVG_GROUPS - 1) / SVG_GROUPS;
}

/* ---- places ---- */

/* Of the values that are printed beside the rows. */
static double label_width(const struct figure *figure)
{
	double width = 0;

	for (size_t i = 0; i < figure->count; i++)
		for (size_t k = 0; k < figure->series[i].count; k++)
			if (figure->series[i].points[k].label)
				width = fmax(width,
					     figure_text_width(figure->series[i].points[k].label));
	return width;
}

/* ---- the whole ---- */

static void place_rows(struct svg_canvas *canvas)
{
	const struct figure *figure = canvas->figure;
	size_t first = canvas->part * SVG_ROWS, longest = 0, lines = 1;
	size_t end = first + SVG_ROWS < figure->row_count ? first + SVG_ROWS : figure->row_count;

	for (size_t row = first; row < end; row++) {
		size_t columns = svg_name_columns(figure->rows[row]);
		size_t height = svg_name_lines(figure->rows[row]);

		longest = columns > longest ? columns : longest;
		lines = height > lines ? height : lines;
	}
	canvas->left = fmax(LEFT, SVG_MARGIN + 14 + figure_text_width("x") * (double)longest);
	canvas->y.low = (double)first - 0.5;
	canvas->y.high = (double)end - 0.5;
	canvas->height =
		(double)(end - first) * fmax(figure->row_height, SVG_LINE * (double)lines + 10);
}

/* Where the plot is; `top` is where the legend begins. */
static void place(struct svg_canvas *canvas, double top)
{
	const struct figure *figure = canvas->figure;
	double right = fmax(RIGHT, label_width(figure) + 26);

	canvas->y = figure->y;
	canvas->left = LEFT;
	canvas->height = PLOT_HEIGHT;
	if (figure->row_count > 0)
		place_rows(canvas);
	canvas->has_ends = figure->labels_at_end && svg_end_width(canvas) <= END_WIDTH;
	if (canvas->has_ends)
		right = svg_end_width(canvas) + 34;
	canvas->width = SVG_WIDTH - right - canvas->left;
	canvas->top = top + svg_add_legend(canvas, top, false) + 12;
	canvas->top += SVG_LINE * (double)svg_reference_lines(canvas);
}

void svg_add_name(struct text *out, const struct figure *figure, size_t part)
{
	text_add(out, text_string(&figure->name));
	if (part > 0)
		text_printf(out, "-%zu", part + 1);
}

static void add_opening(const struct svg_canvas *canvas, const char *title, double height)
{
	struct text name = {0};

	svg_add_name(&name, canvas->figure, canvas->part);
	text_printf(canvas->out,
		    "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"pb\" width=\"%d\" "
		    "height=\"%.0f\" viewBox=\"0 0 %d %.0f\" role=\"img\" "
		    "aria-labelledby=\"%s-title %s-desc\" "
		    "font-family=\"system-ui, 'DejaVu Sans', sans-serif\" font-size=\"13\">\n"
		    "<title id=\"%s-title\">",
		    SVG_WIDTH, height, SVG_WIDTH, height, text_string(&name), text_string(&name),
		    text_string(&name));
	markup_add(canvas->out, title);
	text_printf(canvas->out, "</title>\n<desc id=\"%s-desc\">", text_string(&name));
	markup_add(canvas->out, text_string(&canvas->figure->description));
	text_add(canvas->out, "</desc>\n");
	svg_add_style(canvas->out);
	text_add(canvas->out, "<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n");
	text_free(&name);
}

static void add_plot(const struct svg_canvas *canvas)
{
	const struct figure *figure = canvas->figure;

	if (figure->row_count > 0)
		svg_add_rows(canvas);
	else
		svg_add_upright(canvas);
	svg_add_across(canvas);
	for (size_t i = 0; i < figure->line_count; i++)
		svg_add_reference(canvas, i);
	for (int is_front = 0; is_front < 2; is_front++)
		for (size_t i = 0; i < figure->count; i++)
			if ((figure->series[i].mark != FIGURE_BAND) == is_front)
				svg_add_series(canvas, &figure->series[i]);
	if (canvas->has_ends)
		svg_add_ends(canvas);
}

void svg_add(struct text *out, const struct figure *figure, size_t part)
{
	struct svg_canvas canvas = {.out = out, .figure = figure, .part = part};
	double top = figure->y.label ? 54 : 34, bottom;
	struct text title = {0};

	text_add(&title, text_string(&figure->title));
	if (svg_parts(figure) > 1)
		text_printf(&title, " (%zu of %zu)", part + 1, svg_parts(figure));
	place(&canvas, top);
	bottom = canvas.top + canvas.height;
	add_opening(&canvas, text_string(&title), bottom + 76);
	text_add(out, "<g font-size=\"17\" font-weight=\"600\">");
	svg_add_words(&canvas, SVG_MARGIN, 25, "start", "", text_string(&title));
	text_add(out, "</g>\n");
	if (figure->y.label)
		svg_add_words(&canvas, SVG_MARGIN, 46, "start", "soft", figure->y.label);
	svg_add_legend(&canvas, top, true);
	add_plot(&canvas);
	svg_add_words(&canvas, SVG_WIDTH - SVG_MARGIN, bottom + 66, "end", "soft",
		      text_string(&figure->origin));
	text_add(out, "</svg>\n");
	out->failed = out->failed || figure->failed || title.failed;
	text_free(&title);
}
