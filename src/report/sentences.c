/* sentences: what a result says in words, the same in every format for people. */
#include "sentences.h"

#include "procbench/render/human.h"

#include <math.h>

static void add_interval(struct text *out, double low_ns, double high_ns, double unit_ns)
{
	if (!isfinite(low_ns) || !isfinite(high_ns))
		return;
	text_add(out, " (");
	human_add_number(out, low_ns / unit_ns, HUMAN_DIGITS);
	text_add(out, "..");
	human_add_number(out, high_ns / unit_ns, HUMAN_DIGITS);
	text_add_char(out, ')');
}

/* The interval stands in the unit of what it is of. */
static void add_slope(struct text *out, const struct result_fit *fit)
{
	struct human_unit unit =
		human_unit_for(fmax(fabs(fit->slope_ns), fabs(fit->slope_high_ns)));

	human_add_number(out, fabs(fit->slope_ns) / unit.ns, HUMAN_DIGITS);
	text_printf(out, " %s a %s", unit.name, fit->unit);
	add_interval(out, fit->slope_low_ns, fit->slope_high_ns, unit.ns);
	if (fit->slope_low_ns <= 0 && fit->slope_high_ns >= 0)
		text_add(out, ", which may be 0");
}

void sentences_add_fit(struct text *out, const struct result_fit *fit)
{
	text_printf(out, "%s by %s: ", fit->spec, fit->key);
	human_add_time(out, fit->intercept_ns, HUMAN_DIGITS);
	text_add(out, fit->slope_ns < 0 ? " - " : " + ");
	add_slope(out, fit);
}

/* The point that is furthest from the line, relative to its median. */
static size_t furthest(const struct result *result, const struct result_fit *fit)
{
	size_t worst = 0;
	double most = -1;

	for (size_t i = 0; i < fit->count; i++) {
		const struct result_case *item = &result->cases[fit->points[i].item];
		double off = fabs(fit->points[i].residual_ns) / item->spans[SPAN_TOTAL].median_ns;

		if (off > most) {
			most = off;
			worst = i;
		}
	}
	return worst;
}

void sentences_add_misfit(struct text *out, const struct result *result,
			  const struct result_fit *fit)
{
	const struct result_case *worst = &result->cases[fit->points[furthest(result, fit)].item];

	if (fit->is_line)
		return;
	text_printf(out, "%s by %s: a line does not fit: %s is %.0f%% off; it bends at %.6g %s: ",
		    fit->spec, fit->key, worst->spec, 100 * fit->lack_of_fit,
		    fit->points[fit->breakpoint].value, fit->unit);
	human_add_time(out, fit->slope_below_ns, HUMAN_DIGITS);
	text_printf(out, " a %s below, ", fit->unit);
	human_add_time(out, fit->slope_above_ns, HUMAN_DIGITS);
	text_add(out, " above");
}

void sentences_add_crossover(struct text *out, const struct result *result,
			     const struct result_crossover *crossover)
{
	const struct result_fit *faster = &result->fits[crossover->faster];
	const struct result_fit *slower = &result->fits[crossover->slower];

	text_printf(out, "%s beats %s above %.3g %s (%.3g..%.3g)", faster->spec, slower->spec,
		    crossover->value, faster->unit, crossover->low, crossover->high);
}
