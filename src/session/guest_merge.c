/* guest_merge: the results of several guests as one. */
#define _GNU_SOURCE
#include "guest_merge.h"

#include "advice.h"

#include "procbench/base/version.h"
#include "procbench/guest/guest.h"

#include <math.h>
#include <stdio.h>
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
	result->clock = session->guest->count ? QUANTITY_INSTRUCTIONS : QUANTITY_TIME;
	result->guest = strdup(session->guest->count ? "QEMU, emulated" : "QEMU, KVM");
	result->phases = settings->phases;
	result->cases = calloc(count + 1, sizeof(*result->cases));
	session->run.cases = calloc(count + 1, sizeof(*session->run.cases));
	if (!result->version || !result->date || !result->guest || !result->cases ||
	    !session->run.cases)
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

/* The guest does not know either that it can have more. */
static int add_remedy(char **reason, const char *remedy)
{
	char *whole;

	if (asprintf(&whole, "%s%s", *reason, remedy) < 0)
		return -ENOMEM;
	free(*reason);
	*reason = whole;
	return 0;
}

/* Takes over a case under the name that it has in the plan. */
static int take_case(struct result_case *to, struct result_case *from,
		     const struct plan_case *planned)
{
	*to = *from;
	*from = (struct result_case){0};
	if (to->skipped && strstr(to->skipped, "(MemAvailable)") &&
	    add_remedy(&to->skipped, " (use a larger --guest-memory)") < 0)
		return -ENOMEM;
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

/* A guest that was not asked for a precision had to be given one that is never reached. */
static bool is_of_precision(const char *warning)
{
	return strstr(warning, " (target +-");
}

static int take_warnings(struct result *result, const char *kernel,
			 const struct text_list *warnings)
{
	int status = 0;

	for (size_t i = 0; i < warnings->count && status == 0; i++)
		if (!isnan(result->precision) || !is_of_precision(warnings->items[i]))
			status = text_list_add(&result->warnings, "%s%s%s", kernel,
					       *kernel ? ": " : "", warnings->items[i]);
	return status;
}

/*
 * The facts and the date of the first guest, which are the same in every run, as everything that it
 * counts; of the others the kernel is added.
 */
static int take_machine(struct result *result, struct result *part)
{
	const char *kernel = facts_get(&part->host, "kernel");
	char *kernels;

	if (result->host.count == 0) {
		result->host = part->host;
		part->host = (struct facts){0};
		free(result->date);
		result->date = part->date;
		part->date = NULL;
		return 0;
	}
	for (size_t i = 0; i < result->host.count && kernel; i++) {
		struct fact *fact = &result->host.items[i];

		if (strcmp(fact->name, "kernel") != 0)
			continue;
		if (asprintf(&kernels, "%s, %s", fact->value, kernel) < 0)
			return -ENOMEM;
		free(fact->value);
		fact->value = kernels;
	}
	return 0;
}

int guest_merge(struct session *session, const char *kernel, struct result *part,
		struct error *error)
{
	struct result *result = &session->result;

	if (take_cases(session, kernel, part, error) < 0)
		return -error->code;
	if (take_warnings(result, kernel, &part->warnings) < 0)
		return error_no_memory(error);
	result->partial = result->partial || part->partial;
	result->rounds = part->rounds > result->rounds ? part->rounds : result->rounds;
	return take_machine(result, part) < 0 ? error_no_memory(error) : 0;
}

static const char *shared_kernel(const struct session *session)
{
	const struct plan *plan = &session->plan;

	for (size_t i = 1; i < plan->count; i++)
		if (strcmp(plan->cases[i].keys.text[KEY_KERNEL],
			   plan->cases[0].keys.text[KEY_KERNEL]) != 0)
			return NULL;
	return facts_get(&session->result.host, "kernel");
}

static int add_headline(struct session *session)
{
	struct result *result = &session->result;
	const char *kernel = shared_kernel(session);
	char *begin = advice_headline(&session->plan, &session->run, result->clock);
	struct text line = {0};

	text_printf(&line, "%s; in %s (%s)", begin ? begin : "",
		    kernel ? "a guest" : "a guest per kernel", result->guest);
	if (kernel)
		text_printf(&line, " with Linux %s", kernel);
	line.failed = line.failed || !begin;
	free(begin);
	result->headline = text_take(&line);
	text_free(&line);
	return result->headline ? 0 : -ENOMEM;
}

/* For what looks at the launches of a run, such as a duel. */
static int take_launches(struct session *session)
{
	struct run *run = &session->run;

	run->rounds = session->result.rounds;
	for (size_t i = 0; i < run->case_count; i++) {
		const struct result_case *from = &session->result.cases[i];
		struct run_case *to = &run->cases[i];

		to->launches = calloc(from->launch_count + 1, sizeof(*to->launches));
		if (!to->launches)
			return -ENOMEM;
		for (size_t k = 0; k < from->launch_count; k++) {
			struct run_launch *launch = &to->launches[to->launch_count++];

			launch->round = from->launches[k].round;
			launch->stamped = from->launches[k].stamped;
			memcpy(launch->span_ns, from->launches[k].span_ns, sizeof(launch->span_ns));
		}
	}
	return 0;
}

int guest_merge_end(struct session *session, struct error *error)
{
	struct result *result = &session->result;

	if (add_headline(session) < 0 || take_launches(session) < 0)
		return error_no_memory(error);
	return result_derive(result, error);
}
