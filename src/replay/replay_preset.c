/* replay_preset: which method reproduces the program that made the calls of a site. */
#include "replay_preset.h"

#include "replay_program.h"

#include <stdbool.h>
#include <string.h>

static const struct observe_calls_range *find(const struct observe_site *site, const char *name)
{
	for (size_t i = 0; i < site->calls.count; i++)
		if (strcmp(site->calls.items[i].name, name) == 0)
			return &site->calls.items[i];
	return NULL;
}

/* Each call of the trace is as often there as it may be; a call that is not there is there 0 times.
 */
static bool has_calls(const struct method_trace *trace, const struct observe_site *site)
{
	size_t known = 0;

	for (size_t i = 0; i < METHOD_TRACE_CALLS && trace->calls[i].name; i++) {
		const struct observe_calls_range *seen = find(site, trace->calls[i].name);
		uint64_t low = seen ? seen->low : 0, high = seen ? seen->high : 0;

		if (low < trace->calls[i].low || high > trace->calls[i].high)
			return false;
		known += seen != NULL;
	}
	return known == site->calls.count;
}

static bool matches(const struct method_trace *trace, const struct observe_site *site)
{
	return trace->creation && strcmp(trace->creation, observe_kinds[site->kind]) == 0 &&
	       (!trace->program ||
		strcmp(replay_program_name(site->program), trace->program) == 0) &&
	       has_calls(trace, site);
}

const struct method *replay_preset(const struct observe_site *site)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	for (size_t i = 0; i < count && site->program; i++)
		if (matches(&methods[i]->trace, site))
			return methods[i];
	return NULL;
}
