/* show: writes results to the export files and to standard output. */
#include "show.h"

#include "output.h"
#include "verbs.h"

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
	style.histogram = config->histogram;
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
