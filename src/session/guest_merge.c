/* guest_merge: the results of several guests as one. */
#define _GNU_SOURCE
#include "guest_merge.h"

#include "advice.h"

#include "procbench/base/version.h"
#include "procbench/guest/guest.h"

#include <stdlib.h>
#include <string.h>

int guest_merge_begin(struct session *session, const struct run_settings *settings,
		      struct error *error)
{
	struct result *result = &session->result;
	size_t count = session->plan.count;

	result->version = strdup(PROCBENCH_VERSION);
	result->date = session_date();
	result->iters = settings->iters;
	result->precision = settings->precision;
	result->time_ns = settings->time_ns;
	result->warmup = settings->warmup;
	result->timeout_ns = settings->timeout_ns;
	result->seed = settings->seed;
	result->phases = settings->phases;
	result->cases = calloc(count + 1, sizeof(*result->cases));
	session->run.cases = calloc(count + 1, sizeof(*session->run.cases));
	if (!result->version || !result->date || !result->cases || !session->run.cases)
		return error_no_memory(error);
	result->case_count = session->run.case_count = count;
	return 0;
}

static int set_text(char **place, const char *value)
{
	free(*place);
	*place = value ? strdup(value) : NULL;
	return value && !*place ? -ENOMEM : 0;
}

/* The guest does not know the name of its kernel. */
static int set_kernel(struct result_case *item, const char *kernel)
{
	for (size_t i = 0; i < item->key_count; i++)
		if (strcmp(item->keys[i].name, key_table[KEY_KERNEL].name) == 0)
			return set_text(&item->keys[i].string, kernel);
	return 0;
}

/* Takes over a case under the name that it has in the plan. */
static int take_case(struct result_case *to, struct result_case *from,
		     const struct plan_case *planned)
{
	*to = *from;
	*from = (struct result_case){0};
	to->implied = planned->implied;
	to->full = planned->full;
	if (set_text(&to->spec, planned->spec) < 0 || set_text(&to->lacks, planned->lacks) < 0)
		return -ENOMEM;
	return set_kernel(to, planned->keys.text[KEY_KERNEL]);
}

static int take_cases(struct session *session, const char *kernel, struct result *part,
		      struct error *error)
{
	size_t at = 0;

	for (size_t i = 0; i < session->plan.count; i++) {
		const struct plan_case *planned = &session->plan.cases[i];

		if (strcmp(planned->keys.text[KEY_KERNEL], kernel) != 0)
			continue;
		if (at == part->case_count)
			return error_set(error, GUEST_FAILED,
					 "the guest measured %zu cases only (its procbench may be "
					 "of another version)",
					 at);
		if (take_case(&session->result.cases[i], &part->cases[at++], planned) < 0)
			return error_no_memory(error);
	}
	return 0;
}

int guest_merge(struct session *session, const char *kernel, struct result *part,
		struct error *error)
{
	struct result *result = &session->result;

	if (take_cases(session, kernel, part, error) < 0)
		return -error->code;
	result->partial = result->partial || part->partial;
	result->rounds = part->rounds > result->rounds ? part->rounds : result->rounds;
	if (result->host.count == 0) {
		result->host = part->host;
		part->host = (struct facts){0};
	}
	return 0;
}

int guest_merge_end(struct session *session, struct error *error)
{
	struct result *result = &session->result;

	result->headline = advice_headline(&session->plan, &session->run);
	if (!result->headline)
		return error_no_memory(error);
	return result_derive(result, error);
}
