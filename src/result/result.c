/* result: the result of a run. */
#define _GNU_SOURCE
#include "procbench/result/result.h"

#include "procbench/result/fields.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const result_stops[RESULT_STOP_COUNT] = {
	[RESULT_STOP_ITERS] = "iters",     [RESULT_STOP_PRECISION] = "precision",
	[RESULT_STOP_TIME] = "time",       [RESULT_STOP_SIGNAL] = "signal",
	[RESULT_STOP_FAILURE] = "failure", [RESULT_STOP_LAUNCHES] = "launches",
};

bool result_is_complete(const struct result *result)
{
	for (size_t i = 0; i < result->case_count; i++) {
		const struct result_case *item = &result->cases[i];

		if (item->skipped || item->failed > 0 || item->launches_lost > 0 ||
		    item->launches_drifted > 0)
			return false;
	}
	return !result->partial;
}

int result_warn(struct result *result, const char *format, ...)
{
	va_list args;
	int status;

	va_start(args, format);
	status = text_list_vadd(&result->warnings, format, args);
	va_end(args);
	return status;
}

void result_clear_case(struct result_case *item)
{
	*item = (struct result_case){0};
	for (int span = 0; span < SPAN_COUNT; span++)
		fields_clear(&fields_of_span, &item->spans[span]);
	fields_clear(&fields_of_case, item);
	fields_clear(&fields_of_ratio, item);
	fields_clear(&fields_of_marginal, item);
}

void result_clear_comparison(struct result_comparison *comparison)
{
	*comparison = (struct result_comparison){.verdict = VERDICT_INCONCLUSIVE};
	fields_clear(&fields_of_comparison, comparison);
}

struct result_comparison *result_add_comparison(struct result *result, const char *a, const char *b,
						const char *metric)
{
	size_t count = result->comparison_count;
	struct result_comparison *all = realloc(result->comparisons, (count + 1) * sizeof(*all));
	struct result_comparison *item;

	if (!all)
		return NULL;
	result->comparisons = all;
	item = &all[result->comparison_count++];
	result_clear_comparison(item);
	item->a = strdup(a);
	item->b = strdup(b);
	item->metric = strdup(metric);
	return item->a && item->b && item->metric ? item : NULL;
}

/* Saved runs hold each spec once, so two equal names of one run are a duel's. */
bool result_is_duel(const struct result *result)
{
	const struct result_comparison *item = result->comparisons;
	size_t same = 0;

	if (result->comparison_count != 1 || isfinite(item->raw_ratio))
		return false;
	for (size_t i = 0; i < result->case_count; i++)
		same += strcmp(result->cases[i].spec, item->b) == 0;
	return strcmp(item->a, item->b) != 0 || same > 1;
}

static void free_comparison(struct result_comparison *comparison)
{
	free(comparison->a);
	free(comparison->b);
	free(comparison->metric);
	free(comparison->note);
}

void result_drop_comparisons(struct result *result)
{
	for (size_t i = 0; i < result->comparison_count; i++)
		free_comparison(&result->comparisons[i]);
	free(result->comparisons);
	result->comparisons = NULL;
	result->comparison_count = 0;
}

void result_clear_profile(struct result_profile *profile)
{
	for (size_t i = 0; i < profile->function_count; i++) {
		free(profile->functions[i].name);
		free(profile->functions[i].phase);
	}
	free(profile->functions);
	*profile = (struct result_profile){0};
}

static void free_case(struct result_case *item)
{
	for (size_t i = 0; i < item->key_count; i++) {
		free(item->keys[i].name);
		free(item->keys[i].string);
	}
	for (size_t i = 0; i < item->failure_count; i++)
		free(item->failures[i].name);
	free(item->keys);
	free(item->failures);
	result_clear_profile(&item->profile);
	for (size_t i = 0; i < item->counters.event_count; i++) {
		free(item->counters.events[i].name);
		free(item->counters.events[i].reason);
	}
	free(item->counters.events);
	free(item->launches);
	free(item->bins);
	free(item->spec);
	free(item->method);
	free(item->skipped);
	free(item->call);
	free(item->lacks);
	free(item->floor);
	free(item->drift);
}

void result_free_site(struct result_site *site)
{
	free(site->name);
	free(site->now);
	free(site->then);
	free(site->why);
	free(site->note);
}

void result_free(struct result *result)
{
	fit_free(result);
	for (size_t i = 0; i < result->case_count; i++)
		free_case(&result->cases[i]);
	result_drop_comparisons(result);
	for (size_t i = 0; i < result->site_count; i++)
		result_free_site(&result->sites[i]);
	free(result->sites);
	free(result->cases);
	text_list_free(&result->warnings);
	facts_free(&result->host);
	free(result->version);
	free(result->date);
	free(result->label);
	text_list_free(&result->tags);
	free(result->ok_exit);
	free(result->setup);
	free(result->prepare);
	free(result->conclude);
	free(result->cleanup);
	free(result->headline);
	free(result->guest);
	*result = (struct result){0};
}
