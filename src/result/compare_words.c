/* compare_words: what was compared and what limits it, in words. */
#include "comparing.h"

#include "procbench/base/text.h"
#include "procbench/stats/student.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void add_names(struct text *text, const struct compare_side *side)
{
	for (size_t i = 0; i < side->count; i++)
		text_printf(text, "%s%s", i ? ", " : "", side->names[i]);
}

static int say_what(struct comparing *c)
{
	double control_pct = 100 * (c->control_change - 1);
	struct text line = {0};

	text_printf(&line, "change of %s from ", compare_metrics[c->settings->metric]);
	add_names(&line, c->old);
	text_add(&line, " to ");
	add_names(&line, c->new);
	if (c->control)
		text_printf(&line, "; each relative to %s, which changed by %+.1f%% itself",
			    c->control, fabs(control_pct) < 0.05 ? 0 : control_pct);
	else
		text_add(&line, "; as measured, for no floor or null stands beside them");
	text_printf(
		&line,
		"; over all %zu comparisons, a false answer has a chance of at most %g%% (Holm)",
		c->to->comparison_count, 100 * (1 - COMPARE_CONFIDENCE));
	free(c->to->headline);
	c->to->headline = text_take(&line);
	text_free(&line);
	return c->to->headline ? 0 : -ENOMEM;
}

static int warn_of_single_runs(struct comparing *c)
{
	double least =
		sqrt(2) * COMPARE_RUN_SD * student_quantile(1 - COMPARE_CONFIDENCE, COMPARE_RUN_DF);

	if (c->run_count > 2)
		return 0;
	return result_warn(
		c->to,
		"one file a side: runs are taken to differ by %g%% or more by themselves "
		"(standard deviation), so that no change within %.1f%% of the margin "
		"can be told: give several, 'compare OLD1 OLD2 ... -- NEW1 NEW2 ...', "
		"or measure both at once with 'duel'",
		100 * COMPARE_RUN_SD, 100 * expm1(least));
}

static int warn_of_versions(struct comparing *c)
{
	const char *first = c->index[c->new->count].run->version;

	for (size_t i = 0; i < c->run_count; i++) {
		const char *version = c->index[i].run->version;

		if (first && version && strcmp(first, version) != 0)
			return result_warn(c->to,
					   "'%.100s' was measured by procbench %.40s, '%.100s' by "
					   "%.40s, which may differ by itself",
					   c->index[c->new->count].name, first, c->index[i].name,
					   version);
	}
	return 0;
}

static int warn_of_partial_runs(struct comparing *c)
{
	int status = 0;

	for (size_t i = 0; i < c->run_count && status == 0; i++)
		if (c->index[i].run->partial)
			status = result_warn(c->to, "'%.100s' is partial: the run ended early",
					     c->index[i].name);
	return status;
}

int compare_say(struct comparing *c)
{
	int status = say_what(c);

	if (status == 0 && c->settings->across_machines)
		status = result_warn(c->to, "--across-machines: it is not looked at whether the "
					    "machines are the same");
	if (status == 0)
		status = warn_of_single_runs(c);
	if (status == 0)
		status = warn_of_versions(c);
	if (status == 0)
		status = warn_of_partial_runs(c);
	return status == 0 ? 0 : compare_out_of_memory(c);
}
