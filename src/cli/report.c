/* report: shows saved results in any format. */
#include "exports.h"
#include "observe_report.h"
#include "output.h"
#include "saved.h"
#include "show.h"
#include "verbs.h"

#include "procbench/base/text_file.h"
#include "procbench/observe/observe_file.h"

#include <errno.h>
#include <string.h>

/* A pipe can be read only once, so the kind of a single file is detected from its bytes. */
static int read_only_file(const struct config *config, struct text *bytes, struct error *error)
{
	const char *path = config->operands[config->operand_count - 1];
	int status;

	if (config->operand_count < 2)
		return error_set(error, EINVAL,
				 "no file given (expected saved results, such as 'procbench report "
				 "out.json')");
	if (config->operand_count > 2)
		return 0;
	status = text_read_input(bytes, path, OBSERVE_BYTES_MAX);
	return status < 0 ? error_set(error, -status, "cannot read '%s': %s", text_input_name(path),
				      strerror(-status))
			  : 0;
}

static int load(const struct config *config, const struct text *bytes, struct exports *exports,
		struct saved *saved, struct error *error)
{
	int status;

	if (config->asserts.count > 0)
		return error_set(error, EINVAL,
				 "option '--assert' is about one observation (see 'procbench help "
				 "observe')");
	status = output_check(error);
	if (status == 0)
		status = config->operand_count == 2
				 ? saved_load_bytes(saved, config->operands[1], bytes, error)
				 : saved_load(saved, config->operands + 1,
					      config->operand_count - 1, error);
	return status == 0 ? exports_open(exports, config, error) : status;
}

static int show(const struct config *config, struct exports *exports, const struct saved *saved)
{
	for (size_t i = 0; i < saved->count; i++)
		for (size_t j = 0; j < saved->results[i].case_count; j++)
			show_failure(&saved->results[i], &saved->results[i].cases[j],
				     "see the warnings of the result");
	return show_results(config, exports, saved->results, saved->count, EXIT_MEASURED);
}

static int report(const struct config *config, const struct text *bytes)
{
	struct exports exports = {0};
	struct saved saved = {0};
	struct error error = {0};
	int status = EXIT_USAGE;

	if (load(config, bytes, &exports, &saved, &error) < 0)
		output_error(error.text);
	else
		status = show(config, &exports, &saved);
	exports_close(&exports);
	saved_free(&saved);
	return status;
}

int verb_report(const struct config *config)
{
	struct error error = {0};
	struct text bytes = {0};
	int status;

	if (read_only_file(config, &bytes, &error) < 0)
		status = output_fail(&error);
	else if (observation_is_saved(text_string(&bytes), bytes.length))
		status = observe_report_saved(config, &bytes);
	else
		status = report(config, &bytes);
	text_free(&bytes);
	return status;
}
