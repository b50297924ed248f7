/* claims: the list of claims, and how one is tested. */
#include "procbench/claims/claims.h"

#include "claims_list.h"

#include "procbench/base/suggest.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CLAIM_DECLARE(id) extern const struct claim claim_##id;
CLAIM_LIST(CLAIM_DECLARE)
#undef CLAIM_DECLARE

#define CLAIM_ROW(id) &claim_##id,
static const struct claim *const claims[] = {CLAIM_LIST(CLAIM_ROW)};
#undef CLAIM_ROW

#define CLAIM_COUNT (sizeof(claims) / sizeof(claims[0]))

const char *const claim_verdict_names[CLAIM_VERDICT_COUNT] = {
	[CLAIM_HOLDS] = "holds",
	[CLAIM_FAILS] = "does not hold here",
	[CLAIM_DEPENDS] = "depends",
	[CLAIM_UNKNOWN] = "cannot tell here",
};

const struct claim *const *claims_list(size_t *count)
{
	*count = CLAIM_COUNT;
	return claims;
}

const struct claim *claims_find(const char *name, struct error *error)
{
	const char *names[CLAIM_COUNT];
	char phrase[96];

	for (size_t i = 0; i < CLAIM_COUNT; i++) {
		if (strcmp(claims[i]->name, name) == 0)
			return claims[i];
		names[i] = claims[i]->name;
	}
	suggest_phrase(phrase, sizeof(phrase), name, names, CLAIM_COUNT);
	error_set(error, EINVAL, "unknown claim '%s'%s", name,
		  *phrase ? phrase : " (see 'procbench list')");
	return NULL;
}

int claims_try(const struct claim *claim, const struct claim_bench *bench,
	       struct claim_answer *answer, struct error *error)
{
	struct error why = {0};
	int status;

	*answer = (struct claim_answer){.claim = claim};
	for (int i = 0; i < CLAIM_METRICS_MAX; i++)
		answer->metrics[i].number = NAN;
	status = claim->experiment(bench, answer->metrics, &why);
	if (status == -EINTR)
		return error_set(error, EINTR, "'%s' was interrupted", claim->name);
	if (status == 0) {
		answer->verdict = claim->judge(answer->metrics, &answer->explanation);
	} else {
		answer->verdict = CLAIM_UNKNOWN;
		text_printf(&answer->explanation, "It could not be tested: %s.", why.text);
	}
	return answer->explanation.failed ? error_set(error, ENOMEM, "out of memory") : 0;
}

void claims_head_free(struct claims_head *head)
{
	free(head->date);
	text_list_free(&head->warnings);
	facts_free(&head->host);
	*head = (struct claims_head){0};
}

void claims_report_free(struct claims_report *report)
{
	for (size_t i = 0; i < report->head.count; i++)
		text_free(&report->answers[i].explanation);
	free(report->answers);
	report->answers = NULL;
	claims_head_free(&report->head);
}

size_t claims_count(const struct claims_report *report, enum claim_verdict verdict, int kind)
{
	size_t count = 0;

	for (size_t i = 0; i < report->head.count; i++)
		count += report->answers[i].verdict == verdict &&
			 (kind < 0 || (int)report->answers[i].claim->kind == kind);
	return count;
}
