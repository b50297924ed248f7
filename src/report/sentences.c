/* sentences: results in words, the same in every human-readable format. */
#include "sentences.h"

#include "naming.h"

#include "procbench/render/human.h"

#include <math.h>

static void add_interval(struct text *out, double low, double high)
{
	if (!isfinite(low) || !isfinite(high))
		return;
	text_add(out, " (95% CI ");
	human_add_range(out, low, high, HUMAN_DIGITS);
	text_add_char(out, ')');
}

/*
 * A difference may have the other sign than the ratio where rounds differ by much, as its estimate
 * weights them by their time: a sentence with both would contradict itself.
 */
void sentences_add_difference(struct text *out, enum quantity clock,
			      const struct difference *difference)
{
	bool is_less = difference->ratio < 1;
	double sign = is_less ? -1 : 1, ns = sign * difference->ns;
	double low = sign * (is_less ? difference->high_ns : difference->low_ns);
	double high = sign * (is_less ? difference->low_ns : difference->high_ns);
	struct human_unit unit = human_unit_for(clock, ns);

	if (!(ns > 0))
		return;
	text_add(out, ", ");
	human_add_amount(out, clock, ns, HUMAN_DIGITS);
	text_add(out, is_less ? " less" : " more");
	if (!isfinite(low) || !isfinite(high))
		return;
	text_printf(out, " (%.4g%% CI ", 100 * difference->confidence);
	human_add_range(out, low / unit.ns, high / unit.ns, HUMAN_DIGITS);
	text_add_char(out, ')');
}

void sentences_add_ratio(struct text *out, const struct result *result,
			 const struct result_case *item)
{
	const struct result_case *first = &result->cases[0];
	const struct difference difference = {item->ratio, item->difference_ns,
					      item->difference_low_ns, item->difference_high_ns,
					      0.95};

	if (!isfinite(item->ratio))
		return;
	naming_add(out, result, item);
	text_add(out, " took ");
	text_printf(out, "%.3fx the %s of %s", item->ratio, quantity_table[result->clock].noun,
		    first->spec);
	if (isfinite(item->ratio_low) && isfinite(item->ratio_high))
		text_printf(out, " (95%% CI %.3f-%.3f)", item->ratio_low, item->ratio_high);
	if (item->ratio_low <= 1 && item->ratio_high >= 1)
		text_add(out, ": not significantly different");
	else
		sentences_add_difference(out, result->clock, &difference);
	text_add_char(out, '.');
}

/* ---- sweeps ---- */

/* The interval stands in the unit of the slope. */
static void add_slope(struct text *out, enum quantity clock, const struct result_fit *fit)
{
	struct human_unit unit =
		human_unit_for(clock, fmax(fabs(fit->slope_ns), fabs(fit->slope_high_ns)));

	human_add_number(out, fabs(fit->slope_ns) / unit.ns, HUMAN_DIGITS);
	text_printf(out, " %s/%s", unit.name, fit->unit);
	add_interval(out, fit->slope_low_ns / unit.ns, fit->slope_high_ns / unit.ns);
	if (fit->slope_low_ns <= 0 && fit->slope_high_ns >= 0)
		text_add(out, ", not significantly different from 0");
}

void sentences_add_fit(struct text *out, const struct result *result, const struct result_fit *fit)
{
	text_printf(out, "%s by %s: ", fit->spec, fit->key);
	human_add_amount(out, result->clock, fit->intercept_ns, HUMAN_DIGITS);
	text_add(out, fit->slope_ns < 0 ? " - " : " + ");
	add_slope(out, result->clock, fit);
}

void sentences_add_extrapolation(struct text *out, const struct result *result,
				 const struct result_extrapolation *beyond)
{
	struct human_unit unit = human_unit_for(result->clock, fabs(beyond->ns));

	text_printf(out, "%s: extrapolated, not measured: ", result->cases[beyond->item].spec);
	human_add_amount(out, result->clock, beyond->ns, HUMAN_DIGITS);
	add_interval(out, beyond->low_ns / unit.ns, beyond->high_ns / unit.ns);
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
	text_printf(out, "%s by %s: not linear (%.0f%% off at %s): slope changes at %.6g %s, ",
		    fit->spec, fit->key, 100 * fit->lack_of_fit, worst->spec,
		    fit->points[fit->breakpoint].value, fit->unit);
	human_add_amount(out, result->clock, fit->slope_below_ns, HUMAN_DIGITS);
	text_printf(out, "/%s below, ", fit->unit);
	human_add_amount(out, result->clock, fit->slope_above_ns, HUMAN_DIGITS);
	text_printf(out, "/%s above", fit->unit);
}

void sentences_add_crossover(struct text *out, const struct result *result,
			     const struct result_crossover *crossover)
{
	const struct result_fit *faster = &result->fits[crossover->faster];
	const struct result_fit *slower = &result->fits[crossover->slower];

	text_printf(out, "%s %s %s above %.3g %s", faster->spec,
		    result->clock == QUANTITY_TIME ? "is faster than"
						   : "takes fewer instructions than",
		    slower->spec, crossover->value, faster->unit);
	add_interval(out, crossover->low, crossover->high);
}
