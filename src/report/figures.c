/* figures: the pictures that there are. */
#include "figure.h"

#include "sentences.h"

#include "procbench/report/plot.h"

#include "procbench/base/keys.h"
#include "procbench/base/units.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_measured(const struct result_case *item)
{
	return isfinite(item->spans[SPAN_TOTAL].median_ns);
}

/* ---- cost against a key ---- */

/* Where a value of the key stands on a log axis: 0 has a place of its own, left of the least. */
static double place_of(double value, double least)
{
	return value > 0 ? value : least / 4;
}

static double least_value(const struct result *result, const char *key)
{
	double least = INFINITY;

	for (size_t i = 0; i < result->fit_count; i++)
		for (size_t k = 0; k < result->fits[i].count; k++)
			if (strcmp(result->fits[i].key, key) == 0 &&
			    result->fits[i].points[k].value > 0)
				least = fmin(least, result->fits[i].points[k].value);
	return least;
}

static void add_sweep(struct figure *figure, const struct result *result,
		      const struct result_fit *fit, double least, size_t color)
{
	static const enum figure_mark marks[] = {FIGURE_BAND, FIGURE_LINE, FIGURE_POINTS};

	for (size_t m = 0; m < 3; m++) {
		figure_add_series(figure, m == 2 ? fit->spec : "", marks[m], color);
		for (size_t i = 0; i < fit->count && !figure->failed; i++) {
			const struct result_span *total =
				&result->cases[fit->points[i].item].spans[SPAN_TOTAL];

			figure_add_point(figure, (struct figure_point){
							 place_of(fit->points[i].value, least),
							 total->median_ns, total->median_low_ns,
							 total->median_high_ns});
		}
	}
}

static bool has_tick(const struct figure_axis *axis, double at)
{
	for (size_t i = 0; i < axis->count; i++)
		if (fabs(log(at / axis->ticks[i].at)) < 0.05 * log(axis->high / axis->low))
			return true;
	return false;
}

static void tick_values(struct figure *figure, const struct result_fit *fit, double least)
{
	for (size_t i = 0; i < fit->count; i++) {
		uint64_t value = (uint64_t)llround(fit->points[i].value * fit->unit_size);
		struct text label = {0};

		if (has_tick(&figure->x, place_of(fit->points[i].value, least)))
			continue;
		if (fit->unit_size > 1)
			units_add_bytes(&label, value);
		else
			units_add_count(&label, value);
		figure_add_tick(figure, &figure->x, place_of(fit->points[i].value, least),
				text_string(&label));
		text_free(&label);
	}
}

/* Of the first key that was swept. */
static bool make_sweep(const struct result *result, struct figure *figure)
{
	const struct result_fit *first = result->fits;
	double least;
	size_t color = 0;

	if (result->fit_count == 0)
		return false;
	least = least_value(result, first->key);
	text_printf(&figure->title, "Cost of one creation against %s", first->key);
	for (size_t i = 0; i < result->fit_count && color < figure_palette_size; i++)
		if (strcmp(result->fits[i].key, first->key) == 0 &&
		    result->fits[i].unit_size == first->unit_size) {
			add_sweep(figure, result, &result->fits[i], least, color++);
			text_add(&figure->description, color > 1 ? "; " : "");
			sentences_add_fit(&figure->description, &result->fits[i]);
		}
	figure->x.label = first->key;
	figure->y.label = "total, median and 95 % interval";
	figure_scale_times(figure, &figure->y, true);
	figure->x.is_log = true;
	figure->x.low = place_of(first->points[0].value, least) / 1.2;
	figure->x.high = first->points[first->count - 1].value * 1.2;
	tick_values(figure, first, least);
	return true;
}

/* ---- rows ---- */

static void name_row(struct figure *figure, size_t row, const char *name)
{
	figure_add_tick(figure, &figure->y, (double)row, name);
	figure->has_rows = true;
	figure->y.low = -0.5;
	figure->y.high = (double)row + 0.5;
}

static bool make_ratios(const struct result *result, struct figure *figure)
{
	static const double ticks[] = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1,   2,
				       5,    10,   20,   50,  100, 200, 500, 1000};
	size_t row = 0;

	figure_add_series(figure, "", FIGURE_SPREAD, 0);
	for (size_t i = 1; i < result->case_count; i++) {
		const struct result_case *item = &result->cases[i];
		bool is_known = isfinite(item->ratio_low) && isfinite(item->ratio_high);

		if (!isfinite(item->ratio) || item->ratio <= 0)
			continue;
		figure_add_point(figure,
				 (struct figure_point){item->ratio, (double)row,
						       is_known ? item->ratio_low : item->ratio,
						       is_known ? item->ratio_high : item->ratio});
		name_row(figure, row++, item->spec);
		text_printf(&figure->description, "%s%s: %.3g (%.3g..%.3g)", row > 1 ? "; " : "",
			    item->spec, item->ratio, item->ratio_low, item->ratio_high);
	}
	if (row == 0)
		return false;
	text_printf(&figure->title, "Time in multiples of %s", result->cases[0].spec);
	figure->x.label = "ratio, with its 95 % interval";
	figure_scale_times(figure, &figure->x, true);
	figure->x.low = fmin(figure->x.low, 0.8);
	figure->x.high = fmax(figure->x.high, 1.25);
	for (size_t i = 0; i < figure->x.count; i++)
		free(figure->x.ticks[i].label);
	figure->x.count = 0;
	for (size_t i = 0; i < sizeof(ticks) / sizeof(ticks[0]); i++) {
		struct text label = {0};

		text_printf(&label, "%g", ticks[i]);
		if (ticks[i] >= figure->x.low && ticks[i] <= figure->x.high)
			figure_add_tick(figure, &figure->x, ticks[i], text_string(&label));
		text_free(&label);
	}
	figure->mark_at = 1;
	return true;
}

