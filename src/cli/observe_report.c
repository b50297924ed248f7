/* observe_report: writes an observation in the formats that it has. */
#include "observe_report.h"

#include "exports.h"
#include "observe_assert.h"
#include "output.h"
#include "verbs.h"

#include "procbench/base/text_file.h"
#include "procbench/observe/observe_file.h"
#include "procbench/observe/observe_report.h"

#include <errno.h>

int observe_report_check(const char *format, struct error *error)
{
	if (observe_writer_of(format))
		return 0;
	return error_set(error, EINVAL,
			 "an observation cannot be written as '%s' (expected table, csv, json, "
			 "markdown or html)",
			 format);
}

int observe_report_write(const struct observation *observation, const char *format, bool tree,
			 bool color, struct text *out)
{
	const struct observe_style style = {.color = color, .tree = tree};

	return observe_writer_of(format)(observation, &style, out);
}

int observe_report_export(const void *document, const struct report_format *format,
			  struct text *out, struct error *error)
{
	static const struct observe_style style = {.tree = true};

	return observe_writer_of(format->name)(document, &style, out) < 0 ? error_no_memory(error)
									  : 0;
}

/* ---- report ---- */

static int open_saved(const struct config *config, const struct text *bytes,
		      struct observation *observation, struct exports *exports, struct error *error)
{
	int status = output_check(error);
	bool ignored;

	if (status == 0)
		status = observe_assert_check(config, &ignored, error);
	if (status == 0)
		status = observe_report_check(config->format, error);
	if (status == 0)
		status = observation_load_bytes(observation, text_input_name(config->operands[1]),
						text_string(bytes), bytes->length, error);
	if (status == 0)
		status = exports_open(exports, config, error);
	for (size_t i = 0; i < exports->count && status == 0; i++)
		status = observe_report_check(exports->items[i].format->name, error);
	if (status == 0 && config->plot)
		status = error_set(error, EINVAL,
				   "option '--plot' does not apply to an observation");
	return status;
}

int observe_report_saved(const struct config *config, const struct text *bytes)
{
	struct observation observation = {0};
	struct exports exports = {0};
	struct error error = {0};
	struct text out = {0};
	int signal_number = 0, status = open_saved(config, bytes, &observation, &exports, &error);

	if (status == 0)
		status = exports_write_document(&exports, observe_report_export, &observation,
						&signal_number, &error);
	if (status == 0 && observe_report_write(&observation, config->format, config->tree,
						output_style(config->color).color, &out) < 0)
		status = error_no_memory(&error);
	exports_close(&exports);
	status = status == 0
			 ? output_finish(&out, observe_assert(config, &observation, EXIT_MEASURED))
			 : output_fail(&error);
	observation_free(&observation);
	text_free(&out);
	return signal_number ? EXIT_SIGNAL_BASE + signal_number : status;
}
