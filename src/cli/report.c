/* report: shows saved results in any format. */
#include "exports.h"
#include "observe_report.h"
#include "output.h"
#include "saved.h"
#include "show.h"
#include "verbs.h"

#include <errno.h>

static int load(const struct config *config, struct exports *exports, struct saved *saved,
		struct error *error)
{
	int status;

	if (config->operand_count < 2)
		return error_set(error, EINVAL,
				 "no file given (expected saved results, such as 'procbench report "
				 "out.json')");
	if (config->asserts.count > 0)
		return error_set(error, EINVAL,
				 "option '--assert' is about one observation (see 'procbench help "
				 "observe')");
	status = output_check(error);
	if (status == 0)
		status = saved_load(saved, config->operands + 1, config->operand_count - 1, error);
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

int verb_report(const struct config *config)
{
	struct exports exports = {0};
	struct saved saved = {0};
	struct error error = {0};
	int status = EXIT_USAGE;

	if (config->operand_count == 2 && observe_report_is_saved(config->operands[1]))
		return observe_report_saved(config);
	if (load(config, &exports, &saved, &error) < 0)
		output_error(error.text);
	else
		status = show(config, &exports, &saved);
	exports_close(&exports);
	saved_free(&saved);
	return status;
}
