/* google: what Google Benchmark writes with --benchmark_format=json, one repetition per launch. */
#include "naming.h"
#include "writers.h"

#include "procbench/render/human.h"
#include "procbench/render/jsons.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double fact_number(const struct result *result, const char *name)
{
	const struct fact *fact = facts_find(&result->host, name);

	return fact && fact->is_number ? strtod(fact->value, NULL) : NAN;
}

/* Unknown values are left out; the lists stay, because some readers require them. */
static json_t *context_object(struct jsons *jsons, const struct result *result)
{
	json_t *object = json_object(), *load = json_array();
	double load_now = fact_number(result, "load");

	if (isfinite(load_now))
		jsons_append(jsons, load, json_real(load_now));
	if (result->date)
		jsons_set(jsons, object, "date", jsons_string(result->date));
	if (facts_get(&result->host, "hostname"))
		jsons_set(jsons, object, "host_name",
			  jsons_string(facts_get(&result->host, "hostname")));
	jsons_set(jsons, object, "executable", jsons_string("procbench"));
	jsons_set_known(jsons, object, "num_cpus", fact_number(result, "cpus"));
	jsons_set(jsons, object, "caches", json_array());
	jsons_set(jsons, object, "load_avg", load);
	if (result->version)
		jsons_set(jsons, object, "library_version", jsons_string(result->version));
	jsons_set(jsons, object, "library_build_type", jsons_string("release"));
	return object;
}

/* One repetition; `index` of `count`. */
static json_t *repetition_object(struct jsons *jsons, const struct result *result,
				 const struct result_case *item, const struct result_launch *launch,
				 uint64_t index, uint64_t count)
{
	json_t *object = json_object();
	struct text name = {0}, run_name = {0};

	naming_add(&name, result, item);
	naming_add(&run_name, result, item);
	jsons_set(jsons, object, "name", jsons_text(&name));
	jsons_set(jsons, object, "family_index", json_integer(item - result->cases));
	jsons_set(jsons, object, "per_family_instance_index", json_integer(0));
	jsons_set(jsons, object, "run_name", jsons_text(&run_name));
	jsons_set(jsons, object, "run_type", jsons_string("iteration"));
	jsons_set(jsons, object, "repetitions", jsons_count(count));
	jsons_set(jsons, object, "repetition_index", jsons_count(index));
	jsons_set(jsons, object, "threads", json_integer(1));
	jsons_set(jsons, object, "iterations", jsons_count(launch->samples));
	jsons_set(jsons, object, "real_time", json_real(launch->median_ns));
	if (isfinite(launch->cpu_ns))
		jsons_set(jsons, object, "cpu_time", json_real(launch->cpu_ns));
	jsons_set(jsons, object, "time_unit", jsons_string("ns"));
	return object;
}

static void add_case(struct jsons *jsons, json_t *array, const struct result *result,
		     const struct result_case *item)
{
	uint64_t index = 0, count = 0;

	for (size_t i = 0; i < item->launch_count; i++)
		count += naming_counts(&item->launches[i]);
	for (size_t i = 0; i < item->launch_count; i++)
		if (naming_counts(&item->launches[i]))
			jsons_append(jsons, array,
				     repetition_object(jsons, result, item, &item->launches[i],
						       index++, count));
}

int google_write(const struct result *result, const struct report_style *style, struct text *out,
		 struct error *error)
{
	struct jsons jsons = {0};
	json_t *object = json_object(), *array = json_array();

	(void)style;
	jsons_set(&jsons, object, "context", context_object(&jsons, result));
	for (size_t i = 0; i < result->case_count; i++)
		add_case(&jsons, array, result, &result->cases[i]);
	jsons_set(&jsons, object, "benchmarks", array);
	return jsons_finish(&jsons, object, out, error);
}
