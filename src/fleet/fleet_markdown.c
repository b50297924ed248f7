/* fleet_markdown: a fleet as a section of a document. */
#include "fleet_formats.h"
#include "fleet_phrases.h"

#include "procbench/render/human.h"
#include "procbench/render/markdown_text.h"

#include <errno.h>
#include <math.h>

static void add_row(struct text *out, const struct fleet *fleet, const struct fleet_unit *unit,
		    const struct fleet_host *host)
{
	const struct effects_host *effect = &host->effect;

	text_add(out, host->is_outlier ? "| **" : "| ");
	markdown_text_add(out, fleet->labels.items[host->label]);
	text_printf(out, "%s | %zu | ", host->is_outlier ? "** (outlier)" : "", effect->runs);
	human_add_number(out, exp(effect->value), 4);
	text_add(out, " | ");
	human_add_range(out, exp(effect->low), exp(effect->high), HUMAN_DIGITS);
	text_printf(out, " | %+.1f%% | ", 100 * phrases_off(unit, host));
	phrases_add_ranks(out, effect);
	text_add(out, " | ");
	human_add_amount(out, fleet->clock, host->median_ns, HUMAN_DIGITS);
	text_add(out, " |\n");
}

static void add_unit(struct text *out, const struct fleet *fleet, const struct fleet_unit *unit)
{
	struct text line = {0};

	text_add(out, "\n### ");
	phrases_add_title(&line, fleet, unit);
	markdown_text_add(out, text_string(&line));
	text_clear(&line);
	phrases_add_mean(&line, fleet, unit);
	text_add(&line, "; ");
	phrases_add_shares(&line, fleet, unit);
	text_add(out, "\n\n");
	markdown_text_add(out, text_string(&line));
	text_add(out, "\n\n| host | runs | x floor | 95% CI | vs fleet | ranks | median |\n"
		      "|---|---:|---:|---:|---:|---:|---:|\n");
	for (size_t i = 0; i < unit->host_count; i++)
		add_row(out, fleet, unit, &unit->hosts[i]);
	text_free(&line);
}

int fleet_write_markdown(const struct fleet *fleet, bool color, struct text *out)
{
	struct text line = {0};

	(void)color;
	text_add(out, "## Fleet: ");
	phrases_add_summary(out, fleet);
	text_add_char(out, '\n');
	for (size_t i = 0; i < fleet->unit_count; i++)
		add_unit(out, fleet, &fleet->units[i]);
	text_add_char(out, '\n');
	phrases_each_note(out, fleet, markdown_text_add_item);
	phrases_add_method(&line, fleet);
	text_add_char(out, '\n');
	markdown_text_add(out, text_string(&line));
	text_add_char(out, '\n');
	text_free(&line);
	return out->failed ? -ENOMEM : 0;
}
