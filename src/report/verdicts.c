/* verdicts: the comparisons of a result, in words, and one line each for programs. */
#include "verdicts.h"

#include "procbench/render/prose.h"
#include "procbench/render/terminal.h"

#include <inttypes.h>
#include <math.h>

/* ---- in words ---- */

static void add_change(struct text *words, double ratio)
{
	if (isinf(ratio))
		text_add(words, "infinitely more");
	else if (ratio < 1)
		text_printf(words, "%.2f%% less", 100 * (1 - ratio));
	else
		text_printf(words, "%.2f%% more", 100 * (ratio - 1));
}

static void add_interval(struct text *words, const struct result_comparison *item)
{
	if (isnan(item->low) || isnan(item->high))
		text_printf(words, " (too few pairs for an interval: %" PRIu64 ")", item->pairs);
	else
		text_printf(words,
			    " (%g%% CI of the ratio %.4f-%.4f, %" PRIu64 " pairs of launches)",
			    100 * item->confidence, item->low, item->high, item->pairs);
}

void verdicts_add_answer(struct text *words, const struct result_comparison *item)
{
	text_printf(words, "%s: %s", verdict_names[item->verdict], item->b);
	if (isnan(item->ratio)) {
		text_printf(words, " could not be compared with %s", item->a);
	} else {
		text_add(words, " takes ");
		add_change(words, item->ratio);
		text_printf(words, " time than %s", item->a);
		add_interval(words, item);
	}
	text_printf(words, "; margin %.4g%%", 100 * item->margin);
	if (isfinite(item->mde))
		text_printf(words, ", minimum detectable effect %.2f%%", 100 * item->mde);
}

static void add_words(struct text *out, const struct result_comparison *item,
		      const struct report_style *style)
{
	struct text words = {0};

	verdicts_add_answer(&words, item);
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
		add_words(out, item, style);
		terminal_end(out, style->color, TERMINAL_BOLD);
		verdicts_add_fields(out, item);
		text_add_char(out, '\n');
	}
}
