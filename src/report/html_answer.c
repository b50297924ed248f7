/* html_answer: the question that a page answers, and its answer. */
#include "html_answer.h"

#include "naming.h"
#include "sentences.h"
#include "verdicts.h"

#include "procbench/render/markup.h"

#include <math.h>
#include <string.h>

/* ---- the question ---- */

static bool is_first_of_method(const struct result *result, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (strcmp(result->cases[i].method, result->cases[at].method) == 0)
			return false;
	return !result->cases[at].implied;
}

/* Whether no method stands between these two cases. */
static bool is_next_last(const struct result *result, size_t at, size_t last)
{
	for (size_t i = at + 1; i < last; i++)
		if (is_first_of_method(result, i))
			return false;
	return true;
}

static bool is_first_of_key(const struct result *result, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (strcmp(result->fits[i].key, result->fits[at].key) == 0)
			return false;
	return true;
}

static void add_comparison_question(struct text *out, const struct result *result)
{
	bool counts = result->clock == QUANTITY_INSTRUCTIONS;
	struct text words = {0};

	if (result_is_duel(result)) {
		text_add(&words, counts ? "Does " : "Is ");
		naming_add_side(&words, result, result->comparisons, true);
		text_add(&words, counts ? " take more instructions than " : " slower than ");
		naming_add_side(&words, result, result->comparisons, false);
		text_add_char(&words, '?');
	} else {
		text_add(&words,
			 counts ? "Does the new run take more instructions than the old one?"
				: "Is the new run slower than the old one?");
	}
	text_add(out, "<h1>");
	markup_add(out, text_string(&words));
	text_add(out, "</h1>\n");
	text_free(&words);
}

static void add_cost_question(struct text *out, const struct result *result)
{
	const char *between = " by ";
	size_t last = 0;

	text_add(out, "<h1>What does it cost to create a process");
	for (size_t i = 0; i < result->case_count; i++)
		if (is_first_of_method(result, i))
			last = i;
	for (size_t i = 0; i < result->case_count; i++)
		if (is_first_of_method(result, i)) {
			text_add(out, between);
			markup_add(out, result->cases[i].method);
			between = i < last && is_next_last(result, i, last) ? " and " : ", ";
		}
	between = ", and how does it grow with ";
	for (size_t i = 0; i < result->fit_count; i++)
		if (is_first_of_key(result, i)) {
			text_add(out, between);
			markup_add(out, result->fits[i].key);
			between = " and ";
		}
	text_add(out, "?</h1>\n");
}

void html_add_question(struct text *out, const struct result *result)
{
	if (result->comparison_count > 0)
		add_comparison_question(out, result);
	else if (result->site_count > 0)
		text_add(out, "<h1>What do the creations of an observed program cost?</h1>\n");
	else
		add_cost_question(out, result);
}

/* ---- the answer ---- */

static void add_item(struct text *out, const struct text *words, const char *attributes)
{
	if (words->length == 0)
		return;
	text_printf(out, "<li%s>", attributes);
	markup_add(out, text_string(words));
	text_add(out, "</li>\n");
}

static void add_fits(struct text *out, const struct result *result)
{
	struct text line = {0};

	for (size_t i = 0; i < result->crossover_count; i++) {
		sentences_add_crossover(&line, result, &result->crossovers[i]);
		add_item(out, &line, " class=\"answer\"");
		text_clear(&line);
	}
	for (size_t i = 0; i < result->fit_count; i++) {
		const struct result_fit *fit = &result->fits[i];

		sentences_add_fit(&line, result, fit);
		add_item(out, &line, "");
		text_clear(&line);
		for (size_t k = 0; k < fit->beyond_count; k++) {
			sentences_add_extrapolation(&line, result, &fit->beyond[k]);
			add_item(out, &line, "");
			text_clear(&line);
		}
		sentences_add_misfit(&line, result, fit);
		add_item(out, &line, "");
		text_clear(&line);
	}
	text_free(&line);
}

/* The main result comes first. */
static const enum verdict by_weight[VERDICT_COUNT] = {VERDICT_REGRESSION, VERDICT_INCONCLUSIVE,
						      VERDICT_NO_REGRESSION};

static void add_verdict(struct text *out, const struct result *result,
			const struct result_comparison *item)
{
	struct text words = {0};

	verdicts_add_change(&words, result, item);
	text_add(out, "<li class=\"answer\">");
	markup_add(out, text_string(&words));
	text_printf(out, ": <strong>%s</strong> (", verdict_names[item->verdict]);
	verdicts_add_limits(out, item);
	text_add_char(out, ')');
	if (item->note) {
		text_add(out, "; ");
		markup_add(out, item->note);
	}
	text_add(out, "</li>\n");
	out->failed = out->failed || words.failed;
	text_free(&words);
}

/* How many there are of each verdict, where there are several comparisons. */
static void add_verdict_counts(struct text *out, const struct result *result)
{
	size_t counts[VERDICT_COUNT] = {0};
	const char *between = "";

	for (size_t i = 0; i < result->comparison_count; i++)
		counts[result->comparisons[i].verdict]++;
	text_add(out, "<p class=\"answer\"><strong>");
	for (int i = 0; i < VERDICT_COUNT; i++)
		if (counts[by_weight[i]] > 0) {
			text_printf(out, "%s%zu %s", between, counts[by_weight[i]],
				    verdict_names[by_weight[i]]);
			between = ", ";
		}
	text_add(out, "</strong></p>\n");
}

/* Of a replay the answer is in a section of its own. */
void html_add_answer(struct text *out, const struct result *result)
{
	struct text line = {0};

	if (result->site_count > 0 && result->warnings.count == 0)
		return;
	text_printf(out, "<section aria-labelledby=\"answer\">\n<h2 id=\"answer\">%s</h2>\n",
		    result->site_count > 0 ? "Warnings" : "Summary");
	if (result->comparison_count > 1)
		add_verdict_counts(out, result);
	text_add(out, "<ul>\n");
	for (int k = 0; k < VERDICT_COUNT; k++)
		for (size_t i = 0; i < result->comparison_count; i++)
			if (result->comparisons[i].verdict == by_weight[k])
				add_verdict(out, result, &result->comparisons[i]);
	add_fits(out, result);
	/* sweeps have their fits, which are shorter, and a comparison has its own estimate of the
	 * ratio
	 */
	for (size_t i = 1;
	     i < result->case_count && result->fit_count + result->comparison_count == 0; i++) {
		sentences_add_ratio(&line, result, &result->cases[i]);
		add_item(out, &line, "");
		text_clear(&line);
	}
	for (size_t i = 0; i < result->warnings.count; i++) {
		text_printf(&line, "warning: %s", result->warnings.items[i]);
		add_item(out, &line, " class=\"warning\"");
		text_clear(&line);
	}
	text_add(out, "</ul>\n</section>\n");
	text_free(&line);
}
