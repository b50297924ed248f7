/* figure_launches: the picture of drift, launch by launch. */
#include "figures.h"

#include "procbench/stats/order.h"

#include <math.h>
#include <stdlib.h>

static bool is_measured(const struct result_case *item)
{
	return isfinite(item->spans[SPAN_TOTAL].median_ns);
}

/* The launches of one round, each in multiples of its case's median; returns how many. */
static size_t gather_round(const struct result *result, uint64_t round, double *shares)
{
	size_t n = 0;

	for (size_t i = 0; i < result->case_count; i++)
		for (size_t k = 0; k < result->cases[i].launch_count; k++) {
			const struct result_launch *launch = &result->cases[i].launches[k];

			if (launch->round == round && !launch->stamped && n < result->case_count &&
			    isfinite(launch->median_ns) && is_measured(&result->cases[i]))
				shares[n++] = 100 * launch->median_ns /
					      result->cases[i].spans[SPAN_TOTAL].median_ns;
		}
	order_sort(shares, n);
	return n;
}

#define ROUNDS_SHOWN 400

static void tick_drift(struct figure *figure, uint64_t rounds)
{
	static const char *const labels[] = {"50", "80", "100", "125", "200", "500"};
	uint64_t step = 1;

	figure->y.is_log = true;
	figure->y.low = fmin(figure->y.low, 80) / 1.02;
	figure->y.high = fmax(figure->y.high, 125) * 1.02;
	figure_clear_ticks(&figure->y);
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (atof(labels[i]) >= figure->y.low && atof(labels[i]) <= figure->y.high)
			figure_add_tick(figure, &figure->y, atof(labels[i]), labels[i]);
	while (rounds / step > 8)
		step *= step == 1 || step == 10 || step == 100 ? 5 : 2;
	for (uint64_t round = 0; round < rounds; round += step) {
		struct text label = {0};

		text_printf(&label, "%zu", (size_t)round);
		figure_add_tick(figure, &figure->x, (double)round, text_string(&label));
		text_free(&label);
	}
}

bool figure_make_drift(const struct result *result, struct figure *figure)
{
	double *shares = calloc(result->case_count + 1, sizeof(*shares));
	uint64_t rounds = result->rounds < ROUNDS_SHOWN ? result->rounds : ROUNDS_SHOWN;
	size_t seen = 0;

	if (!shares)
		return false;
	for (int pass = 0; pass < 2; pass++) {
		figure_add_series(figure, pass ? "median of the round" : "a launch",
				  pass ? FIGURE_LINE : FIGURE_POINTS, pass ? 1 : 0);
		for (uint64_t round = 0; round < rounds && !figure->failed; round++) {
			size_t n = gather_round(result, round, shares);

			seen += n > 0;
			for (size_t i = 0; i < n && !pass; i++)
				figure_add_point(
					figure,
					(struct figure_point){(double)round, shares[i], NAN, NAN});
			if (pass && n > 0)
				figure_add_point(figure,
						 (struct figure_point){
							 (double)round,
							 order_quantile(shares, n, 0.5), NAN, NAN});
		}
	}
	free(shares);
	text_add(&figure->title, "Launches over time");
	text_printf(&figure->description,
		    "each launch against the median of its case, over %zu rounds", (size_t)rounds);
	figure->x.label = "round";
	figure->y.label = "% of the case's median";
	figure_scale_times(figure, &figure->y, true);
	figure->x.low = -0.5;
	figure->x.high = (double)rounds - 0.5;
	tick_drift(figure, rounds);
	return seen > 4;
}
