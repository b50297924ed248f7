/* fleet: merges saved results of many hosts. */
#include "documents.h"
#include "output.h"
#include "verbs.h"

#include "procbench/fleet/fleet.h"

#include <errno.h>

static int read_all(struct fleet *fleet, const struct config *config, struct error *error)
{
	int status = output_check(error);

	if (status == 0 && config->operand_count < 2)
		return error_set(error, EINVAL,
				 "no file given (expected saved results or directories of them, "
				 "such as 'procbench fleet results')");
	for (size_t i = 1; i < config->operand_count && status == 0; i++)
		status = fleet_add(fleet, config->operands[i], error);
	return status == 0 ? fleet_judge(fleet, error) : status;
}

/* Every format has what is missing; outside of the table a script would not see it. */
static void print_problems(const struct config *config, const struct fleet *fleet)
{
	struct text line = {0};

	for (size_t i = 0; i < fleet->problem_count; i++) {
		text_clear(&line);
		fleet_add_problem(&line, fleet, &fleet->problems[i]);
		output_error(text_string(&line));
	}
	if (fleet->missing_count > 0) {
		text_clear(&line);
		text_printf(&line, "%zu expected host%s missing", fleet->missing_count,
			    fleet->missing_count == 1 ? " is" : "s are");
		output_error(text_string(&line));
	}
	output_warnings(config, &fleet->warnings);
	text_free(&line);
}

/* An outlier decides, then what is missing or was not measured. */
static int judge(const struct config *config, const struct fleet *fleet)
{
	if (config->strict && fleet->outliers > 0)
		return EXIT_OUTLIER;
	return fleet->missing_count + fleet->problem_count > 0 ? EXIT_NOT_MEASURED : EXIT_MEASURED;
}

static int render(const void *fleet, const struct report_format *format, struct text *out,
		  struct error *error)
{
	return fleet_writer_of(format->name)(fleet, false, out) < 0 ? error_no_memory(error) : 0;
}

static int show(const struct config *config, struct exports *exports, const struct fleet *fleet)
{
	fleet_writer *write = fleet_writer_of(config->format);
	struct text out = {0};
	int saved, shown;

	print_problems(config, fleet);
	if (fleet->files == 0) {
		output_error("no result could be read");
		return EXIT_USAGE;
	}
	if (write(fleet, output_style(config->color).color, &out) < 0)
		out.failed = true; /* which output_finish() reports */
	saved = documents_write(exports, render, fleet);
	shown = output_finish(&out, judge(config, fleet));
	return saved ? saved : shown;
}

int verb_fleet(const struct config *config)
{
	struct fleet_settings settings = {config->by, config->across_machines, config->error_rate,
					  config->hosts};
	struct exports exports = {0};
	struct error error = {0};
	struct fleet fleet;
	int status = fleet_init(&fleet, &settings, &error);

	if (status == 0)
		status = documents_open(&exports, config, &error);
	if (status == 0)
		status = read_all(&fleet, config, &error);
	status = status < 0 ? output_fail(&error) : show(config, &exports, &fleet);
	exports_close(&exports);
	fleet_free(&fleet);
	return status;
}
