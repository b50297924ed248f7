/* claims_json: a report of claims as JSON; schema procbench-claims/1. */
#include "claims_formats.h"

#include "procbench/base/version.h"
#include "procbench/render/jsons.h"

static json_t *measured(struct jsons *jsons, const struct claim_answer *answer)
{
	json_t *object = json_object();

	for (size_t i = 0; answer->claim->metrics[i]; i++) {
		const struct claim_metric *metric = &answer->metrics[i];

		jsons_set(jsons, object, answer->claim->metrics[i],
			  metric->words[0] ? jsons_string(metric->words)
					   : jsons_number(metric->number));
	}
	return object;
}

static json_t *answer_object(struct jsons *jsons, const struct claim_answer *answer)
{
	const struct claim *claim = answer->claim;
	json_t *object = json_object();

	jsons_set(jsons, object, "name", jsons_string(claim->name));
	jsons_set(jsons, object, "statement", jsons_string(claim->statement));
	jsons_set(jsons, object, "kind",
		  jsons_string(claim->kind == CLAIM_SPEED ? "speed" : "semantic"));
	jsons_set(jsons, object, "verdict", jsons_string(claim_verdict_names[answer->verdict]));
	jsons_set(jsons, object, "measured", measured(jsons, answer));
	jsons_set(jsons, object, "explanation", jsons_string(text_string(&answer->explanation)));
	return object;
}

int claims_write_json(const struct claims_report *report, bool color, struct text *out)
{
	struct jsons jsons = {0};
	json_t *object, *claims = json_array();

	(void)color;
	for (size_t i = 0; i < report->head.count; i++)
		jsons_append(&jsons, claims, answer_object(&jsons, &report->answers[i]));
	object = jsons_head(&jsons, CLAIMS_SCHEMA, PROCBENCH_VERSION, report->head.date,
			    &report->head.host);
	jsons_set(&jsons, object, "partial", json_boolean(report->head.partial));
	jsons_set(&jsons, object, "warnings", jsons_strings(&jsons, &report->head.warnings));
	jsons_set(&jsons, object, "claims", claims);
	return jsons_finish(&jsons, object, out, NULL);
}
