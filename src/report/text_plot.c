/* text_plot: small pictures made of characters, for a terminal. */
#include "text_plot.h"

#include "sentences.h"

#include "procbench/render/human.h"
#include "procbench/render/prose.h"

#include <math.h>

#define CELLS  48 /* of a picture's width */
#define LEVELS 9

static const char *const blocks[LEVELS] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
static const char *const letters[LEVELS] = {" ", ".", ":", "-", "=", "+", "*", "%", "#"};

/* A log scale over CELLS. */
struct scale {
	enum quantity clock;
	double low;
	double high;
};

static size_t cell_of(const struct scale *scale, double ns)
{
	double share = log(ns / scale->low) / log(scale->high / scale->low);

	return (size_t)fmin(fmax(share * CELLS, 0), CELLS - 1);
}

static void widen(struct scale *scale, double ns)
{
	if (!(ns > 0) || !isfinite(ns))
		return;
	scale->low = fmin(scale->low, ns);
	scale->high = fmax(scale->high, ns);
}

/* At least a tenth, so that equal values still have a scale. */
static void finish(struct scale *scale)
{
	scale->high = fmax(scale->high, 1.1 * scale->low);
}

static void add_name(struct text *out, const char *spec, size_t width)
{
	struct text name = {0};

	text_add_printable(&name, spec);
	prose_pad(out, text_string(&name), width + 2, true);
	text_free(&name);
}

static size_t name_width(const struct result *result)
{
	size_t width = 0;

	for (size_t i = 0; i < result->case_count; i++) {
		struct text name = {0};

		text_add_printable(&name, result->cases[i].spec);
		if (prose_columns(text_string(&name)) > width)
			width = prose_columns(text_string(&name));
		text_free(&name);
	}
	return width;
}

static void add_scale(struct text *out, const struct scale *scale, size_t width)
{
	struct text low = {0}, high = {0};

	human_add_amount(&low, scale->clock, scale->low, HUMAN_DIGITS);
	human_add_amount(&high, scale->clock, scale->high, HUMAN_DIGITS);
	text_printf(out, "%*s  %s%*s\n", (int)width, "", text_string(&low), CELLS - (int)low.length,
		    text_string(&high));
	text_free(&low);
	text_free(&high);
}

/* ---- histograms ---- */

/* A bin with any sample gets at least the lowest level. */
static void add_histogram(struct text *out, const struct result_case *item,
			  const struct scale *scale, const struct report_style *style)
{
	const char *const *levels = style->utf8 ? blocks : letters;
	double cells[CELLS] = {0}, most = 0;

	for (size_t i = 0; i < item->bin_count; i++) {
		double middle = (item->bins[i].low_ns + item->bins[i].high_ns) / 2;

		cells[cell_of(scale, middle)] += (double)item->bins[i].count;
	}
	for (size_t i = 0; i < CELLS; i++)
		most = fmax(most, cells[i]);
	for (size_t i = 0; i < CELLS; i++)
		text_add(out, levels[(size_t)ceil(cells[i] / most * (LEVELS - 1))]);
	text_add_char(out, '\n');
}

static void add_histograms(struct text *out, const struct result *result,
			   const struct report_style *style, size_t width)
{
	struct scale scale = {result->clock, INFINITY, 0};

	for (size_t i = 0; i < result->case_count; i++)
		for (size_t k = 0; k < result->cases[i].bin_count; k++)
			widen(&scale,
			      (result->cases[i].bins[k].low_ns + result->cases[i].bins[k].high_ns) /
				      2);
	if (scale.high == 0)
		return;
	finish(&scale);
	text_add(out, "\nsamples by total, on a log scale\n");
	for (size_t i = 0; i < result->case_count; i++) {
		if (result->cases[i].bin_count == 0)
			continue;
		add_name(out, result->cases[i].spec, width);
		add_histogram(out, &result->cases[i], &scale, style);
	}
	add_scale(out, &scale, width);
}

/* ---- sweeps ---- */

static void add_sweeps(struct text *out, const struct result *result,
		       const struct report_style *style, size_t width)
{
	struct scale scale = {result->clock, INFINITY, 0};

	for (size_t i = 0; i < result->fit_count; i++)
		for (size_t k = 0; k < result->fits[i].count; k++)
			widen(&scale, result->cases[result->fits[i].points[k].item]
					      .spans[SPAN_TOTAL]
					      .median_ns);
	if (scale.high == 0)
		return;
	finish(&scale);
	text_add(out, "\nmedians of the sweeps, on a log scale\n");
	for (size_t i = 0; i < result->fit_count; i++)
		for (size_t k = 0; k < result->fits[i].count; k++) {
			const struct result_case *item =
				&result->cases[result->fits[i].points[k].item];
			size_t length = cell_of(&scale, item->spans[SPAN_TOTAL].median_ns) + 1;

			add_name(out, item->spec, width);
			for (size_t cell = 0; cell < length; cell++)
				text_add(out, style->utf8 ? "█" : "#");
			text_add_char(out, ' ');
			human_add_amount(out, result->clock, item->spans[SPAN_TOTAL].median_ns,
					 HUMAN_DIGITS);
			text_add_char(out, '\n');
		}
}

void text_plot_add(struct text *out, const struct result *result, const struct report_style *style)
{
	size_t width = name_width(result);

	add_histograms(out, result, style, width);
	add_sweeps(out, result, style, width);
}
