/* show: writes results to the export files and to standard output. */
#include "show.h"

#include "output.h"
#include "verbs.h"

#include "procbench/render/prose.h"

#include <inttypes.h>

static void note_missing_png(const struct config *config, const struct exports *exports)
{
	struct text note = {0};

	if (config->quiet || !exports->lacks_png)
		return;
	text_printf(&note,
		    "note: no PNG files: rsvg-convert is not installed (package librsvg2-bin); "
		    "the SVG files are in '%s'",
		    exports->plot);
	output_error(text_string(&note));
	text_free(&note);
}

void show_failure(const struct result *result, const struct result_case *item, const char *loss)
{
	struct text line = {0};

	if (!report_add_problem(&line, result, item) && item->launches_lost > 0 && loss)
		text_printf(&line, "%s: %" PRIu64 " %s lost: %s", item->spec, item->launches_lost,
			    item->launches_lost == 1 ? "launch was" : "launches were", loss);
	if (line.length > 0)
		output_error(text_string(&line));
	text_free(&line);
}

int show_results(const struct config *config, struct exports *exports, const struct result *results,
		 size_t count, int status)
{
	struct report_style style = output_style(config->color);
	struct error error = {0};
	const struct report_format *format = report_format_named(config->format, &error);
	struct text out = {0};
	int signal_number;
	int saved = exports_write(exports, results, count, &signal_number, &error), shown;

	if (saved < 0)
		output_error(error.text);
	note_missing_png(config, exports);
	style.histogram = config->histogram;
	style.utf8 = config->histogram && prose_is_utf8();
	style.columns = config->columns;
	shown = report_write(format, results, count, &style, &out, &error);
	if (shown == 0)
		shown = output_finish(&out, status);
	else {
		output_error(error.text);
		text_free(&out);
		shown = EXIT_USAGE;
	}
	if (signal_number)
		return EXIT_SIGNAL_BASE + signal_number;
	return saved < 0 ? EXIT_USAGE : shown;
}
