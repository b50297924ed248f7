/*
 * html: a result as one self-contained page: no scripts, no requests, light or dark by the reader's
 * setting, and the result itself as a download.
 */
#include "cells.h"
#include "counted.h"
#include "html_answer.h"
#include "notes.h"
#include "profiles.h"
#include "replays.h"
#include "writers.h"

#include "procbench/render/markup.h"
#include "procbench/report/pictures.h"

#include <errno.h>
#include <string.h>

/* A larger result would make the page too large for mail. */
#define EMBEDDED_BYTES_MAX ((size_t)640 << 10)

static const char head[] =
	"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	"<link rel=\"icon\" href=\"data:,\">\n<title>procbench</title>\n<style>\n"
	":root { color-scheme: light dark; --text: #1b1b1b; --page: #fff; --line: #c8c8c8;\n"
	"  --soft: #555; --warn: #8a3b00; --link: #0b57a4 }\n"
	"@media (prefers-color-scheme: dark) { :root { --text: #ececec; --page: #161616;\n"
	"  --line: #4a4a4a; --soft: #b0b0b0; --warn: #ffb26b; --link: #8cc4ff } }\n"
	"body { font: 1rem/1.5 system-ui, sans-serif; color: var(--text);\n"
	"  background: var(--page); max-width: 78rem; margin: 0 auto; padding: 1.5rem }\n"
	"h1 { font-size: 1.4rem; margin: 0 } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem }\n"
	"h1, p, ul { max-width: 60rem } ul { padding-left: 1.2rem }\n"
	"header p, footer p { color: var(--soft); margin: .3rem 0 } a { color: var(--link) }\n"
	".warning { color: var(--warn) } .answer { font-size: 1.1rem }\n"
	/* elements wider than the screen scroll, the page does not */
	".wide { overflow-x: auto } figure { margin: 1.5rem 0 }\n"
	"svg { display: block; width: 100%; min-width: 41rem; max-width: 47.5rem; height: auto }\n"
	"table { border-collapse: collapse; font-size: .75rem }\n"
	"th, td { padding: .2rem .4rem; text-align: right; white-space: nowrap;\n"
	"  border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums }\n"
	"th:first-child, .facts td { text-align: left; white-space: normal;\n"
	"  overflow-wrap: anywhere }\n"
	"th:first-child { min-width: 9rem; max-width: 20rem; position: sticky; left: 0;\n"
	"  background: var(--page) }\n"
	"tbody th { font-weight: normal }\n"
	/* in print, nothing scrolls or unfolds */
	"@media print { body { padding: 0 } figure, tr { break-inside: avoid }\n"
	"  h2 { break-after: avoid }\n"
	"  .wide { overflow: visible } table { font-size: .6rem }\n"
	"  th, td { padding: .1rem .25rem } th:first-child { min-width: 8rem }\n"
	"  svg { min-width: 0 } summary { display: none }\n"
	"  details::details-content { content-visibility: visible; height: auto } }\n"
	"</style>\n</head>\n<body>\n";

/* Only where it differs from the host's name. */
static void add_label(struct text *out, const struct result *result, const char *host)
{
	if (result->label && (!host || strcmp(host, result->label) != 0)) {
		markup_add(out, result->label);
		text_add(out, ": ");
	}
	for (size_t i = 0; i < result->tags.count; i++) {
		markup_add(out, result->tags.items[i]);
		text_add(out, ", ");
	}
}

static void add_header(struct text *out, const struct result *result)
{
	const char *host = facts_get(&result->host, "hostname");
	const char *kernel = facts_get(&result->host, "kernel");

	text_add(out, "<header>\n");
	html_add_question(out, result);
	text_add(out, "<p>");
	markup_add(out, result->headline ? result->headline : "");
	text_add(out, "</p>\n<p>");
	add_label(out, result, host);
	markup_add(out, host ? host : "");
	text_add(out, ", ");
	markup_add(out, kernel ? kernel : "");
	text_add(out, ", ");
	markup_add(out, result->date ? result->date : "");
	if (result->partial)
		text_add(out, " &middot; partial: the run ended early");
	text_add(out, "</p>\n</header>\n<main>\n");
}

/* ---- pictures, table, machine ---- */

static int add_figures(struct text *out, const struct result *result)
{
	struct pictures pictures;
	int status = pictures_draw(result, &pictures);

	text_add(out,
		 "<section aria-labelledby=\"pictures\">\n<h2 id=\"pictures\">Pictures</h2>\n");
	for (size_t i = 0; i < pictures.count && status == 0; i++) {
		text_add(out, "<figure class=\"wide\" tabindex=\"0\">\n");
		text_add(out, text_string(&pictures.items[i].svg));
		text_add(out, "</figure>\n");
	}
	text_add(out, "</section>\n");
	pictures_free(&pictures);
	return status;
}

/* Which samples failed, and why a case has no value. */
static void add_case_notes(struct text *out, const struct result *result)
{
	for (size_t i = 0; i < result->case_count; i++) {
		struct text line = {0};

		if (report_add_problem(&line, result, &result->cases[i])) {
			text_add(out, "<p class=\"warning\">");
			markup_add(out, text_string(&line));
			text_add(out, "</p>\n");
		}
		text_free(&line);
	}
}

