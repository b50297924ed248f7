/*
 * history_html: a history as one page without scripts and requests: small multiples of the series,
 * those with a fresh change first, and below each its changes with the commands that confirm them.
 */
#include "history_formats.h"
#include "history_phrases.h"

#include "procbench/render/markup.h"
#include "procbench/render/page.h"

#include <errno.h>
#include <math.h>

#define WIDTH  360
#define HEIGHT 150
#define TOP    16
#define BOTTOM 132
#define LEFT   48 /* where the plot begins, behind the numbers */
#define RIGHT  6

static const char style[] =
	"main { display: grid; grid-template-columns: repeat(auto-fill, minmax(21rem, 1fr));\n"
	"  gap: 1rem 2rem } section { min-width: 0; break-inside: avoid }\n"
	"h2 { font-size: 1rem; margin: 1rem 0 0; overflow-wrap: anywhere }\n"
	"section p { margin: .2rem 0; font-size: .85rem } code { overflow-wrap: anywhere }\n"
	"svg { display: block; width: 100%; height: auto }\n"
	".dot { fill: var(--text); fill-opacity: .55 } .spike { fill: none; stroke: var(--text) }\n"
	".level { stroke: rgb(var(--fast)); stroke-width: 2 }\n"
	".change { stroke: var(--line); stroke-width: 1.5; stroke-dasharray: 4 3 }\n"
	".change.fresh { stroke: var(--warn) } .fresh strong { color: var(--warn) }\n";

/* ---- the picture ---- */

struct scale {
	double low;
	double high;
	size_t points;
};

/* Spikes are drawn at the edge, so that they do not flatten the rest. */
static struct scale scale_of(const struct history_series *series)
{
	struct scale scale = {INFINITY, -INFINITY, series->point_count};
	bool is_judged = series->shifts.is_judged;

	for (size_t i = 0; i < series->point_count; i++) {
		if (is_judged && series->shifts.marks[i] != SHIFTS_NORMAL)
			continue;
		scale.low = fmin(scale.low, series->points[i].value);
		scale.high = fmax(scale.high, series->points[i].value);
	}
	return scale;
}

static double x_of(const struct scale *scale, double point)
{
	return LEFT + (WIDTH - LEFT - RIGHT) * (point + 0.5) / fmax((double)scale->points, 1);
}

static double y_of(const struct scale *scale, double value)
{
	double share = (value - scale->low) / fmax(scale->high - scale->low, 1e-300);

	return BOTTOM - (BOTTOM - TOP) * fmin(fmax(share, -0.08), 1.08);
}

static void add_points(struct text *out, const struct history *history,
		       const struct history_series *series, const struct scale *scale)
{
	for (size_t i = 0; i < series->point_count; i++) {
		const struct history_point *point = &series->points[i];
		struct text name = {0};

		history_text_add_run(&name, history, point->run);
		text_printf(out, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"2\"><title>",
			    series->shifts.marks[i] == SHIFTS_NORMAL ? "dot" : "spike",
			    x_of(scale, (double)i), y_of(scale, point->value));
		text_printf(out, "%.5g, ", point->value);
		markup_add(out, text_string(&name));
		text_add(out, "</title></circle>\n");
		text_free(&name);
	}
}

static void add_level(struct text *out, const struct history_series *series,
		      const struct scale *scale, size_t begin, size_t end)
{
	double y = y_of(scale, exp(series->shifts.levels[begin]));

	text_printf(out,
		    "<line class=\"level\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>\n",
		    x_of(scale, (double)begin - 0.5), x_of(scale, (double)end - 0.5), y, y);
}

static void add_levels(struct text *out, const struct history_series *series,
		       const struct scale *scale)
{
	size_t begin = 0;

	for (size_t i = 0; i < series->shifts.step_count; i++) {
		size_t at = series->shifts.steps[i].at;
		double x = x_of(scale, (double)at - 0.5);

		add_level(out, series, scale, begin, at);
		text_printf(out,
			    "<line class=\"change %s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"0\" "
			    "y2=\"%d\"/>\n",
			    history_text_step_state(&series->steps[i]), x, x, BOTTOM + 6);
		begin = at;
	}
	if (series->shifts.is_judged)
		add_level(out, series, scale, begin, series->point_count);
}

static void add_picture(struct text *out, const struct history *history,
			const struct history_series *series)
{
	struct scale scale = scale_of(series);

	text_printf(out, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%zu results\">\n",
		    WIDTH, HEIGHT, series->point_count);
	if (series->point_count > 0) {
		add_points(out, history, series, &scale);
		add_levels(out, series, &scale);
		text_printf(out, "<text x=\"0\" y=\"11\">%.4g</text>", scale.high);
		text_printf(out, "<text x=\"0\" y=\"%d\">%.4g</text>\n", HEIGHT - 4, scale.low);
	}
	text_add(out, "</svg>\n");
}

/* ---- words ---- */

static void add_words(struct text *out, const char *begin, struct text *words, const char *end)
{
	text_add(out, begin);
	markup_add(out, text_string(words));
	text_add(out, end);
	text_clear(words);
}

static void add_steps(struct text *out, const struct history *history,
		      const struct history_series *series)
{
	struct text line = {0};

	for (size_t i = series->shifts.step_count; i > 0; i--) {
		const char *state = history_text_step_state(&series->steps[i - 1]);

		text_printf(out, "<p class=\"%s\"><strong>%s change</strong>: ", state, state);
		history_text_add_step(&line, history, series, i - 1);
		add_words(out, "", &line, "<br>\n");
		history_text_add_duel(&line, history, series, i - 1, " ");
		add_words(out, "<code>", &line, "</code></p>\n");
	}
	text_free(&line);
}

static void add_series(struct text *out, const struct history *history,
		       const struct history_series *series)
{
	struct text line = {0};

	history_text_add_title(&line, history, series);
	add_words(out, "<section>\n<h2>", &line, "</h2>\n");
	history_text_add_level(&line, series);
	add_words(out, "<p>", &line, "</p>\n");
	add_picture(out, history, series);
	add_steps(out, history, series);
	text_add(out, "</section>\n");
	text_free(&line);
}

static bool is_fresh(const struct history_series *series)
{
	size_t count = series->shifts.step_count;

	return count > 0 && series->steps[count - 1].is_fresh;
}

int history_write_html(const struct history *history, bool color, struct text *out)
{
	struct text line = {0};

	(void)color;
	page_begin(out, "procbench history", style);
	history_text_add_summary(&line, history);
	add_words(out, "History: ", &line, "</h1>\n");
	history_text_each_note(out, history, page_add_warning);
	text_add(out, "</header>\n<main>\n");
	for (int fresh = 1; fresh >= 0; fresh--)
		for (size_t i = 0; i < history->series_count; i++)
			if (is_fresh(&history->series[i]) == (fresh == 1))
				add_series(out, history, &history->series[i]);
	history_text_add_method(&line, history);
	page_end(out, text_string(&line));
	text_free(&line);
	return out->failed ? -ENOMEM : 0;
}
