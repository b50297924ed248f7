/* page: the head of a self-contained HTML page (no scripts, no requests) with light, dark and print
 * styles. */
#include "procbench/render/page.h"

#include "procbench/render/markup.h"

static const char head[] =
	"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	"<link rel=\"icon\" href=\"data:,\">\n<title>";

static const char common_style[] =
	"</title>\n<style>\n"
	":root { color-scheme: light dark; --text: #1b1b1b; --page: #fff; --line: #c8c8c8;\n"
	"  --soft: #555; --warn: #8a3b00; --slow: 219,113,0; --fast: 0,78,206 }\n"
	"@media (prefers-color-scheme: dark) { :root { --text: #ececec; --page: #161616;\n"
	"  --line: #4a4a4a; --soft: #b0b0b0; --warn: #ffb26b; --slow: 240,125,63;\n"
	"  --fast: 80,170,226 } }\n"
	"body { font: 1rem/1.5 system-ui, sans-serif; color: var(--text);\n"
	"  background: var(--page); max-width: 78rem; margin: 0 auto; padding: 1.5rem }\n"
	"h1 { font-size: 1.4rem; margin: 0 } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem }\n"
	"h2, h2 + p { break-after: avoid } figure { margin: 0 }\n"
	"p, ul { max-width: 60rem } footer p { color: var(--soft) }\n"
	".warning { color: var(--warn) } .wide { overflow-x: auto }\n"
	"svg text { fill: var(--text); font-size: 12px } .axis { stroke: var(--line) }\n";

void page_begin(struct text *out, const char *title, const char *style)
{
	text_add(out, head);
	markup_add(out, title);
	text_add(out, common_style);
	text_add(out, style);
	text_add(out, "</style>\n</head>\n<body>\n<header>\n<h1>");
}

void page_add_warning(struct text *out, const char *words)
{
	text_add(out, "<p class=\"warning\">");
	markup_add(out, words);
	text_add(out, "</p>\n");
}

void page_end(struct text *out, const char *words)
{
	text_add(out, "</main>\n<footer><p>");
	markup_add(out, words);
	text_add(out, "</p></footer>\n</body>\n</html>\n");
}
