/* svg_axes: rows, ticks, grid and reference lines. */
#include "svg.h"

#include "procbench/render/markup.h"

#include <math.h>
#include <string.h>

#define NAME_COLUMNS 34 /* of a row's name, on each of its lines */
#define NAME_LINES   3  /* more of it is left out, and shown when the pointer rests on it */

static void add_stroke(const struct svg_canvas *canvas, const char *class, double x1, double y1,
		       double x2, double y2)
{
	text_printf(canvas->out,
		    "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n", class,
		    x1, y1, x2, y2);
}

/* ---- the names of rows ---- */

/* Bytes of the next line: as much as fits, broken behind a comma, colon or blank where it can be.
 */
static size_t line_bytes(const char *name)
{
	size_t end = 0, columns = 0, cut = 0;

	while (name[end] && columns < NAME_COLUMNS) {
		end++;
		while ((name[end] & 0xc0) == 0x80)
			end++;
		columns++;
		if (strchr(",: ", name[end - 1]))
			cut = end;
	}
	return !name[end] || cut == 0 ? end : cut;
}

size_t svg_name_lines(const char *name)
{
	size_t lines = 0;

	for (; *name && lines < NAME_LINES; name += line_bytes(name))
		lines++;
	return lines;
}

size_t svg_name_columns(const char *name)
{
	size_t longest = 0;

	for (size_t bytes; *name; name += bytes) {
		bytes = line_bytes(name);
		longest = bytes > longest ? bytes : longest;
	}
	return longest;
}

static void add_row_name(const struct svg_canvas *canvas, size_t row)
{
	const char *name = canvas->figure->rows[row];
	size_t lines = svg_name_lines(name);
	double y = svg_y(canvas, (double)row) + 4.5 - SVG_LINE * ((double)lines - 1) / 2;

	text_add(canvas->out, "<g><title>");
	markup_add(canvas->out, name);
	text_add(canvas->out, "</title>");
	for (size_t i = 0; i < lines; i++) {
		size_t bytes = line_bytes(name);
		struct text line = {0};

		text_add_bytes(&line, name, bytes);
		name += bytes;
		text_add(&line, i + 1 == lines && *name ? ".." : "");
		svg_add_words(canvas, canvas->left - 12, y + SVG_LINE * (double)i, "end", "",
			      text_string(&line));
		text_free(&line);
	}
	text_add(canvas->out, "</g>\n");
}

/* ---- axes ---- */

void svg_add_across(const struct svg_canvas *canvas)
{
	const struct figure_axis *axis = &canvas->figure->x;
	double bottom = canvas->top + canvas->height;
	struct figure_tick ticks[FIGURE_TICKS_MAX];
	size_t count = figure_choose_ticks(axis, canvas->width, true, ticks);

	for (size_t i = 0; i < count; i++) {
		double x = svg_x(canvas, ticks[i].at);

		add_stroke(canvas, "grid", x, canvas->top, x, bottom);
		svg_add_words(canvas, x, bottom + 19, "middle", "", ticks[i].label);
	}
	add_stroke(canvas, "axis", canvas->left, bottom, canvas->left + canvas->width, bottom);
	svg_add_words(canvas, canvas->left + canvas->width / 2, bottom + 41, "middle", "soft",
		      axis->label ? axis->label : "");
}

void svg_add_upright(const struct svg_canvas *canvas)
{
	struct figure_tick ticks[FIGURE_TICKS_MAX];
	size_t count = figure_choose_ticks(&canvas->y, canvas->height, false, ticks);

	for (size_t i = 0; i < count; i++) {
		double y = svg_y(canvas, ticks[i].at);

		add_stroke(canvas, "grid", canvas->left, y, canvas->left + canvas->width, y);
		svg_add_words(canvas, canvas->left - 10, y + 4.5, "end", "", ticks[i].label);
	}
}

void svg_add_rows(const struct svg_canvas *canvas)
{
	for (size_t row = 0; row < canvas->figure->row_count; row++) {
		double y = svg_y(canvas, (double)row - 0.5);

		if ((double)row < canvas->y.low || (double)row > canvas->y.high)
			continue;
		add_row_name(canvas, row);
		if (y > canvas->top + 1)
			add_stroke(canvas, "grid", SVG_MARGIN, y, canvas->left + canvas->width, y);
	}
}

/* The first label is left of its line and the second right of its own, where the picture is wide
 * enough. */
static bool is_before(const struct svg_canvas *canvas, size_t index)
{
	const struct figure_line *line = &canvas->figure->lines[index];
	double x = svg_x(canvas, line->at), width = figure_text_width(line->label);

	return index == 0 ? x - width > SVG_MARGIN : x + width > SVG_WIDTH - SVG_MARGIN;
}

size_t svg_reference_lines(const struct svg_canvas *canvas)
{
	if (canvas->figure->row_count == 0)
		return 0;
	return canvas->figure->line_count == 2 && is_before(canvas, 0) == is_before(canvas, 1)
		       ? 2
		       : canvas->figure->line_count > 0;
}

static void add_upright_reference(const struct svg_canvas *canvas, size_t index)
{
	const struct figure_line *line = &canvas->figure->lines[index];
	size_t above = index > 0 ? svg_reference_lines(canvas) - 1 : 0;
	double x = svg_x(canvas, line->at), y = canvas->top - 6 - SVG_LINE * (double)above;
	bool before = is_before(canvas, index);

	add_stroke(canvas, "ref", x, canvas->top, x, canvas->top + canvas->height);
	svg_add_words(canvas, x + (before ? -4 : 4), y, before ? "end" : "start", "soft",
		      line->label);
}

void svg_add_reference(const struct svg_canvas *canvas, size_t index)
{
	const struct figure_line *line = &canvas->figure->lines[index];
	double right = canvas->left + canvas->width, y = svg_y(canvas, line->at);

	if (canvas->figure->row_count > 0) {
		add_upright_reference(canvas, index);
		return;
	}
	add_stroke(canvas, "ref", canvas->left, y, right, y);
	svg_add_words(canvas, index == 0 ? canvas->left + 4 : right - 4, y - 6,
		      index == 0 ? "start" : "end", "soft", line->label);
}
