/* compare: is NEW slower than OLD? For saved results. */
#include "exports.h"
#include "options.h"
#include "output.h"
#include "saved.h"
#include "show.h"
#include "verbs.h"

#include "procbench/result/compare.h"

#include <errno.h>

struct comparison {
	struct exports exports;
	struct saved old;
	struct saved new;
	struct compare_counts counts;
};

/* The files of both sides: two operands, or two groups with -- between them. */
static int find_sides(const struct config *config, struct compare_side *old,
		      struct compare_side *new, struct error *error)
{
	size_t count = config->operand_count - 1;

	old->names = config->operands + 1;
	if (!config->after && count == 2) {
		old->count = new->count = 1;
		new->names = config->operands + 2;
	} else {
		old->count = count;
		new->names = config->after;
		new->count = config->after_count;
	}
	if (old->count > 0 && new->count > 0)
		return 0;
	return error_set(
		error, EINVAL,
		"missing results to compare (usage: procbench compare OLD NEW, or procbench "
		"compare OLD1 OLD2 -- NEW1 NEW2)");
}

static int load(struct comparison *comparison, const struct config *config,
		struct compare_side *old, struct compare_side *new, struct error *error)
{
	int status = find_sides(config, old, new, error);

	if (status == 0)
		status = output_check(error);
	if (status == 0)
		status = saved_load(&comparison->old, old->names, old->count, error);
	if (status == 0)
		status = saved_load(&comparison->new, new->names, new->count, error);
	old->runs = comparison->old.results;
	new->runs = comparison->new.results;
	return status == 0 ? exports_open(&comparison->exports, config, error) : status;
}

/* A regression decides, then a case that was not measured, then an inconclusive one. */
static int judge(const struct compare_counts *counts)
{
	if (counts->regressions > 0)
		return EXIT_REGRESSION;
	if (counts->unmeasured > 0)
		return EXIT_NOT_MEASURED;
	return counts->inconclusive > 0 ? EXIT_INCONCLUSIVE : EXIT_MEASURED;
}

int verb_compare(const struct config *config)
{
	struct compare_settings settings = {config->metric, config->margin,
					    config->across_machines};
	struct comparison comparison = {0};
	struct compare_side old = {0}, new = {0};
	struct error error = {0};
	int status = load(&comparison, config, &old, &new, &error);

	if (status == 0 && new.runs[0].clock == QUANTITY_INSTRUCTIONS &&
	    !option_is_given(config, "margin"))
		settings.margin = COMPARE_COUNT_MARGIN;
	if (status == 0)
		status = compare_results(&old, &new, &settings, &comparison.counts, &error);
	if (status < 0) {
		output_error(error.text);
		status = EXIT_USAGE;
	} else {
		output_failures(&comparison.counts.failures);
		status = show_results(config, &comparison.exports, new.runs, 1,
				      judge(&comparison.counts));
	}
	text_list_free(&comparison.counts.failures);
	exports_close(&comparison.exports);
	saved_free(&comparison.old);
	saved_free(&comparison.new);
	return status;
}
