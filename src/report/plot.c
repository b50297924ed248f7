/* plot: a figure as a script for gnuplot. */
#include "procbench/report/plot.h"

#include "figure.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>

/*
 * A string in single quotes, in which gnuplot knows nothing but their end. What could end it, or
 * have the shell asked for something, becomes what looks alike.
 */
static void add_quoted(struct text *out, const char *words)
{
	struct text printable = {0};

	text_add_printable(&printable, words);
	text_add_char(out, '\'');
	for (const char *c = text_string(&printable); *c; c++) {
		if (*c == '\'')
			text_add(out, "\u2019");
		else if (*c == '`')
			text_add(out, "\u2018");
		else
			text_add_char(out, *c);
	}
	text_add_char(out, '\'');
	out->failed = out->failed || printable.failed;
	text_free(&printable);
}

static void add_axis(struct text *out, char name, const struct figure_axis *axis, bool has_rows)
{
	text_printf(out, "set %crange [%.9g:%.9g]\n", name, has_rows ? axis->high : axis->low,
		    has_rows ? axis->low : axis->high);
	if (axis->is_log)
		text_printf(out, "set logscale %c\n", name);
	text_printf(out, "set %ctics out nomirror (", name);
	for (size_t i = 0; i < axis->count; i++) {
		text_add(out, i ? ", " : "");
		add_quoted(out, axis->ticks[i].label);
		text_printf(out, " %.9g", axis->ticks[i].at);
	}
	text_printf(out, ")\nset %clabel ", name);
	add_quoted(out, axis->label ? axis->label : "");
	text_add_char(out, '\n');
}

static void add_data(struct text *out, const struct figure *figure)
{
	for (size_t i = 0; i < figure->count; i++) {
		text_printf(out, "$s%zu << END\n", i);
		for (size_t k = 0; k < figure->series[i].count; k++) {
			const struct figure_point *point = &figure->series[i].points[k];

			text_printf(out, "%.9g %.9g %.9g %.9g\n", point->x, point->y, point->low,
				    point->high);
		}
		text_add(out, "END\n");
	}
}

static void add_mark(struct text *out, const struct figure_series *series)
{
	static const int shapes[] = {7, 5, 9, 13}; /* circle, square, triangle, diamond */
	const char *color = figure_palette[series->color];

	switch (series->mark) {
	case FIGURE_LINE:
		text_printf(out, "using 1:2 with lines lw 2 lc rgb '%s'", color);
		break;
	case FIGURE_BAND:
		text_printf(out,
			    "using 1:3:4 with filledcurves fs transparent solid 0.22 noborder lc "
			    "rgb '%s'",
			    color);
		break;
	case FIGURE_POINTS:
		text_printf(out, "using 1:2 with points pt %d ps %s lc rgb '%s'",
			    shapes[series->color % 4], series->count > 100 ? "0.4" : "1", color);
		break;
	case FIGURE_SPREAD:
		text_printf(out, "using 1:2:3:4 with xerrorbars pt 7 ps 1 lw 2 lc rgb '%s'", color);
		break;
	case FIGURE_BARS:
		text_printf(out,
			    "using 3:2:3:4:($2-$1/2):($2+$1/2) with boxxyerror fs solid noborder "
			    "lc rgb '%s'",
			    color);
		break;
	}
}

static void add_plots(struct text *out, const struct figure *figure)
{
	const char *before = "plot ";

	for (size_t i = 0; i < figure->count; i++) {
		const struct figure_series *series = &figure->series[i];

		if (series->count == 0)
			continue;
		text_printf(out, "%s$s%zu ", before, i);
		add_mark(out, series);
		text_add(out, *series->name ? " title " : " notitle");
		if (*series->name)
			add_quoted(out, series->name);
		before = ", \\\n  ";
	}
	text_add_char(out, '\n');
}

static void add_origin(struct text *out, const struct result *result)
{
	const char *host = facts_get(&result->host, "hostname");
	const char *kernel = facts_get(&result->host, "kernel");
	struct text origin = {0};

	text_printf(&origin, "procbench %s on %s, %s, %s", result->version ? result->version : "",
		    host ? host : "?", kernel ? kernel : "?", result->date ? result->date : "");
	text_add(out, "set label 1 ");
	add_quoted(out, text_string(&origin));
	text_add(out, " at screen 0.99, 0.02 right font ',8' textcolor rgb '#555555'\n");
	out->failed = out->failed || origin.failed;
	text_free(&origin);
}

static void add_script(struct text *out, const struct figure *figure, const char *terminal,
		       const struct result *result)
{
	int height = figure->has_rows ? 150 + (int)(34 * (figure->y.high - figure->y.low)) : 500;

	text_printf(out,
		    "set terminal %s noenhanced size 800,%d font 'DejaVu Sans,10' background "
		    "rgb '#ffffff'\n",
		    terminal, height);
	text_add(out, "set encoding utf8\nset border 3\nset grid lc rgb '#dddddd'\n"
		      "set key outside top center horizontal\nset bmargin 5\nset rmargin 5\n"
		      "set title ");
	add_quoted(out, text_string(&figure->title));
	text_add(out, " font ',12'\n");
	add_origin(out, result);
	add_axis(out, 'x', &figure->x, false);
	add_axis(out, 'y', &figure->y, figure->has_rows);
	if (isfinite(figure->mark_at))
		text_printf(out,
			    "set arrow 1 from first %.9g, graph 0 to first %.9g, graph 1 nohead dt "
			    "2 lc rgb '#333333'\n",
			    figure->mark_at, figure->mark_at);
	add_data(out, figure);
	add_plots(out, figure);
}

const char *plot_name(size_t index)
{
	return figure_kinds[index].name;
}

int plot_add_script(struct text *script, size_t index, const char *terminal,
		    const struct result *result)
{
	struct figure figure = {.name = figure_kinds[index].name, .mark_at = NAN};
	bool is_made = figure_kinds[index].make(result, &figure);

	if (is_made)
		add_script(script, &figure, terminal, result);
	if (figure.failed)
		script->failed = true;
	figure_free(&figure);
	return script->failed ? -ENOMEM : is_made;
}
