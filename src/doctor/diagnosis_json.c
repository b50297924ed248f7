/* diagnosis_json: a diagnosis for programs. */
#include "diagnosis.h"

#include "procbench/base/version.h"
#include "procbench/render/jsons.h"

#define DOCTOR_SCHEMA "procbench-doctor/1"

static json_t *string_or_null(const char *value)
{
	return jsons_string(value && *value ? value : NULL);
}

static json_t *check_object(struct jsons *jsons, const struct finding *finding)
{
	json_t *object = json_object();

	jsons_set(jsons, object, "group", jsons_string(finding->group));
	jsons_set(jsons, object, "name", jsons_string(finding->name));
	jsons_set(jsons, object, "value", jsons_fact(finding->fact));
	jsons_set(jsons, object, "verdict", jsons_string(check_verdict_names[finding->verdict]));
	jsons_set(jsons, object, "why", string_or_null(finding->why));
	jsons_set(jsons, object, "remedy", string_or_null(finding->remedy));
	return object;
}

int diagnosis_write_json(const struct diagnosis *diagnosis, bool color, struct text *out)
{
	struct jsons jsons = {0};
	json_t *object = json_object(), *checks = json_array(), *counts = json_object();

	(void)color;
	for (size_t i = 0; i < diagnosis->count; i++) {
		struct finding finding = diagnosis_finding(diagnosis, i);

		jsons_append(&jsons, checks, check_object(&jsons, &finding));
	}
	for (int verdict = 0; verdict < CHECK_COUNT; verdict++)
		jsons_set(&jsons, counts, check_verdict_names[verdict],
			  jsons_count(diagnosis->counts[verdict]));
	jsons_set(&jsons, object, "schema", jsons_string(DOCTOR_SCHEMA));
	jsons_set(&jsons, object, "version", jsons_string(PROCBENCH_VERSION));
	jsons_set(&jsons, object, "hostname",
		  jsons_string(facts_get(&diagnosis->facts, "hostname")));
	jsons_set(&jsons, object, "counts", counts);
	jsons_set(&jsons, object, "checks", checks);
	return jsons_finish(&jsons, object, out, NULL);
}
