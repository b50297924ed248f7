/* bencher: Bencher Metric Format, one benchmark per case. */
#include "naming.h"
#include "writers.h"

#include "procbench/render/jsons.h"

#include <math.h>

static json_t *metric(struct jsons *jsons, double value, double low, double high)
{
	json_t *object = json_object();

	jsons_set(jsons, object, "value", jsons_number(value));
	jsons_set_known(jsons, object, "lower_value", low);
	jsons_set_known(jsons, object, "upper_value", high);
	return object;
}

static json_t *case_object(struct jsons *jsons, const struct result *result,
			   const struct result_case *item)
{
	const struct result_span *total = &item->spans[SPAN_TOTAL];
	json_t *object = json_object();

	jsons_set(jsons, object, result->clock == QUANTITY_TIME ? "latency" : "instructions",
		  metric(jsons, total->median_ns, total->median_low_ns, total->median_high_ns));
	for (size_t i = 0; i < result->comparison_count; i++) {
		const struct result_comparison *of = &result->comparisons[i];

		if (naming_is_compared(result, of, item) && isfinite(of->ratio))
			jsons_set(jsons, object, "ratio",
				  metric(jsons, of->ratio, of->low, of->high));
	}
	return object;
}

static void add_case(struct jsons *jsons, json_t *object, const struct result *result,
		     const struct result_case *item)
{
	struct text name = {0}, printable = {0};

	naming_add(&name, result, item);
	text_add_printable(&printable, text_string(&name)); /* member names must be UTF-8 */
	jsons_set(jsons, object, text_string(&printable), case_object(jsons, result, item));
	text_free(&printable);
	text_free(&name);
}

int bencher_write(const struct result *result, const struct report_style *style, struct text *out,
		  struct error *error)
{
	struct jsons jsons = {0};
	json_t *object = json_object();

	(void)style;
	for (size_t i = 0; i < result->case_count; i++)
		if (naming_is_measured(&result->cases[i]))
			add_case(&jsons, object, result, &result->cases[i]);
	return jsons_finish(&jsons, object, out, error);
}
