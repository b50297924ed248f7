/* observe_price: what the observed calls cost, measured once the program has ended. */
#include "observe_price.h"

#include "measurement.h"

#include "procbench/replay/replay.h"

#include <errno.h>

static int measure(struct measurement *m, const struct replay *replay, struct error *error)
{
	struct plan_request request = {
		.specs = replay->specs, .spec_count = replay->spec_count, .unrelated = true};
	int status = session_plan(&m->session, &request, error);

	return status < 0 ? status : measurement_execute(m, NULL, error);
}

/* They belong to the prices, wherever those are shown. */
static int take_warnings(const struct text_list *warnings, struct observation *seen,
			 struct error *error)
{
	for (size_t i = 0; i < warnings->count; i++)
		if (text_list_add(&seen->warnings, "prices: %s", warnings->items[i]) < 0)
			return error_no_memory(error);
	return 0;
}

int observe_price(const struct config *config, const struct proc_shape *own,
		  struct observation *seen, int *signal_number, struct error *error)
{
	const struct replay_request request = {.own = *own};
	struct measurement m = {.config = config};
	struct replay replay = {0};
	int status = replay_build(&replay, seen, &request, error);
	bool has_cases = status == 0;

	if (status == -ENOENT) /* each site has its reason */
		status = 0;
	if (has_cases)
		status = measure(&m, &replay, error);
	if (status == 0)
		status = replay_price(&replay, has_cases ? &m.session.result : NULL, seen, error);
	if (status == 0)
		status = take_warnings(&m.session.result.warnings, seen, error);
	*signal_number = m.signal_number;
	measurement_free(&m);
	replay_free(&replay);
	return status < 0 ? error_prefix(error, "cannot price the observed calls") : 0;
}
