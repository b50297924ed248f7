/*
 * fleet_html: a fleet as one page without scripts and requests: a heat map of hosts by cases, and
 * for each case a forest plot of its hosts.
 */
#include "fleet_formats.h"
#include "fleet_phrases.h"

#include "procbench/render/human.h"
#include "procbench/render/markup.h"
#include "procbench/render/page.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ROW    18 /* height of a host in a forest plot */
#define WIDTH  760
#define LETTER 7   /* no letter of a name is wider on average */
#define LEFT   336 /* the most that names take of it */
#define RIGHT  130 /* for the numbers */
#define STRONG 0.1 /* the deviation that has the strongest color */

static const char style[] =
	"svg { display: block; width: 100%; min-width: 44rem; max-width: 47.5rem; height: auto }\n"
	".mean { fill: var(--line); fill-opacity: .4 } .bar { stroke: var(--text) }\n"
	".dot { fill: var(--text) } .outlier .bar { stroke: var(--warn) }\n"
	".outlier .dot, .outlier text { fill: var(--warn); font-weight: 700 }\n"
	"table { border-collapse: collapse; font-size: .8rem }\n"
	"th, td { padding: .2rem .5rem; text-align: right; white-space: nowrap;\n"
	"  border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums }\n"
	"th:first-child { text-align: left } tbody th { font-weight: normal; white-space: normal;\n"
	"  overflow-wrap: anywhere; min-width: 14rem; max-width: 20rem }\n"
	"@media print { figure, tr { break-inside: avoid } .wide { overflow: visible } }\n";

/* ---- heat map ---- */

static void add_cell(struct text *out, const struct fleet_unit *unit, const struct fleet_host *host)
{
	double off = host ? phrases_off(unit, host) : 0;

	if (!host) {
		text_add(out, "<td>-</td>");
		return;
	}
	text_printf(out, "<td style=\"background:rgba(var(--%s),%.2f)\">%s%+.1f%%%s</td>",
		    off > 0 ? "slow" : "fast", 0.5 * fmin(fabs(off) / STRONG, 1),
		    host->is_outlier ? "<strong>" : "", 100 * off,
		    host->is_outlier ? " outlier</strong>" : "");
}

/* cells[label * units + unit]: the host's place in the unit, or NULL. */
static const struct fleet_host **find_cells(const struct fleet *fleet)
{
	const struct fleet_host **cells =
		calloc(fleet->labels.count * fleet->unit_count + 1, sizeof(*cells));

	for (size_t i = 0; i < fleet->unit_count && cells; i++)
		for (size_t k = 0; k < fleet->units[i].host_count; k++)
			cells[fleet->units[i].hosts[k].label * fleet->unit_count + i] =
				&fleet->units[i].hosts[k];
	return cells;
}

static void add_titles(struct text *out, const struct fleet *fleet)
{
	text_add(out, "<table>\n<thead><tr><th scope=\"col\">host</th>");
	for (size_t i = 0; i < fleet->unit_count; i++) {
		struct text title = {0};

		phrases_add_title(&title, fleet, &fleet->units[i]);
		text_add(out, "<th scope=\"col\">");
		markup_add(out, text_string(&title));
		text_add(out, "</th>");
		text_free(&title);
	}
	text_add(out, "</tr></thead>\n<tbody>\n");
}

static void add_heat_map(struct text *out, const struct fleet *fleet)
{
	const struct fleet_host **cells = find_cells(fleet);

	out->failed = out->failed || !cells;
	text_add(out, "<section>\n<h2>Hosts by cases, relative to the fleet</h2>\n"
		      "<div class=\"wide\" tabindex=\"0\">\n");
	add_titles(out, fleet);
	for (size_t label = 0; label < fleet->labels.count && cells; label++) {
		text_add(out, "<tr><th scope=\"row\">");
		markup_add(out, fleet->labels.items[label]);
		text_add(out, "</th>");
		for (size_t i = 0; i < fleet->unit_count; i++)
			add_cell(out, &fleet->units[i], cells[label * fleet->unit_count + i]);
		text_add(out, "</tr>\n");
	}
	text_add(out, "</tbody>\n</table>\n</div>\n</section>\n");
	free(cells);
}

/* ---- forest plot ---- */

struct scale {
	double low; /* logarithms */
	double high;
	double left; /* where the plot begins, behind the names */
};

static size_t letters_of(const char *name)
{
	size_t count = 0;

	for (; *name; name++)
		count += (*name & 0xc0) != 0x80;
	return count;
}

static struct scale scale_of(const struct fleet *fleet, const struct fleet_unit *unit)
{
	struct scale scale = {unit->effects.low, unit->effects.high, LEFT / 3};

	for (size_t i = 0; i < unit->host_count; i++) {
		const char *name = fleet->labels.items[unit->hosts[i].label];

		scale.low = fmin(scale.low, unit->hosts[i].effect.low);
		scale.high = fmax(scale.high, unit->hosts[i].effect.high);
		scale.left = fmax(scale.left, (double)(LETTER * (letters_of(name) + 1)));
	}
	scale.left = fmin(scale.left, LEFT);
	return scale;
}

