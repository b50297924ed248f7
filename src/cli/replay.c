/* replay: measures the calls of an observed program, and what would replace them. */
#include "measurement.h"
#include "output.h"
#include "verbs.h"

#include "procbench/observe/observe_file.h"
#include "procbench/replay/replay.h"
#include "procbench/sys/proc_shape.h"

#include <errno.h>
#include <unistd.h>

static int load(struct observation *seen, const struct config *config, struct error *error)
{
	if (config->operand_count != 2)
		return error_set(error, EINVAL,
				 "'replay' needs one saved observation, such as 'procbench replay "
				 "seen.json' (got %zu)",
				 config->operand_count - 1);
	return observation_load(seen, config->operands[1], error);
}

static int prepare(struct measurement *m, struct replay *replay, const struct observation *seen,
		   struct error *error)
{
	struct plan_request request = measurement_request(m->config, 0);
	struct replay_request wanted = {.instead = m->config->instead,
					.in_guest = m->config->guest.count};
	int status = proc_shape_read(&wanted.own, getpid(), error);

	if (status == 0)
		status = replay_build(replay, seen, &wanted, error);
	request.specs = replay->specs;
	request.spec_count = replay->spec_count;
	request.unrelated = true;
	if (status == 0)
		status = session_plan(&m->session, &request, error);
	return status == 0 ? measurement_prepare(m, error) : status;
}

int verb_replay(const struct config *config)
{
	struct measurement m = {.config = config};
	struct observation seen = {0};
	struct replay replay = {0};
	struct error error = {0};
	int status = load(&seen, config, &error);

	if (status == 0)
		status = prepare(&m, &replay, &seen, &error);
	if (status == 0)
		status = measurement_execute(&m, NULL, &error);
	if (status == 0)
		status = replay_attach(&replay, &seen, &m.session.result, &error);
	status = status == 0 ? measurement_report(&m, measurement_judge(&m))
			     : measurement_fail(&m, &error);
	measurement_free(&m);
	replay_free(&replay);
	observation_free(&seen);
	return status;
}
