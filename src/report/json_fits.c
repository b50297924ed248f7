/* json_fits: the fits of a result and where they cross. */
#include "json_fits.h"

static json_t *residuals_array(struct jsons *jsons, const struct result *result,
			       const struct result_fit *fit)
{
	json_t *array = json_array();

	for (size_t i = 0; i < fit->count; i++) {
		json_t *object = json_object();

		jsons_set(jsons, object, "case",
			  jsons_string(result->cases[fit->points[i].item].spec));
		jsons_set(jsons, object, "value", jsons_number(fit->points[i].value));
		jsons_set(jsons, object, "residual_ns", jsons_number(fit->points[i].residual_ns));
		jsons_append(jsons, array, object);
	}
	return array;
}

static json_t *bend_object(struct jsons *jsons, const struct result_fit *fit)
{
	json_t *object;

	if (fit->is_line)
		return json_null();
	object = json_object();
	jsons_set(jsons, object, "value", jsons_number(fit->points[fit->breakpoint].value));
	jsons_set(jsons, object, "slope_below_ns", jsons_number(fit->slope_below_ns));
	jsons_set(jsons, object, "slope_above_ns", jsons_number(fit->slope_above_ns));
	return object;
}

static json_t *extrapolated_array(struct jsons *jsons, const struct result *result,
				  const struct result_fit *fit)
{
	json_t *array = json_array();

	for (size_t i = 0; i < fit->beyond_count; i++) {
		const struct result_extrapolation *beyond = &fit->beyond[i];
		json_t *object = json_object();

		jsons_set(jsons, object, "case", jsons_string(result->cases[beyond->item].spec));
		jsons_set(jsons, object, "value", jsons_number(beyond->value));
		jsons_set(jsons, object, "ns", jsons_number(beyond->ns));
		jsons_set(jsons, object, "low_ns", jsons_number(beyond->low_ns));
		jsons_set(jsons, object, "high_ns", jsons_number(beyond->high_ns));
		jsons_append(jsons, array, object);
	}
	return array;
}

static json_t *fit_object(struct jsons *jsons, const struct result *result,
			  const struct result_fit *fit)
{
	json_t *object = json_object();

	jsons_set(jsons, object, "case", jsons_string(fit->spec));
	jsons_set(jsons, object, "key", jsons_string(fit->key));
	jsons_set(jsons, object, "unit", jsons_string(fit->unit));
	jsons_set(jsons, object, "unit_size", jsons_number(fit->unit_size));
	jsons_set(jsons, object, "slope_ns", jsons_number(fit->slope_ns));
	jsons_set(jsons, object, "slope_low_ns", jsons_number(fit->slope_low_ns));
	jsons_set(jsons, object, "slope_high_ns", jsons_number(fit->slope_high_ns));
	jsons_set(jsons, object, "intercept_ns", jsons_number(fit->intercept_ns));
	jsons_set(jsons, object, "intercept_low_ns", jsons_number(fit->intercept_low_ns));
	jsons_set(jsons, object, "intercept_high_ns", jsons_number(fit->intercept_high_ns));
	jsons_set(jsons, object, "is_line", json_boolean(fit->is_line));
	jsons_set(jsons, object, "misfit", jsons_number(fit->lack_of_fit));
	jsons_set(jsons, object, "misfit_p", jsons_number(fit->lack_of_fit_p));
	jsons_set(jsons, object, "bend", bend_object(jsons, fit));
	jsons_set(jsons, object, "residuals", residuals_array(jsons, result, fit));
	jsons_set(jsons, object, "extrapolated", extrapolated_array(jsons, result, fit));
	return object;
}

json_t *json_fits(struct jsons *jsons, const struct result *result)
{
	json_t *array = json_array();

	for (size_t i = 0; i < result->fit_count; i++)
		jsons_append(jsons, array, fit_object(jsons, result, &result->fits[i]));
	return array;
}

json_t *json_crossovers(struct jsons *jsons, const struct result *result)
{
	json_t *array = json_array();

	for (size_t i = 0; i < result->crossover_count; i++) {
		const struct result_crossover *crossover = &result->crossovers[i];
		const struct result_fit *faster = &result->fits[crossover->faster];
		json_t *object = json_object();

		jsons_set(jsons, object, "key", jsons_string(faster->key));
		jsons_set(jsons, object, "unit", jsons_string(faster->unit));
		jsons_set(jsons, object, "faster", jsons_string(faster->spec));
		jsons_set(jsons, object, "slower",
			  jsons_string(result->fits[crossover->slower].spec));
		jsons_set(jsons, object, "above", jsons_number(crossover->value));
		jsons_set(jsons, object, "low", jsons_number(crossover->low));
		jsons_set(jsons, object, "high", jsons_number(crossover->high));
		jsons_append(jsons, array, object);
	}
	return array;
}
