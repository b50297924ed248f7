/* measure: the main job: measure cases, save, report. */
#include "measurement.h"
#include "output.h"
#include "verbs.h"

#include <errno.h>

static int prepare(struct measurement *m, struct error *error)
{
	const struct plan_request request = measurement_request(m->config, 0);
	int status;

	if (request.spec_count == 0)
		return error_set(
			error, EINVAL,
			"no case: say what to measure, such as 'procbench fork vfork' (see "
			"'procbench --help')");
	status = session_plan(&m->session, &request, error);
	return status == 0 ? measurement_prepare(m, error) : status;
}

int verb_measure(const struct config *config)
{
	struct measurement m = {.config = config};
	struct error error = {0};
	int status = prepare(&m, &error);

	if (status == 0)
		status = measurement_execute(&m, NULL, &error);
	status = status == 0 ? measurement_report(&m, measurement_judge(&m)) : output_fail(&error);
	measurement_free(&m);
	return status;
}
