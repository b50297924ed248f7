/* duel: is B slower than A? Three answers, by exit status. */
#include "measurement.h"
#include "output.h"
#include "verbs.h"

#include "procbench/stats/verdict.h"

#include <errno.h>

static const int exit_statuses[VERDICT_COUNT] = {
	[VERDICT_NO_REGRESSION] = EXIT_MEASURED,
	[VERDICT_REGRESSION] = EXIT_REGRESSION,
	[VERDICT_INCONCLUSIVE] = EXIT_INCONCLUSIVE,
};

static int prepare(struct measurement *m, const struct session_duel *duel, struct error *error)
{
	const struct config *config = m->config;
	struct plan_request request = measurement_request(config, 1);
	int status;

	if (config->operand_count != 3)
		return error_set(
			error, EINVAL,
			"'duel' needs two cases, such as 'procbench duel fork fork:vmas=8' "
			"(got %zu)",
			config->operand_count - 1);
	request.floor = false;
	status = session_plan_duel(&m->session, &request, duel, error);
	return status == 0 ? measurement_prepare(m, error) : status;
}

/* A case that was not measured, or had failures, has not passed; a regression still counts. */
static int judge(const struct measurement *m)
{
	enum verdict verdict = m->session.result.comparisons[0].verdict;
	int status = measurement_judge(m);

	if (m->signal_number || (status != EXIT_MEASURED && verdict != VERDICT_REGRESSION))
		return status;
	return exit_statuses[verdict];
}

int verb_duel(const struct config *config)
{
	const struct session_duel duel = {config->margin, config->wrap_a, config->wrap_b};
	struct measurement m = {.config = config};
	struct error error = {0};
	int status = prepare(&m, &duel, &error);

	if (status == 0)
		status = measurement_execute(&m, &duel, &error);
	status = status == 0 ? measurement_report(&m, judge(&m)) : measurement_fail(&m, &error);
	measurement_free(&m);
	return status;
}
