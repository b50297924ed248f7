/* svg_style: the colours of pictures, for light and dark viewers. */
#include "svg.h"

struct theme {
	const char *page;
	const char *text;
	const char *soft;
	const char *groups[SVG_GROUPS];
};

/*
 * Found by a search: at least 3:1 against the page, and as far apart as possible for normal, protan
 * and deutan vision (Machado et al., 2009; CIELAB distance 21 or more between any two).
 */
static const struct theme light = {
	"#fff",
	"#1b1b1b",
	"#555",
	{"#004ece", "#db7100", "#00935d", "#826198", "#8d4800", "#278bdf", "#4a3185", "#5b4c52"}};

static const struct theme dark = {
	"#161616",
	"#ececec",
	"#b0b0b0",
	{"#50aae2", "#f07d3f", "#30d788", "#c44f9c", "#fdce45", "#9bdfff", "#997cff", "#b5b5b5"}};

static void add_theme(struct text *out, const struct theme *theme)
{
	text_printf(out,
		    ".pb .page{fill:%s}.pb text{fill:%s}.pb .soft{fill:%s}\n"
		    ".pb .grid,.pb .axis,.pb .ref{stroke:%s}\n",
		    theme->page, theme->text, theme->soft, theme->text);
	for (int i = 0; i < SVG_GROUPS; i++)
		text_printf(out, ".pb .g%d{fill:%s;stroke:%s}", i, theme->groups[i],
			    theme->groups[i]);
	text_add_char(out, '\n');
}

void svg_add_style(struct text *out)
{
	text_add(out, "<style>\n");
	add_theme(out, &light);
	text_add(out, "@media (prefers-color-scheme:dark){\n");
	add_theme(out, &dark);
	text_add(out, "}\n"
		      ".pb .grid{stroke-opacity:.13}.pb .axis{stroke-opacity:.55}\n"
		      ".pb .ref{stroke-opacity:.75;stroke-dasharray:5 4}\n"
		      ".pb .line{fill:none;stroke-width:2;stroke-linejoin:round}\n"
		      ".pb .ring{fill:none;stroke-width:2}.pb .dot,.pb .bar{stroke:none}\n"
		      ".pb .band{fill-opacity:.16;stroke:none}\n"
		      ".pb .hit{fill-opacity:0;stroke:none}\n</style>\n");
}
