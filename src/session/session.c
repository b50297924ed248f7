/* session: one measurement, from the request to a finished result. */
#define _GNU_SOURCE
#include "procbench/session/session.h"

#include "advice.h"
#include "collect.h"
#include "guest_engine.h"

#include "procbench/sys/clock.h"
#include "procbench/sys/presence.h"

#include <errno.h>
#include <string.h>
#include <sys/auxv.h>

int session_plan(struct session *session, const struct plan_request *request, struct error *error)
{
	clock_open(getauxval(AT_SYSINFO_EHDR));
	return plan_build(&session->plan, request, error);
}

static int collect(struct session *session, const struct run_settings *settings,
		   struct error *error)
{
	struct result *result = &session->result;
	int status = collect_result(result, &session->plan, &session->run, settings, error);

	if (status < 0)
		return status;
	result->headline = advice_headline(&session->plan, &session->run, result->clock);
	if (!result->headline)
		return error_no_memory(error);
	return advice_warn(result, &session->plan, &session->run, error);
}

/* Of other runs. Fleets and job queues easily put two on one host. */
static int warn_of_others(struct result *result, size_t others, struct error *error)
{
	if (others == 0)
		return 0;
	if (result_warn(
		    result,
		    RESULT_WARNING_LOAD
		    " (%zu other run%s of procbench measured at the "
		    "same time): results will be noisy; measure one at a time, or reserve whole "
		    "hosts",
		    others, others == 1 ? "" : "s") < 0)
		return error_no_memory(error);
	return 0;
}

/* Features that a guest lacks. */
static int check_guests(const struct run_settings *settings, struct error *error)
{
	const struct run_hooks *hooks = &settings->hooks;

	if (settings->counters)
		return error_set(
			error, EINVAL,
			"'--counters' cannot be combined with --count and kernel= (a guest "
			"has no counters; --count counts instructions without any)");
	if (hooks->setup || hooks->prepare || hooks->conclude || hooks->cleanup)
		return error_set(error, EINVAL,
				 "'--setup', '--prepare', '--conclude' and '--cleanup' cannot be "
				 "combined with --count and kernel= (a guest has no shell)");
	return 0;
}

static int measure(struct session *session, const struct run_settings *settings,
		   const struct run_control *control, struct error *error)
{
	struct presence presence;
	size_t others;
	int status;

	if (session->plan.in_guests && check_guests(settings, error) < 0)
		return -error->code;
	if (session->plan.in_guests)
		return guest_engine_measure(session, settings, control, error);
	presence = presence_open("procbench-measures");
	status = run_execute(&session->run, &session->plan, settings, control, error);
	others = presence_close(&presence);
	if (status == 0)
		status = collect(session, settings, error);
	return status == 0 ? warn_of_others(&session->result, others, error) : status;
}

int session_measure(struct session *session, const struct run_settings *settings,
		    const struct run_control *control, struct error *error)
{
	struct result *result = &session->result;
	int status = measure(session, settings, control, error);

	if (session->plan.in_guests)
		return status; /* the guests have warned */
	if (status == 0)
		status = advice_warn_of_choices(result, &session->plan, &session->run, error);
	if (status == 0 && (session_warn_of_noise(&result->warnings) < 0 ||
			    session_warn_of_facts(&result->warnings, &result->host) < 0))
		status = error_no_memory(error);
	return status;
}

void session_free(struct session *session)
{
	result_free(&session->result);
	run_free(&session->run);
	plan_free(&session->plan);
}

int session_run(struct result *result, const struct plan_request *request,
		const struct session_guest *guest, const struct run_settings *settings,
		const struct run_control *control, struct error *error)
{
	struct session session = {.guest = guest};
	int status = session_plan(&session, request, error);

	if (status == 0)
		status = measure(&session, settings, control, error);
	if (status == 0 && session.run.failure.code) {
		*error = session.run.failure;
		status = -error->code;
	}
	*result = session.result;
	session.result = (struct result){0};
	session_free(&session);
	return status;
}
