/* github: customSmallerIsBetter of github-action-benchmark. */
#include "naming.h"
#include "verdicts.h"
#include "writers.h"

#include "procbench/render/jsons.h"

#include <inttypes.h>
#include <math.h>

/* The half width of the interval; the wider one where it is not symmetric. */
static json_t *range(const struct result_span *total)
{
	double below = total->median_ns - total->median_low_ns;
	double above = total->median_high_ns - total->median_ns;
	struct text words = {0};

	text_printf(&words, "\xc2\xb1 %.6g", fmax(below, above));
	return jsons_text(&words);
}

static json_t *extra(const struct result *result, const struct result_case *item)
{
	const struct result_span *total = &item->spans[SPAN_TOTAL];
	struct text words = {0};

	text_printf(&words, "%" PRIu64 " samples, %" PRIu64 " failed, %" PRIu64 " launches",
		    item->samples, item->failed, item->launch_count);
	if (isfinite(total->median_low_ns) && isfinite(total->median_high_ns))
		text_printf(&words, "\n95%% CI %.6g to %.6g %s", total->median_low_ns,
			    total->median_high_ns, quantity_table[result->clock].clock);
	for (size_t i = 0; i < result->comparison_count; i++) {
		if (!naming_is_compared(result, &result->comparisons[i], item))
			continue;
		text_add_char(&words, '\n');
		verdicts_add_answer(&words, result, &result->comparisons[i]);
	}
	return jsons_text(&words);
}

static json_t *case_object(struct jsons *jsons, const struct result *result,
			   const struct result_case *item)
{
	const struct result_span *total = &item->spans[SPAN_TOTAL];
	json_t *object = json_object();
	struct text name = {0};

	naming_add(&name, result, item);
	jsons_set(jsons, object, "name", jsons_text(&name));
	jsons_set(jsons, object, "unit", jsons_string(quantity_table[result->clock].clock));
	jsons_set(jsons, object, "value", jsons_number(total->median_ns));
	if (isfinite(total->median_low_ns) && isfinite(total->median_high_ns))
		jsons_set(jsons, object, "range", range(total));
	jsons_set(jsons, object, "extra", extra(result, item));
	return object;
}

/* Where nothing was measured the array is empty, which the action reports as an error. */
int github_write(const struct result *result, const struct report_style *style, struct text *out,
		 struct error *error)
{
	struct jsons jsons = {0};
	json_t *array = json_array();

	(void)style;
	for (size_t i = 0; i < result->case_count; i++)
		if (naming_is_measured(&result->cases[i]))
			jsons_append(&jsons, array, case_object(&jsons, result, &result->cases[i]));
	return jsons_finish(&jsons, array, out, error);
}
