/* figure_samples: pictures of how the samples are distributed. */
#include "figure.h"

#include <inttypes.h>
#include <math.h>

static uint64_t most_in_a_bin(const struct result_case *item)
{
	uint64_t most = 0;

	for (size_t i = 0; i < item->bin_count; i++)
		most = item->bins[i].count > most ? item->bins[i].count : most;
	return most;
}

/* Bars stand on the lower edge of the row; the highest takes 85 % of it. */
static void add_bins(struct figure *figure, size_t row, const struct result_case *item)
{
	double most = (double)most_in_a_bin(item);

	figure_add_series(figure, "", FIGURE_BARS, row);
	for (size_t k = 0; k < item->bin_count && !figure->failed; k++) {
		const struct result_bin *bin = &item->bins[k];
		double height = 0.85 * (double)bin->count / most;
		struct text range = {0};

		figure_label_amount(figure)(&range, bin->low_ns);
		text_add(&range, " - ");
		figure_label_amount(figure)(&range, bin->high_ns);
		figure_mark(figure,
			    (struct figure_point){height, (double)row + 0.48 - height / 2,
						  bin->low_ns, bin->high_ns, NULL, NULL},
			    "%s: %" PRIu64 " sample%s", text_string(&range), bin->count,
			    bin->count == 1 ? "" : "s");
		text_free(&range);
	}
}

bool figure_make_histograms(const struct result *result, size_t index, struct figure *figure)
{
	for (size_t i = 0; i < result->case_count && index == 0; i++)
		if (result->cases[i].bin_count > 0) {
			add_bins(figure, figure->row_count, &result->cases[i]);
			figure_add_row(figure, result->cases[i].spec);
		}
	text_add(&figure->title, "Distribution of the samples");
	text_add(&figure->description, "a histogram of total per case, each scaled to its row");
	figure->x.label =
		figure_words(figure, "total time per creation", "total instructions per creation");
	figure_scale(figure, &figure->x, true, figure_label_amount(figure));
	return figure->row_count > 0;
}

/* ---- cumulative ---- */

static double sample_count(const struct result_case *item)
{
	double all = 0;

	for (size_t k = 0; k < item->bin_count; k++)
		all += (double)item->bins[k].count;
	return all;
}

static void add_curve(struct figure *figure, const struct result_case *item, size_t group)
{
	double all = sample_count(item), below = 0;

	figure_add_series(figure, item->spec, FIGURE_LINE, group);
	figure_add_point(figure, item->bins[0].low_ns, 0, NAN, NAN);
	for (size_t k = 0; k < item->bin_count; k++) {
		below += (double)item->bins[k].count;
		figure_add_point(figure, item->bins[k].high_ns, 100 * below / all, NAN, NAN);
	}
}

/* Points on the curve that show their values: where it first reaches these shares. */
static void add_quantiles(struct figure *figure, const struct result_case *item, size_t group)
{
	static const double shares[] = {25, 50, 75, 90, 99};
	double all = sample_count(item), below = 0;
	size_t next = 0;

	figure_add_series(figure, "", FIGURE_POINTS, group);
	for (size_t k = 0; k < item->bin_count; k++) {
		double before = below, share;
		struct text time = {0};

		below += (double)item->bins[k].count;
		share = 100 * below / all;
		figure_label_amount(figure)(&time, item->bins[k].high_ns);
		if (next < 5 && share >= shares[next] && before < below)
			figure_mark(figure,
				    (struct figure_point){item->bins[k].high_ns, share, NAN, NAN,
							  NULL, NULL},
				    "%s: %.1f%% of the samples take at most %s", item->spec, share,
				    text_string(&time));
		while (next < 5 && share >= shares[next])
			next++;
		text_free(&time);
	}
}

bool figure_make_ecdf(const struct result *result, size_t index, struct figure *figure)
{
	size_t group = 0;

	for (size_t i = 0; i < result->case_count && index == 0; i++)
		if (result->cases[i].bin_count > 0) {
			add_curve(figure, &result->cases[i], group);
			add_quantiles(figure, &result->cases[i], group++);
		}
	text_add(&figure->title, "Cumulative distribution");
	text_add(&figure->description, "the empirical distribution function of total");
	figure->x.label =
		figure_words(figure, "total time per creation", "total instructions per creation");
	figure->y.label = "cumulative share of the samples";
	figure_scale(figure, &figure->x, true, figure_label_amount(figure));
	figure->y.low = 0;
	figure->y.high = 100;
	figure->y.add_label = figure_label_percent;
	return group > 0;
}
