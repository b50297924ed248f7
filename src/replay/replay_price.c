/* replay_price: what the calls of an observed program cost, for its own report. */
#include "procbench/replay/replay.h"

#include "procbench/base/text.h"
#include "procbench/result/sites.h"

#include <inttypes.h>
#include <math.h>

static uint64_t whole_ns(double ns)
{
	return isfinite(ns) && ns >= 0 ? (uint64_t)(ns + 0.5) : OBSERVE_UNKNOWN;
}

/* NULL is the case of a run that ended before it. */
static const char *why_unmeasured(const struct result_case *item, struct observation *seen)
{
	struct text why = {0};
	const char *word;

	if (item && item->skipped)
		text_printf(&why, "its case was skipped: %s", item->skipped);
	else if (item && item->failed > 0)
		text_printf(&why, "%" PRIu64 " sample%s of its case failed: %s", item->failed,
			    item->failed == 1 ? "" : "s",
			    item->failure_count > 0 ? item->failures[0].name : "unknown");
	else if (item && item->launches_lost > 0)
		text_add(&why, "all launches of its case were lost");
	else
		text_add(&why, "its case was not measured");
	seen->failed = seen->failed || why.failed;
	word = observation_word(seen, text_string(&why));
	text_free(&why);
	return word;
}

static void price_site(const struct result_site *from, const struct result *result,
		       struct observation *seen, struct observe_price *price)
{
	const struct result_case *item = result ? sites_case(result, from->now) : NULL;
	const struct result_span *total = item ? &item->spans[SPAN_TOTAL] : NULL;
	bool is_measured = total && total->samples > 0;

	*price = OBSERVE_NO_PRICE;
	price->measured = observation_word(seen, from->now);
	price->note = observation_word(seen, from->now ? from->note : from->why);
	if (from->now && !is_measured)
		price->note = why_unmeasured(item, seen);
	if (!is_measured)
		return;
	price->median_ns = whole_ns(total->median_ns);
	price->low_ns = whole_ns(total->median_low_ns);
	price->high_ns = whole_ns(total->median_high_ns);
}

int replay_price(const struct replay *replay, const struct result *result, struct observation *seen,
		 struct error *error)
{
	struct result_site run = {0};

	seen->is_priced = true;
	seen->run_price = OBSERVE_NO_PRICE;
	for (size_t i = 0; i < replay->site_count && i < seen->sites.count; i++)
		price_site(&replay->sites[i], result, seen, &seen->sites.items[i].price);
	if (result && sites_cost(result, replay->sites, replay->site_count, &run) < 0)
		return error_no_memory(error);
	seen->priced_creations = run.calls;
	if (run.calls > 0) {
		seen->run_price.median_ns = whole_ns(run.saved_run_ns);
		seen->run_price.low_ns = whole_ns(run.saved_run_low_ns);
		seen->run_price.high_ns = whole_ns(run.saved_run_high_ns);
	}
	return seen->failed ? error_no_memory(error) : 0;
}
