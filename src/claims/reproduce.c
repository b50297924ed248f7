/* reproduce: the list of reproductions, and how one is run. */
#define _GNU_SOURCE
#include "procbench/claims/reproduce.h"

#include "measuring.h"
#include "reproductions.h"

#include "procbench/base/suggest.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REPRODUCTION_DECLARE(id) extern const struct reproduction reproduction_##id;
REPRODUCTION_LIST(REPRODUCTION_DECLARE)
#undef REPRODUCTION_DECLARE

#define REPRODUCTION_ROW(id) &reproduction_##id,
static const struct reproduction *const reproductions[] = {REPRODUCTION_LIST(REPRODUCTION_ROW)};
#undef REPRODUCTION_ROW

#define COUNT (sizeof(reproductions) / sizeof(reproductions[0]))

const char *const reproduce_verdict_names[REPRODUCE_VERDICT_COUNT] = {
	[REPRODUCE_SAME] = "same shape",
	[REPRODUCE_OTHER] = "different shape here",
	[REPRODUCE_UNKNOWN] = "cannot tell here",
};

const struct reproduction *const *reproduce_list(size_t *count)
{
	*count = COUNT;
	return reproductions;
}

const struct reproduction *reproduce_find(const char *name, struct error *error)
{
	const char *names[COUNT];
	char phrase[96];

	for (size_t i = 0; i < COUNT; i++) {
		if (strcmp(reproductions[i]->name, name) == 0)
			return reproductions[i];
		names[i] = reproductions[i]->name;
	}
	suggest_phrase(phrase, sizeof(phrase), name, names, COUNT);
	error_set(error, EINVAL, "unknown reproduction '%s'%s", name,
		  *phrase ? phrase : " (see 'procbench reproduce')");
	return NULL;
}

/* ---- one run ---- */

/* Leaves out the rows that do not fit into memory. */
static int choose_rows(const struct reproduction *reproduction, const struct claim_bench *bench,
		       struct reproduce_answer *answer, const char **specs)
{
	size_t count = 0;

	for (size_t i = 0; i < reproduction->row_count; i++) {
		const struct reproduce_row *row = &reproduction->rows[i];

		if (row->spec && row->needs_bytes <= bench->available_bytes)
			specs[count++] = row->spec;
		else if (row->spec && asprintf(&answer->left_out[i],
					       "it needs %.1f GiB of memory; %.1f GiB are free",
					       (double)row->needs_bytes / (1 << 30),
					       (double)bench->available_bytes / (1 << 30)) < 0)
			return -ENOMEM;
	}
	specs[count] = NULL;
	return 0;
}

static struct reproduce_value not_measured(void)
{
	struct reproduce_value value = {.ns = NAN, .low_ns = NAN, .high_ns = NAN};

	for (size_t i = 0; i < REPRODUCE_ROUNDS_MAX; i++)
		value.rounds_ns[i] = NAN;
	return value;
}

static void take_value(struct reproduce_value *value, const struct result_case *item,
		       enum span span)
{
	value->ns = item->spans[span].median_ns;
	value->low_ns = item->spans[span].median_low_ns;
	value->high_ns = item->spans[span].median_high_ns;
	for (size_t i = 0; i < item->launch_count; i++)
		if (item->launches[i].round < REPRODUCE_ROUNDS_MAX && !item->launches[i].stamped)
			value->rounds_ns[item->launches[i].round] = item->launches[i].span_ns[span];
}

/* The result's cases stand in the order of the rows that were chosen. */
static int take_rows(const struct reproduction *reproduction, const struct result *result,
		     struct reproduce_answer *answer)
{
	size_t at = 0;

	for (size_t i = 0; i < reproduction->row_count; i++) {
		const struct reproduce_row *row = &reproduction->rows[i];
		const struct result_case *item;

		if (!row->spec || answer->left_out[i] || at >= result->case_count)
			continue;
		item = &result->cases[at++];
		take_value(&answer->values[i], item, row->span);
		if (isnan(answer->values[i].ns)) {
			answer->left_out[i] =
				strdup(item->skipped ? item->skipped : "no sample succeeded");
			if (!answer->left_out[i])
				return -ENOMEM;
		}
	}
	return 0;
}

static enum reproduce_verdict judge_all(const struct reproduce_answer *answer)
{
	enum reproduce_verdict verdict = answer->shape_count ? REPRODUCE_SAME : REPRODUCE_UNKNOWN;

	for (size_t i = 0; i < answer->shape_count; i++) {
		if (answer->shapes[i].verdict == REPRODUCE_OTHER)
			return REPRODUCE_OTHER;
		if (answer->shapes[i].verdict == REPRODUCE_UNKNOWN)
			verdict = REPRODUCE_UNKNOWN;
	}
	return verdict;
}

static int measure(const struct reproduction *reproduction, const struct claim_bench *bench,
		   struct reproduce_answer *answer, struct error *error)
{
	struct measuring_effort effort = {reproduction->rounds,
					  reproduction->seconds * UINT64_C(1000000000)};
	const char *specs[REPRODUCE_ROWS_MAX + 1];
	struct result result = {0};
	int status = 0;

	if (choose_rows(reproduction, bench, answer, specs) < 0)
		return error_set(error, ENOMEM, "out of memory");
	if (specs[0])
		status = measuring_run_some(bench, specs, effort, &result, error);
	if (status == 0 && take_rows(reproduction, &result, answer) < 0)
		status = error_set(error, ENOMEM, "out of memory");
	result_free(&result);
	return status;
}

static void answer_free(struct reproduce_answer *answer)
{
	for (size_t row = 0; row < REPRODUCE_ROWS_MAX; row++)
		free(answer->left_out[row]);
	*answer = (struct reproduce_answer){0};
}

int reproduce_run(const struct reproduction *reproduction, const struct claim_bench *bench,
		  struct reproduce_answer *answer, struct error *error)
{
	int status;

	*answer = (struct reproduce_answer){.reproduction = reproduction};
	for (size_t i = 0; i < REPRODUCE_ROWS_MAX; i++)
		answer->values[i] = not_measured();
	status = measure(reproduction, bench, answer, error);
	if (status < 0) {
		answer_free(answer);
		return status;
	}
	answer->shape_count = reproduction->judge(answer->values, answer->shapes);
	answer->verdict = judge_all(answer);
	return 0;
}

void reproduce_report_free(struct reproduce_report *report)
{
	for (size_t i = 0; i < report->head.count; i++)
		answer_free(&report->answers[i]);
	free(report->answers);
	report->answers = NULL;
	claims_head_free(&report->head);
}