/* The child's way above, the parent's below. */
static void add_stretch(struct figure *figure, size_t row, bool is_child, double from, double to)
{
	if (to > from)
		figure_add_point(figure,
				 (struct figure_point){0.34, (double)row + (is_child ? -0.2 : 0.2),
						       from, to});
}

static bool has_child_spans(const struct result_case *item)
{
	return item->spans[SPAN_START].samples > 0 || item->spans[SPAN_EXEC].samples > 0;
}

static double or_else(double value, double other)
{
	return isfinite(value) ? value : other;
}

/* One stretch of one case, by its end: each begins where the one before it ended. */
static void add_span(struct figure *figure, size_t row, const struct result_case *item,
		     enum span span)
{
	double start = or_else(item->spans[SPAN_START].median_ns, 0);
	double exec = or_else(item->spans[SPAN_EXEC].median_ns, start);
	double call = item->spans[SPAN_CALL].median_ns, end = item->spans[span].median_ns;

	if (span == SPAN_CALL || span == SPAN_START)
		add_stretch(figure, row, span == SPAN_START, 0, end);
	else if (span == SPAN_REAP)
		add_stretch(figure, row, false, call, call + end);
	else
		add_stretch(figure, row, true, span == SPAN_EXEC ? start : exec, end);
}

static bool make_spans(const struct result *result, struct figure *figure)
{
	static const enum span spans[] = {SPAN_CALL, SPAN_REAP, SPAN_START, SPAN_EXEC, SPAN_MAIN};
	static const char *const names[] = {"parent: call", "parent: reap", "child: start",
					    "child: exec", "child: main"};
	size_t rows = 0;

	for (size_t s = 0; s < 5; s++) {
		figure_add_series(figure, names[s], FIGURE_BARS, s);
		for (size_t i = 0, row = 0; i < result->case_count && !figure->failed; i++)
			if (has_child_spans(&result->cases[i]))
				add_span(figure, row++, &result->cases[i], spans[s]);
	}
	for (size_t i = 0; i < result->case_count; i++)
		if (has_child_spans(&result->cases[i]))
			name_row(figure, rows++, result->cases[i].spec);
	text_add(&figure->title, "Where the time of one creation goes");
	text_add(&figure->description, "medians of the spans, from the call on: the child's way "
				       "above, the parent's below");
	figure->x.label = "time since the call (medians of spans)";
	figure_scale_times(figure, &figure->x, false);
	figure->x.low = 0;
	return rows > 0;
}

static bool make_ablation(const struct result *result, struct figure *figure)
{
	size_t row = 0;

	figure_add_series(figure, "", FIGURE_SPREAD, 0);
	for (size_t i = 0; i < result->case_count; i++) {
		const struct result_case *item = &result->cases[i];
		struct text name = {0};

		if (!item->lacks || !*item->lacks || !isfinite(item->marginal_ns))
			continue;
		figure_add_point(
			figure,
			(struct figure_point){item->marginal_ns, (double)row,
					      or_else(item->marginal_low_ns, item->marginal_ns),
					      or_else(item->marginal_high_ns, item->marginal_ns)});
		text_printf(&name, "%s: %s", item->method, item->lacks);
		name_row(figure, row++, text_string(&name));
		text_printf(&figure->description, "%s%s ", row > 1 ? "; " : "", text_string(&name));
		sentences_add_time(&figure->description, item->marginal_ns);
		text_free(&name);
	}
	text_add(&figure->title, "What each flag adds to the full set");
	figure->x.label = "marginal cost, with its 95 % interval";
	figure_scale_times(figure, &figure->x, false);
	figure->mark_at = 0;
	return row > 0;
}

/* ---- distributions ---- */

static uint64_t most_in_a_bin(const struct result_case *item)
{
	uint64_t most = 0;

	for (size_t i = 0; i < item->bin_count; i++)
		most = item->bins[i].count > most ? item->bins[i].count : most;
	return most;
}

/* A row a case: bars that stand on its lower edge, the highest as high as the row lets it. */
static bool make_histograms(const struct result *result, struct figure *figure)
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
		name_row(figure, row++, item->spec);
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

static bool make_ecdf(const struct result *result, struct figure *figure)
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

/* ---- drift ---- */

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
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
	qsort(shares, n, sizeof(*shares), compare_doubles);
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
	for (size_t i = 0; i < figure->y.count; i++)
		free(figure->y.ticks[i].label);
	figure->y.count = 0;
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

static bool make_drift(const struct result *result, struct figure *figure)
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
							 (shares[(n - 1) / 2] + shares[n / 2]) / 2,
							 NAN, NAN});
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

const struct figure_kind figure_kinds[] = {
	{"sweep", make_sweep},    {"ratios", make_ratios},         {"spans", make_spans},
	{"flags", make_ablation}, {"histograms", make_histograms}, {"distribution", make_ecdf},
	{"launches", make_drift},
};

const size_t figure_kind_count = sizeof(figure_kinds) / sizeof(figure_kinds[0]);
const size_t plot_count = sizeof(figure_kinds) / sizeof(figure_kinds[0]);