/* Copies letters `first` to `last`, without it. */
static void add_letters(struct text *out, const char *name, size_t first, size_t last)
{
	size_t letter = 0;

	for (; *name; name++) {
		letter += (*name & 0xc0) != 0x80;
		if (letter > first && letter <= last)
			text_add_char(out, *name);
	}
}

/* Names of one kind differ at their ends, so a long one lacks its middle; a title has the whole. */
static void add_name(struct text *out, const char *name)
{
	size_t letters = letters_of(name), room = LEFT / LETTER - 2;
	struct text shown = {0};

	if (letters <= room) {
		markup_add(out, name);
		return;
	}
	add_letters(&shown, name, 0, room / 2);
	text_add(&shown, "\xe2\x80\xa6");
	add_letters(&shown, name, letters - (room - room / 2 - 1), letters);
	text_add(out, "<title>");
	markup_add(out, name);
	text_add(out, "</title>");
	markup_add(out, text_string(&shown));
	out->failed = out->failed || shown.failed;
	text_free(&shown);
}

static double x_of(const struct scale *scale, double value)
{
	double range = fmax(scale->high - scale->low, 1e-9);

	return scale->left + (WIDTH - scale->left - RIGHT) * (value - scale->low) / range;
}

static void add_host(struct text *out, const struct fleet *fleet, const struct fleet_unit *unit,
		     const struct fleet_host *host, const struct scale *scale, double y)
{
	const struct effects_host *effect = &host->effect;

	text_printf(out, "<g%s><text x=\"0\" y=\"%.1f\">",
		    host->is_outlier ? " class=\"outlier\"" : "", y + 4);
	add_name(out, fleet->labels.items[host->label]);
	text_printf(out,
		    "</text><line class=\"bar\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>"
		    "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>"
		    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">",
		    x_of(scale, effect->low), x_of(scale, effect->high), y, y,
		    x_of(scale, effect->value), y, WIDTH, y + 4);
	human_add_number(out, exp(effect->value), HUMAN_DIGITS);
	text_printf(out, "x (%+.1f%%)</text></g>\n", 100 * phrases_off(unit, host));
}

static void add_plot(struct text *out, const struct fleet *fleet, const struct fleet_unit *unit)
{
	struct scale scale = scale_of(fleet, unit);
	double height = ROW * ((double)unit->host_count + 2);
	double left = x_of(&scale, unit->effects.low), right = x_of(&scale, unit->effects.high);

	text_printf(out,
		    "<figure class=\"wide\" tabindex=\"0\">\n<svg viewBox=\"0 0 %d %.0f\" "
		    "role=\"img\" aria-label=\"hosts with 95%% intervals\">\n"
		    "<rect class=\"mean\" x=\"%.1f\" y=\"0\" width=\"%.1f\" height=\"%.0f\"/>\n",
		    WIDTH, height, left, fmax(right - left, 1), height - ROW);
	for (size_t i = 0; i < unit->host_count; i++)
		add_host(out, fleet, unit, &unit->hosts[i], &scale, ROW * ((double)i + 0.7));
	text_printf(out,
		    "<line class=\"axis\" x1=\"%.1f\" x2=\"%d\" y1=\"%.0f\" y2=\"%.0f\"/>\n"
		    "<text x=\"%.1f\" y=\"%.0f\">%.3g</text>"
		    "<text x=\"%d\" y=\"%.0f\" text-anchor=\"end\">%.3gx %s</text>\n"
		    "</svg>\n</figure>\n",
		    scale.left, WIDTH - RIGHT, height - ROW, height - ROW, scale.left, height - 4,
		    exp(scale.low), WIDTH - RIGHT, height - 4, exp(scale.high), unit->floor);
}

static void add_words(struct text *out, const char *begin, struct text *words, const char *end)
{
	text_add(out, begin);
	markup_add(out, text_string(words));
	text_add(out, end);
	text_clear(words);
}

static void add_unit(struct text *out, const struct fleet *fleet, const struct fleet_unit *unit)
{
	struct text line = {0};

	phrases_add_title(&line, fleet, unit);
	add_words(out, "<section>\n<h2>", &line, "</h2>\n");
	phrases_add_mean(&line, fleet, unit);
	add_words(out, "<p>", &line, "<br>\n");
	phrases_add_shares(&line, fleet, unit);
	add_words(out, "", &line, "</p>\n");
	add_plot(out, fleet, unit);
	text_add(out, "</section>\n");
	text_free(&line);
}

int fleet_write_html(const struct fleet *fleet, bool color, struct text *out)
{
	struct text line = {0};

	(void)color;
	page_begin(out, "procbench fleet", style);
	phrases_add_summary(&line, fleet);
	add_words(out, "Fleet: ", &line, "</h1>\n");
	phrases_each_note(out, fleet, page_add_warning);
	text_add(out, "</header>\n<main>\n");
	add_heat_map(out, fleet);
	for (size_t i = 0; i < fleet->unit_count; i++)
		add_unit(out, fleet, &fleet->units[i]);
	phrases_add_method(&line, fleet);
	page_end(out, text_string(&line));
	text_free(&line);
	return out->failed ? -ENOMEM : 0;
}
