/* observe_markdown: an observation as a section of a document. */
#include "observe_formats.h"
#include "observe_phrases.h"

#include "procbench/render/markdown_text.h"

#include <errno.h>
#include <inttypes.h>

static void add_words(struct text *out, struct text *words)
{
	markdown_text_add(out, text_string(words));
	text_clear(words);
}

static void add_row(struct text *out, const struct observe_site *site, bool is_priced)
{
	struct text cell = {0};

	text_printf(out, "| %" PRIu64 " | %" PRIu64 " | %s | %s | ", site->number, site->count,
		    site->call, observe_kinds[site->kind]);
	markdown_text_add(out, phrase_base_name(site->executable));
	text_add(out, " | ");
	phrase_add_outcome(&cell, site);
	add_words(out, &cell);
	text_add(out, " | ");
	phrase_add_rss(out, site);
	text_add(out, " | ");
	phrase_add_range(out, site->calls_low, site->calls_high);
	if (is_priced) {
		text_add(out, " | ");
		phrase_add_price(out, &site->price);
	}
	text_add(out, " |\n");
	text_free(&cell);
}

static void add_details(struct text *out, const struct observe_site *site)
{
	struct text line = {0};

	text_printf(out, "\n### Site %" PRIu64 "\n\n", site->number);
	for (size_t i = 0; i < phrases_of_site_count; i++) {
		phrases_of_site[i].add(&line, site);
		if (line.length == 0)
			continue;
		text_printf(out, "- %s: ", phrases_of_site[i].label);
		add_words(out, &line);
		text_add_char(out, '\n');
	}
	text_free(&line);
}

static void add_process(void *context, const struct observe_process *process, size_t depth)
{
	void **both = context;
	struct text *out = both[0], line = {0};

	observe_add_process(&line, both[1], process);
	text_printf(out, "%*s- ", (int)(2 * (depth < 20 ? depth : 20)), "");
	add_words(out, &line);
	text_add_char(out, '\n');
	text_free(&line);
}

int observe_write_markdown(const struct observation *observation, const struct observe_style *style,
			   struct text *out)
{
	void *both[] = {out, (void *)observation};
	struct text line = {0};

	text_add(out, "## Observed: ");
	phrase_add_summary(out, observation);
	text_add(out, "\n\n");
	markdown_text_add_code(out, observation->command ? observation->command : "?");
	text_add(out, ", ");
	phrase_add_end(&line, &observation->end);
	add_words(out, &line);
	text_add(out,
		 "\n\n| site | count | call | kind | caller | executes | rss of the caller | calls "
		 "before exec |");
	text_add(out, observation->is_priced ? " price |" : "");
	text_add(out, "\n|---:|---:|---|---|---|---|---:|---:|");
	text_add(out, observation->is_priced ? "---:|\n" : "\n");
	for (size_t i = 0; i < observation->sites.count; i++)
		add_row(out, &observation->sites.items[i], observation->is_priced);
	if (observation->is_priced) {
		text_add_char(out, '\n');
		phrase_add_run_price(out, observation);
		text_add_char(out, '\n');
	}
	for (size_t i = 0; i < observation->sites.count; i++)
		add_details(out, &observation->sites.items[i]);
	if (style->tree) {
		text_add(out, "\n### Processes\n\n");
		observe_each_process(observation, add_process, both);
	}
	text_add_char(out, '\n');
	phrases_each(observation, markdown_text_add_item, out);
	text_free(&line);
	return out->failed ? -ENOMEM : 0;
}
