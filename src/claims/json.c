/* json: a report of claims for programs; schema procbench-claims/1. */
#include "formats.h"
#include "json_parts.h"

#include "procbench/base/version.h"

#include <jansson.h>

static json_t *measured(const struct claim_answer *answer)
{
	json_t *object = json_object();
	int status = 0;

	for (size_t i = 0; answer->claim->figures[i]; i++) {
		const struct claim_figure *figure = &answer->figures[i];

		status |= json_object_set_new(object, answer->claim->figures[i],
					      figure->words[0] ? json_parts_string(figure->words)
							       : json_parts_number(figure->number));
	}
	if (status == 0)
		return object;
	json_decref(object);
	return NULL;
}

static json_t *answer_object(const struct claim_answer *answer)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o}", "name", answer->claim->name, "statement",
			 answer->claim->statement, "kind",
			 answer->claim->kind == CLAIM_SPEED ? "speed" : "semantic", "verdict",
			 claim_verdict_names[answer->verdict], "measured", measured(answer),
			 "explanation", json_parts_string(text_string(&answer->explanation)));
}

static json_t *report_object(const struct claims_report *report)
{
	json_t *claims = json_array();
	int status = 0;

	for (size_t i = 0; i < report->head.count; i++)
		status |= json_array_append_new(claims, answer_object(&report->answers[i]));
	if (status != 0) {
		json_decref(claims);
		return NULL;
	}
	return json_pack("{s:s, s:{s:s, s:s}, s:s, s:o, s:b, s:o}", "schema", CLAIMS_SCHEMA, "tool",
			 "name", "procbench", "version", PROCBENCH_VERSION, "date",
			 report->head.date, "host", json_parts_facts(&report->head.host), "partial",
			 report->head.partial, "claims", claims);
}

int claims_write_json(const struct claims_report *report, bool color, struct text *out)
{
	(void)color;
	return json_parts_write(report_object(report), out);
}
