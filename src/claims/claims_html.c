/*
 * claims_html: a report of claims as one self-contained page: no scripts, no requests, light or
 * dark by the reader's setting.
 */
#include "claims_formats.h"

#include "procbench/base/version.h"
#include "procbench/render/markup.h"

#include <errno.h>
#include <math.h>

static const char head[] =
	"<!DOCTYPE html>\n"
	"<html lang=\"en\">\n"
	"<head>\n"
	"<meta charset=\"utf-8\">\n"
	"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	"<title>procbench claims</title>\n"
	"<style>\n"
	":root { color-scheme: light dark; --text: #1b1b1b; --page: #fff; --line: #c8c8c8;\n"
	"  --soft: #555; --holds: #0b6b2e; --fails: #a1160d; --depends: #7a4b00; --unknown: #555 "
	"}\n"
	"@media (prefers-color-scheme: dark) {\n"
	"  :root { --text: #ececec; --page: #161616; --line: #4a4a4a; --soft: #b0b0b0;\n"
	"    --holds: #6fd08c; --fails: #ff9a90; --depends: #f0c060; --unknown: #b0b0b0 } }\n"
	"body { font: 1rem/1.5 system-ui, sans-serif; color: var(--text); background: "
	"var(--page);\n"
	"  max-width: 46rem; margin: 0 auto; padding: 1.5rem }\n"
	"header p, header ul, footer p, table { color: var(--soft); font-size: .9rem }\n"
	"section { border-top: 1px solid var(--line); padding: .5rem 0 }\n"
	"h2 { font-size: 1.1rem; margin: .5rem 0 }\n"
	".verdict { font-weight: 700 }\n"
	".holds { color: var(--holds) } .fails { color: var(--fails) }\n"
	".depends { color: var(--depends) } .unknown { color: var(--unknown) }\n"
	"blockquote { margin: .5rem 0; padding-left: .8rem; border-left: 3px solid var(--line) }\n"
	"table { border-collapse: collapse } th { text-align: left; font-weight: 400 }\n"
	"th, td { padding: 0 1rem 0 0 } td { font-variant-numeric: tabular-nums }\n"
	"@media print { section { break-inside: avoid } }\n"
	"</style>\n"
	"</head>\n"
	"<body>\n";

static const char *const classes[CLAIM_VERDICT_COUNT] = {
	[CLAIM_HOLDS] = "holds",
	[CLAIM_FAILS] = "fails",
	[CLAIM_DEPENDS] = "depends",
	[CLAIM_UNKNOWN] = "unknown",
};

static void add_metrics(struct text *out, const struct claim_answer *answer)
{
	text_add(out, "<details><summary>metrics</summary>\n<table>\n");
	for (size_t i = 0; answer->claim->metrics[i]; i++) {
		const struct claim_metric *metric = &answer->metrics[i];

		text_printf(out, "<tr><th scope=\"row\">%s</th><td>", answer->claim->metrics[i]);
		if (metric->words[0])
			markup_add(out, metric->words);
		else if (isfinite(metric->number))
			text_printf(out, "%.10g", metric->number);
		else
			text_add(out, "not measured");
		text_add(out, "</td></tr>\n");
	}
	text_add(out, "</table>\n</details>\n");
}

static void add_answer(struct text *out, const struct claim_answer *answer)
{
	text_printf(out,
		    "<section id=\"%s\">\n<h2>%s: <span class=\"verdict %s\">%s</span></h2>\n"
		    "<blockquote>",
		    answer->claim->name, answer->claim->name, classes[answer->verdict],
		    claim_verdict_names[answer->verdict]);
	markup_add(out, answer->claim->statement);
	text_add(out, "</blockquote>\n<p>");
	markup_add(out, text_string(&answer->explanation));
	text_add(out, "</p>\n");
	add_metrics(out, answer);
	text_add(out, "</section>\n");
}

static void add_warnings(struct text *out, const struct text_list *warnings)
{
	if (warnings->count == 0)
		return;
	text_add(out, "<ul>\n");
	for (size_t i = 0; i < warnings->count; i++) {
		text_add(out, "<li>warning: ");
		markup_add(out, warnings->items[i]);
		text_add(out, "</li>\n");
	}
	text_add(out, "</ul>\n");
}

int claims_write_html(const struct claims_report *report, bool color, struct text *out)
{
	struct text line = {0};

	(void)color;
	claims_add_machine(&line, &report->head.host);
	text_add(out, head);
	text_add(out,
		 "<header>\n<h1>Textbook claims about fork, vfork, exec and clone, tested on this "
		 "machine</h1>\n<p>");
	markup_add(out, text_string(&line));
	text_printf(out, "; %s</p>\n<p>", report->head.date);
	claims_add_counts(out, report);
	text_add(out, report->head.partial ? "; interrupted before all were tested" : "");
	text_add(out, "</p>\n");
	add_warnings(out, &report->head.warnings);
	text_add(out, "</header>\n<main>\n");
	for (size_t i = 0; i < report->head.count; i++)
		add_answer(out, &report->answers[i]);
	text_add(out, "</main>\n<footer><p>procbench " PROCBENCH_VERSION
		      ", <code>procbench claims --format html</code></p></footer>\n</body>\n"
		      "</html>\n");
	out->failed = out->failed || line.failed;
	text_free(&line);
	return out->failed ? -ENOMEM : 0;
}
