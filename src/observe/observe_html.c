/* observe_html: an observation as one page without scripts and requests. */
#include "observe_formats.h"
#include "observe_phrases.h"

#include "procbench/render/markup.h"
#include "procbench/render/page.h"

#include <errno.h>
#include <inttypes.h>

static const char page_style[] =
	"code { overflow-wrap: anywhere } table { border-collapse: collapse; font-size: .9rem }\n"
	"th, td { padding: .2rem .6rem; text-align: left; white-space: nowrap;\n"
	"  border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums }\n"
	".number { text-align: right } ul.tree { list-style: none; padding: 0 }\n"
	"dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem;\n"
	"  max-width: 60rem } dt { color: var(--soft) }\n"
	"dd { margin: 0; overflow-wrap: anywhere }\n"
	"@media print { section, tr { break-inside: avoid } .wide { overflow: visible } }\n";

static void add_cell(struct text *out, const char *class, struct text *words)
{
	text_printf(out, "<td%s>", class);
	markup_add(out, text_string(words));
	text_add(out, "</td>");
	text_clear(words);
}

static void add_row(struct text *out, const struct observe_site *site, bool is_priced)
{
	static const char number[] = " class=\"number\"";
	struct text cell = {0};

	text_printf(out, "<tr><td%s><a href=\"#site-%" PRIu64 "\">%" PRIu64 "</a></td>", number,
		    site->number, site->number);
	text_printf(&cell, "%" PRIu64, site->count);
	add_cell(out, number, &cell);
	text_add(&cell, site->call);
	add_cell(out, "", &cell);
	text_add(&cell, observe_kinds[site->kind]);
	add_cell(out, "", &cell);
	text_add(&cell, phrase_base_name(site->executable));
	add_cell(out, "", &cell);
	phrase_add_outcome(&cell, site);
	add_cell(out, "", &cell);
	phrase_add_rss(&cell, site);
	add_cell(out, number, &cell);
	phrase_add_range(&cell, site->calls_low, site->calls_high);
	add_cell(out, number, &cell);
	if (is_priced) {
		phrase_add_price(&cell, &site->price);
		add_cell(out, number, &cell);
	}
	text_add(out, "</tr>\n");
	text_free(&cell);
}

static void add_table(struct text *out, const struct observation *observation)
{
	const struct observe_site_list *sites = &observation->sites;

	text_add(out, "<div class=\"wide\" tabindex=\"0\">\n<table>\n<thead><tr>"
		      "<th scope=\"col\" class=\"number\">site</th>"
		      "<th scope=\"col\" class=\"number\">count</th><th scope=\"col\">call</th>"
		      "<th scope=\"col\">kind</th><th scope=\"col\">caller</th>"
		      "<th scope=\"col\">executes</th>"
		      "<th scope=\"col\" class=\"number\">rss of the caller</th>"
		      "<th scope=\"col\" class=\"number\">calls before exec</th>");
	if (observation->is_priced)
		text_add(out, "<th scope=\"col\" class=\"number\">price</th>");
	text_add(out, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < sites->count; i++)
		add_row(out, &sites->items[i], observation->is_priced);
	text_add(out, "</tbody>\n</table>\n</div>\n");
	if (!observation->is_priced)
		return;
	text_add(out, "<p>");
	phrase_add_run_price(out, observation);
	text_add(out, "</p>\n");
}

static void add_details(struct text *out, const struct observe_site *site)
{
	struct text line = {0};

	text_printf(out, "<section>\n<h2 id=\"site-%" PRIu64 "\">Site %" PRIu64 "</h2>\n<dl>\n",
		    site->number, site->number);
	for (size_t i = 0; i < phrases_of_site_count; i++) {
		text_clear(&line);
		phrases_of_site[i].add(&line, site);
		if (line.length == 0)
			continue;
		text_printf(out, "<dt>%s</dt><dd>", phrases_of_site[i].label);
		markup_add(out, text_string(&line));
		text_add(out, "</dd>\n");
	}
	text_add(out, "</dl>\n</section>\n");
	text_free(&line);
}

static void add_process(void *context, const struct observe_process *process, size_t depth)
{
	void **both = context;
	struct text *out = both[0], line = {0};

	observe_add_process(&line, both[1], process);
	text_printf(out, "<li style=\"padding-left:%zurem\">", depth < 40 ? depth : 40);
	markup_add(out, text_string(&line));
	text_add(out, "</li>\n");
	text_free(&line);
}

int observe_write_html(const struct observation *observation, const struct observe_style *style,
		       struct text *out)
{
	const struct observe_site_list *sites = &observation->sites;
	void *both[] = {out, (void *)observation};
	struct text line = {0};

	page_begin(out, "procbench observe", page_style);
	phrase_add_summary(out, observation);
	text_add(out, "</h1>\n<p><code>");
	markup_add(out, observation->command ? observation->command : "?");
	text_add(out, "</code>, ");
	phrase_add_end(&line, &observation->end);
	markup_add(out, text_string(&line));
	text_add(out, "</p>\n");
	phrases_each(observation, page_add_warning, out);
	text_add(out, "</header>\n<main>\n");
	add_table(out, observation);
	for (size_t i = 0; i < sites->count; i++)
		add_details(out, &sites->items[i]);
	if (style->tree) {
		text_add(out, "<section>\n<h2>Processes</h2>\n<ul class=\"tree\">\n");
		observe_each_process(observation, add_process, both);
		text_add(out, "</ul>\n</section>\n");
	}
	page_end(out, "rss: memory of the caller; calls before exec: system calls of the child.");
	text_free(&line);
	return out->failed ? -ENOMEM : 0;
}
