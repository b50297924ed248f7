/* json: a report of claims for programs; schema procbench-claims/1. */
#include "formats.h"

#include "procbench/base/version.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What is not UTF-8 becomes visible. */
static json_t *string(const char *value)
{
	struct text printable = {0};
	json_t *json;

	text_add_printable(&printable, value);
	json = json_string(text_string(&printable));
	text_free(&printable);
	return json;
}

static json_t *number(double value)
{
	if (!isfinite(value))
		return json_null();
	if (value == floor(value) && fabs(value) < 9e15)
		return json_integer((json_int_t)value);
	return json_real(value);
}

static json_t *measured(const struct claim_answer *answer)
{
	json_t *object = json_object();
	int status = 0;

	for (size_t i = 0; answer->claim->figures[i]; i++) {
		const struct claim_figure *figure = &answer->figures[i];

		status |= json_object_set_new(object, answer->claim->figures[i],
					      figure->words[0] ? string(figure->words)
							       : number(figure->number));
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
			 "explanation", string(text_string(&answer->explanation)));
}

static json_t *host_object(const struct facts *host)
{
	json_t *object = json_object();
	int status = 0;

	for (size_t i = 0; i < host->count; i++) {
		const struct fact *fact = &host->items[i];

		status |= json_object_set_new(object, fact->name,
					      fact->is_number ? number(strtod(fact->value, NULL))
							      : string(fact->value));
	}
	if (status == 0)
		return object;
	json_decref(object);
	return NULL;
}

static json_t *report_object(const struct claims_report *report)
{
	json_t *claims = json_array();
	int status = 0;

	for (size_t i = 0; i < report->count; i++)
		status |= json_array_append_new(claims, answer_object(&report->answers[i]));
	if (status != 0) {
		json_decref(claims);
		return NULL;
	}
	return json_pack("{s:s, s:{s:s, s:s}, s:s, s:o, s:b, s:o}", "schema", CLAIMS_SCHEMA, "tool",
			 "name", "procbench", "version", PROCBENCH_VERSION, "date", report->date,
			 "host", host_object(&report->host), "partial", report->partial, "claims",
			 claims);
}

int claims_write_json(const struct claims_report *report, bool color, struct text *out)
{
	json_t *object = report_object(report);
	char *dump = object ? json_dumps(object, JSON_INDENT(2) | JSON_REAL_PRECISION(12)) : NULL;

	(void)color;
	json_decref(object);
	if (!dump)
		return -ENOMEM;
	text_add(out, dump);
	text_add_char(out, '\n');
	free(dump);
	return out->failed ? -ENOMEM : 0;
}
