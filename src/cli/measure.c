/* measure: the main job: plan, measure, save, report. */
#include "measurement.h"
#include "output.h"
#include "verbs.h"

#include "procbench/sys/clock.h"

#include <errno.h>
#include <sys/auxv.h>

static int measure(struct measurement *m, struct error *error)
{
	const struct config *config = m->config;
	int status = 0;

	if (config->operand_count == 0)
		status = error_set(
			error, EINVAL,
			"no case: say what to measure, such as 'procbench fork vfork' (see "
			"'procbench --help')");
	if (status == 0)
		status = measurement_prepare(m, config->operands, config->operand_count,
					     config->floor, error);
	if (status == 0)
		status = measurement_execute(m, &config->run, error);
	if (status == 0)
		status = measurement_collect(m, &config->run, error);
	if (status == 0)
		return measurement_report(m, measurement_judge(m));
	output_error(error->text);
	return EXIT_USAGE;
}

int verb_measure(const struct config *config)
{
	struct measurement m = {.config = config};
	struct error error = {0};
	int status;

	clock_open(getauxval(AT_SYSINFO_EHDR));
	status = measure(&m, &error);
	measurement_free(&m);
	return status;
}
