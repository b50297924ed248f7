/* pyperf: the JSON of Python's pyperf, one run with one value per launch, in seconds. */
#include "naming.h"
#include "writers.h"

#include "procbench/render/jsons.h"

#define NS             1e9
#define PYPERF_VERSION "1.0"

static json_t *run_object(struct jsons *jsons, const struct result *result,
			  const struct result_launch *launch)
{
	json_t *object = json_object(), *values = json_array(), *metadata = json_object();

	jsons_append(jsons, values, json_real(launch->median_ns / NS));
	if (result->date)
		jsons_set(jsons, metadata, "date", jsons_string(result->date));
	jsons_set(jsons, object, "metadata", metadata);
	jsons_set(jsons, object, "values", values);
	return object;
}

/* pyperf refuses a benchmark without runs. */
static bool has_runs(const struct result_case *item)
{
	for (size_t i = 0; i < item->launch_count; i++)
		if (naming_counts(&item->launches[i]))
			return naming_is_measured(item);
	return false;
}

static json_t *benchmark_object(struct jsons *jsons, const struct result *result,
				const struct result_case *item)
{
	json_t *object = json_object(), *metadata = json_object(), *runs = json_array();
	struct text name = {0};

	naming_add(&name, result, item);
	jsons_set(jsons, metadata, "name", jsons_text(&name));
	jsons_set(jsons, metadata, "unit", json_string("second"));
	jsons_set(jsons, object, "metadata", metadata);
	for (size_t i = 0; i < item->launch_count; i++)
		if (naming_counts(&item->launches[i]))
			jsons_append(jsons, runs, run_object(jsons, result, &item->launches[i]));
	jsons_set(jsons, object, "runs", runs);
	return object;
}

int pyperf_write(const struct result *result, const struct report_style *style, struct text *out,
		 struct error *error)
{
	static const char *const facts[][2] = {{"hostname", "hostname"},
					       {"cpu_model_name", "cpu_model"}};
	json_t *object = json_object(), *benchmarks = json_array(), *metadata = json_object();
	struct jsons jsons = {false};

	(void)style;
	for (size_t i = 0; i < result->case_count; i++)
		if (has_runs(&result->cases[i]))
			jsons_append(&jsons, benchmarks,
				     benchmark_object(&jsons, result, &result->cases[i]));
	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		if (facts_get(&result->host, facts[i][1]))
			jsons_set(&jsons, metadata, facts[i][0],
				  jsons_string(facts_get(&result->host, facts[i][1])));
	jsons_set(&jsons, object, "benchmarks", benchmarks);
	jsons_set(&jsons, object, "metadata", metadata);
	jsons_set(&jsons, object, "version", json_string(PYPERF_VERSION));
	return jsons_finish(&jsons, object, out, error);
}
