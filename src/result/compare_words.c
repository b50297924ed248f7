/* compare_words: headline and warnings of compare. */
#include "comparing.h"

#include "procbench/base/text.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void add_names(struct text *text, const struct compare_side *side)
{
	for (size_t i = 0; i < side->count; i++)
		text_printf(text, "%s%s", i ? ", " : "", side->names[i]);
}

static int set_headline(struct comparing *c)
{
	double change = 100 * (c->control_change - 1),
	       control_pct = fabs(change) < 0.05 ? 0 : change;
	struct text line = {0};

	text_printf(&line, "change of %s from ", compare_metrics[c->settings->metric]);
	add_names(&line, c->old);
	text_add(&line, " to ");
	add_names(&line, c->new);
	if (c->control && c->moves)
		text_printf(&line,
			    "; judged by the uncontrolled change, because the %s "
			    "differs, which may also affect %s (it changed by "
			    "%+.1f%%)",
			    c->moves, c->control, control_pct);
	else if (c->control)
		text_printf(&line, "; judged relative to %s, which itself changed by %+.1f%%",
			    c->control, control_pct);
	else
		text_add(&line, "; uncontrolled: not every file contains floor or null");
	text_printf(&line, "; %zu comparison%s, family-wise confidence %g%% (Holm)",
		    c->to->comparison_count, c->to->comparison_count == 1 ? "" : "s",
		    100 * COMPARE_CONFIDENCE);
	text_printf(&line, "; times per case are from %s (new)", c->new->names[0]);
	free(c->to->headline);
	c->to->headline = text_take(&line);
	text_free(&line);
	return c->to->headline ? 0 : -ENOMEM;
}

static int warn_of_single_runs(struct comparing *c)
{
	if (c->run_count > 2)
		return 0;
	return result_warn(c->to,
			   "one file per side: run-to-run SD assumed to be %g%%; measure it with "
			   "several, 'compare OLD1 OLD2 ... -- NEW1 NEW2 ...', or use 'duel'",
			   100 * COMPARE_RUN_SD);
}

static int warn_of_versions(struct comparing *c)
{
	const char *first = c->index[c->new->count].run->version;

	for (size_t i = 0; i < c->run_count; i++) {
		const char *version = c->index[i].run->version;

		if (first && version && strcmp(first, version) != 0)
			return result_warn(c->to,
					   "'%.100s' was measured by procbench "
					   "%.40s, '%.100s' by %.40s: the two "
					   "versions may measure differently",
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

int compare_describe(struct comparing *c)
{
	int status = set_headline(c);

	if (status == 0 && c->settings->across_machines)
		status = result_warn(c->to, "--across-machines: whether the machines are the "
					    "same was not checked");
	if (status == 0)
		status = warn_of_single_runs(c);
	if (status == 0)
		status = warn_of_versions(c);
	if (status == 0)
		status = warn_of_partial_runs(c);
	return status == 0 ? 0 : compare_out_of_memory(c);
}