static void add_grid(struct text *out, struct grid grid)
{
	if (grid.rows > 0) {
		text_add(out, "<div class=\"wide\" tabindex=\"0\">");
		grid_write_html(&grid, out);
		text_add(out, "</div>\n");
	}
	out->failed = out->failed || grid.failed;
	grid_free(&grid);
}

static void add_call(void *out, struct text *line)
{
	text_add(out, "<p>");
	markup_add(out, text_string(line));
	text_add(out, "</p>\n");
}

static void add_table(struct text *out, const struct result *result,
		      const struct report_style *style)
{
	text_add(out, "<section aria-labelledby=\"table\">\n<h2 id=\"table\">Results</h2>\n");
	add_grid(out, cells_main_grid(result, style));
	if (notes_on_times(result))
		text_printf(out, "<p>%s</p>\n", notes_on_times(result));
	text_add(out, "<h3>Spans</h3>\n");
	add_grid(out, cells_grid(result, COLUMN_SPANS));
	notes_each_call(result, add_call, out);
	add_case_notes(out, result);
	text_add(out, "</section>\n");
}

static void add_sentence_and_grid(void *context, const char *sentence, struct grid *grid)
{
	struct text *out = context;

	text_add(out, "<p>");
	markup_add(out, sentence);
	text_add(out, "</p>\n<div class=\"wide\" tabindex=\"0\">");
	grid_write_html(grid, out);
	text_add(out, "</div>\n");
	out->failed = out->failed || grid->failed;
}

static void add_profiles(struct text *out, const struct result *result)
{
	if (!profiles_exist(result))
		return;
	text_add(out, "<section aria-labelledby=\"profile\">\n<h2 id=\"profile\">Profile</h2>\n");
	profiles_each(result, add_sentence_and_grid, out);
	text_add(out, "</section>\n");
}

static void add_note(void *context, const char *sentence)
{
	struct text *out = context;

	text_add(out, "<p>");
	markup_add(out, sentence);
	text_add(out, "</p>\n");
}

static void add_counted(struct text *out, const struct result *result)
{
	struct text section = {0};
	const struct block_parts parts = {add_sentence_and_grid, add_note, &section};

	counted_hand_out(result, &parts);
	if (section.length > 0) {
		text_add(out, "<section aria-labelledby=\"events\">\n"
			      "<h2 id=\"events\">Events</h2>\n");
		text_add(out, text_string(&section));
		text_add(out, "</section>\n");
	}
	out->failed = out->failed || section.failed;
	text_free(&section);
}

static void add_replay(struct text *out, const struct result *result)
{
	const struct block_parts parts = {add_sentence_and_grid, add_note, out};

	if (result->site_count == 0)
		return;
	text_add(out, "<section aria-labelledby=\"replay\">\n<h2 id=\"replay\">Replay</h2>\n");
	replays_hand_out(result, &parts);
	text_add(out, "</section>\n");
}

static void add_machine(struct text *out, const struct result *result)
{
	text_add(out,
		 "<section aria-labelledby=\"machine\">\n<h2 id=\"machine\">Machine</h2>\n"
		 "<details><summary>What it was measured on</summary><table class=\"facts\">\n");
	for (size_t i = 0; i < result->host.count; i++) {
		text_add(out, "<tr><td>");
		markup_add(out, result->host.items[i].name);
		text_add(out, "</td><td>");
		markup_add(out, result->host.items[i].value);
		text_add(out, "</td></tr>\n");
	}
	text_add(out, "</table></details>\n</section>\n</main>\n");
}

static int add_footer(struct text *out, const struct result *result,
		      const struct report_style *style, struct error *error)
{
	struct text json = {0};
	int status = json_write(result, style, &json, error);

	text_add(out, "<footer>\n");
	if (status == 0 && json.length <= EMBEDDED_BYTES_MAX) {
		text_add(out,
			 "<p><a download=\"procbench.json\" href=\"data:application/json;base64,");
		markup_add_base64(out, text_string(&json), json.length);
		text_add(out,
			 "\">The whole result (JSON)</a>, for <code>procbench report</code> and "
			 "<code>compare</code></p>\n");
	} else {
		text_add(out, "<p>The whole result is too large for a page: save it by "
			      "<code>--export result.json</code></p>\n");
	}
	text_add(out, "<p>procbench ");
	markup_add(out, result->version ? result->version : "");
	text_add(out, "</p>\n</footer>\n</body>\n</html>\n");
	text_free(&json);
	return status;
}

int html_write(const struct result *result, const struct report_style *style, struct text *out,
	       struct error *error)
{
	int status, drawn;

	text_add(out, head);
	add_header(out, result);
	add_replay(out, result);
	html_add_answer(out, result);
	drawn = add_figures(out, result);
	add_table(out, result, style);
	add_counted(out, result);
	add_profiles(out, result);
	add_machine(out, result);
	status = add_footer(out, result, style, error);
	if (status == 0 && (drawn < 0 || out->failed))
		status = error_set(error, ENOMEM, "out of memory");
	return status;
}
