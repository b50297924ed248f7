/* verdicts: the comparisons of a result, in words, and one line each for programs. */
#include "verdicts.h"

#include "naming.h"
#include "sentences.h"

#include "procbench/render/prose.h"
#include "procbench/render/terminal.h"

#include <inttypes.h>
#include <math.h>

/* ---- in words ---- */

/* Two digits after the point where 1 % matters, one where the change is large. */
static int decimals_for(const struct result_comparison *item)
{
	double most = fabs(item->ratio - 1);

	if (isfinite(item->low) && isfinite(item->high))
		most = fmax(most, fmax(fabs(item->low - 1), fabs(item->high - 1)));
	return most < 0.1 ? 2 : 1;
}

/* From 2x on, a factor is easier to read than a percentage. */
static bool is_factor(const struct result_comparison *item)
{
	return item->ratio >= 2;
}

static bool is_faster(const struct result_comparison *item)
{
	return item->ratio < 1;
}

static void add_change(struct text *words, const struct result *result,
		       const struct result_comparison *item)
{
	const struct quantity_info *quantity = &quantity_table[result->clock];
	int decimals = decimals_for(item);

	if (isinf(item->ratio))
		text_printf(words, " takes infinitely %s than ", quantity->more);
	else if (is_factor(item))
		text_printf(words, " takes %.3fx the %s of ", item->ratio, quantity->noun);
	else if (is_faster(item))
		text_printf(words, " takes %.*f%% %s than ", decimals, 100 * (1 - item->ratio),
			    quantity->less);
	else if (result->clock == QUANTITY_INSTRUCTIONS)
		text_printf(words, " takes %.*f%% %s than ", decimals, 100 * (item->ratio - 1),
			    quantity->more);
	else
		text_printf(words, " is %.*f%% slower than ", decimals, 100 * (item->ratio - 1));
}

/* In the terms of the change: percent less or slower, signed where the interval includes 0. */
static void add_interval(struct text *words, const struct result_comparison *item)
{
	double low = is_faster(item) ? 1 - item->high : item->low - 1;
	double high = is_faster(item) ? 1 - item->low : item->high - 1;
	int decimals = decimals_for(item);

	if (isnan(low) || isnan(high)) {
		text_add(words, " (no CI: too few pairs)");
		return;
	}
	text_printf(words, " (%.4g%% CI ", 100 * item->confidence);
	if (is_factor(item))
		text_printf(words, "%.3fx-%.3fx)", item->low, item->high);
	else if (low < 0)
		text_printf(words, "%+.*f%% to %+.*f%%)", decimals, 100 * low, decimals,
			    100 * high);
	else
		text_printf(words, "%.*f%%-%.*f%%)", decimals, 100 * low, decimals, 100 * high);
}

void verdicts_add_change(struct text *words, const struct result *result,
			 const struct result_comparison *item)
{
	const struct difference difference = {item->ratio, item->difference_ns,
					      item->difference_low_ns, item->difference_high_ns,
					      item->confidence};

	naming_add_side(words, result, item, true);
	if (isnan(item->ratio))
		text_add(words, " could not be compared with ");
	else
		add_change(words, result, item);
	naming_add_side(words, result, item, false);
	if (isnan(item->ratio))
		return;
	add_interval(words, item);
	sentences_add_difference(words, result->clock, &difference);
}

void verdicts_add_limits(struct text *words, const struct result_comparison *item)
{
	text_printf(words, "margin %.4g%%", 100 * item->margin);
	if (isfinite(item->mde))
		text_printf(words, ", minimum detectable effect %.2f%%", 100 * item->mde);
}

void verdicts_add_answer(struct text *words, const struct result *result,
			 const struct result_comparison *item)
{
	verdicts_add_change(words, result, item);
	text_printf(words, ": %s (", verdict_names[item->verdict]);
	verdicts_add_limits(words, item);
	text_add_char(words, ')');
}

static void add_words(struct text *out, const struct result *result,
		      const struct result_comparison *item, const struct report_style *style)
{
	struct text words = {0};

	verdicts_add_answer(&words, result, item);
	prose_add(out, text_string(&words), 0, 2, style->width);
	if (item->note) {
		text_add(out, "  ");
		prose_add(out, item->note, 2, 2, style->width);
	}
	text_free(&words);
}

/* ---- for programs ---- */

/* What is not known stays empty, as in every format. */
static void add_field(struct text *out, const char *name, double value)
{
	text_printf(out, " %s=", name);
	if (isfinite(value))
		text_printf(out, "%.4f", value);
}

void verdicts_add_fields(struct text *out, const struct result_comparison *item)
{
	text_printf(out, "verdict=%s", verdict_words[item->verdict]);
	add_field(out, "ratio", item->ratio);
	add_field(out, "low", item->low);
	add_field(out, "high", item->high);
	add_field(out, "margin", item->margin);
	add_field(out, "mde", item->mde);
	text_printf(out, " pairs=%" PRIu64, item->pairs);
}

void verdicts_add(struct text *out, const struct result *result, const struct report_style *style)
{
	for (size_t i = 0; i < result->comparison_count; i++) {
		const struct result_comparison *item = &result->comparisons[i];

		text_add_char(out, '\n');
		terminal_begin(out, style->color, TERMINAL_BOLD);
		add_words(out, result, item, style);
		terminal_end(out, style->color, TERMINAL_BOLD);
		verdicts_add_fields(out, item);
		text_add_char(out, '\n');
	}
}
