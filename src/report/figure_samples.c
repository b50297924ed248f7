/* figure_samples: pictures of how the samples are distributed. */
#include "figures.h"

#include <math.h>
#include <stdlib.h>

static uint64_t most_in_a_bin(const struct result_case *item)
{
	uint64_t most = 0;

	for (size_t i = 0; i < item->bin_count; i++)
		most = item->bins[i].count > most ? item->bins[i].count : most;
	return most;
}

/* A row a case: bars that stand on its lower edge, the highest as high as the row lets it. */
bool figure_make_histograms(const struct result *result, struct figure *figure)
{
	size_t row = 0;

	for (size_t i = 0; i < result->case_count; i++) {
		const struct result_case *item = &result->cases[i];
		double most = (double)most_in_a_bin(item);

		if (item->bin_count == 0)
			continue;
		figure_add_series(figure, "", FIGURE_BARS, row);
		for (size_t k = 0; k < item->bin_count && !figure->failed; k++) {
			double height = 0.85 * (double)item->bins[k].count / most;

			figure_add_point(
				figure,
				(struct figure_point){height, (double)row + 0.45 - height / 2,
						      item->bins[k].low_ns, item->bins[k].high_ns});
		}
		figure_name_row(figure, row++, item->spec);
	}
	text_add(&figure->title, "How the samples are distributed");
	text_add(&figure->description, "a histogram of total a case, each to its own height");
	figure->x.label = "total of one creation";
	figure_scale_times(figure, &figure->x, true);
	return row > 0;
}

static void add_ecdf(struct figure *figure, const struct result_case *item, size_t color)
{
	double all = 0, below = 0;

	figure_add_series(figure, item->spec, FIGURE_LINE, color);
	for (size_t k = 0; k < item->bin_count; k++)
		all += (double)item->bins[k].count;
	figure_add_point(figure, (struct figure_point){item->bins[0].low_ns, 0, NAN, NAN});
	for (size_t k = 0; k < item->bin_count && !figure->failed; k++) {
		below += (double)item->bins[k].count;
		figure_add_point(figure, (struct figure_point){item->bins[k].high_ns,
							       100 * below / all, NAN, NAN});
	}
}

bool figure_make_ecdf(const struct result *result, struct figure *figure)
{
	static const char *const labels[] = {"0", "25", "50", "75", "90", "100"};
	size_t color = 0;

	for (size_t i = 0; i < result->case_count && color < figure_palette_size; i++)
		if (result->cases[i].bin_count > 0)
			add_ecdf(figure, &result->cases[i], color++);
	text_add(&figure->title, "How many samples take at most so long");
	text_add(&figure->description, "the empirical distribution function of total");
	figure->x.label = "total of one creation";
	figure->y.label = "% of the samples";
	figure_scale_times(figure, &figure->x, true);
	figure->y.low = 0;
	figure->y.high = 100;
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		figure_add_tick(figure, &figure->y, atof(labels[i]), labels[i]);
	return color > 0;
}
