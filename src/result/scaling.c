/* scaling: creations per second, and how they scale with the number of creators. */
#include "scaling.h"

#include "pairing.h"

#include "procbench/stats/order.h"
#include "procbench/stats/paired.h"

#include <math.h>
#include <string.h>

#define CONFIDENCE 0.95

/* ---- matching cases ---- */

static bool is_load_key(const struct result_key *key)
{
	return strcmp(key->name, "parallel") == 0 || strcmp(key->name, "spawners") == 0;
}

bool result_case_is_loaded(const struct result_case *item)
{
	for (size_t i = 0; i < item->key_count; i++)
		if (is_load_key(&item->keys[i]) && item->keys[i].number > 1)
			return true;
	return false;
}

static bool is_same_value(const struct result_key *a, const struct result_key *b)
{
	if (strcmp(a->name, b->name) != 0 || a->is_number != b->is_number)
		return false;
	return a->is_number ? a->number == b->number : strcmp(a->string, b->string) == 0;
}

/* Compares specs ignoring parallel= and spawners=; keys are in canonical order. */
static bool is_same_case(const struct result_case *a, const struct result_case *b)
{
	if (strcmp(a->method, b->method) != 0 || a->key_count != b->key_count)
		return false;
	for (size_t i = 0; i < a->key_count; i++)
		if (!is_load_key(&a->keys[i]) && !is_same_value(&a->keys[i], &b->keys[i]))
			return false;
	return true;
}

/* The matching case with one creator, or NULL. */
static const struct result_case *find_single(const struct result *result,
					     const struct result_case *item)
{
	for (size_t i = 0; i < result->case_count; i++)
		if (!result_case_is_loaded(&result->cases[i]) &&
		    is_same_case(&result->cases[i], item))
			return &result->cases[i];
	return NULL;
}

/* ---- rates ---- */

static void derive_rate(struct result_case *item, double *values)
{
	struct interval interval;
	size_t n = 0;

	for (size_t i = 0; i < item->launch_count; i++)
		if (!item->launches[i].stamped && isfinite(item->launches[i].per_second))
			values[n++] = item->launches[i].per_second;
	order_sort(values, n);
	interval = order_median_interval(values, n, CONFIDENCE);
	item->per_second = order_quantile(values, n, 0.5);
	item->per_second_low = interval.low;
	item->per_second_high = interval.high;
}

static size_t gather_ratios(const struct result_case *item, const struct result_case *single,
			    double *values)
{
	struct pairing pairing = {.item = item, .base = single};
	const struct result_launch *launch, *base;
	size_t n = 0;

	while (pairing_next(&pairing, &launch, &base))
		if (launch->per_second > 0 && base->per_second > 0)
			values[n++] = log(launch->per_second / base->per_second);
	return n;
}

static void derive_scaling(struct result_case *item, const struct result_case *single,
			   double *values)
{
	size_t n = single ? gather_ratios(item, single, values) : 0;
	struct interval interval = paired_interval(values, n, CONFIDENCE);

	item->scaling = exp(paired_estimate(values, n));
	item->scaling_low = exp(interval.low);
	item->scaling_high = exp(interval.high);
}

void scaling_derive(struct result *result, size_t number, double *values)
{
	struct result_case *item = &result->cases[number];
	const struct result_case *single =
		result_case_is_loaded(item) ? find_single(result, item) : NULL;

	derive_rate(item, values);
	derive_scaling(item, single, values);
}
