/*
 * mmtests: the rows that a parse-results of mmtests prints for its generic extraction: metric,
 * factor A, factor B, sample, value and extra, separated by tabs; one row per span and launch.
 */
#include "naming.h"
#include "writers.h"

#include <errno.h>
#include <math.h>

/* No second factor. */
#define NO_FACTOR "_"

/* 'R' puts a row into the ratios of `compare-mmtests.pl --print-ratio`. */
static const char *extra_of(enum span span)
{
	return span == SPAN_TOTAL ? "R" : "_";
}

/* Samples are counted from 1; those of one operation must not go backwards. */
static void add_span(struct text *out, const struct result *result, const struct result_case *item,
		     enum span span)
{
	struct text name = {0};
	size_t sample = 0;

	naming_add(&name, result, item);
	for (size_t i = 0; i < item->launch_count; i++) {
		double ns = naming_launch_span(&item->launches[i], span);

		if (!isfinite(ns))
			continue;
		text_printf(out, "%s_%s\t", span_table[span].name,
			    quantity_table[result->clock].clock);
		naming_add_encoded(out, text_string(&name), "");
		text_printf(out, "\t" NO_FACTOR "\t%zu\t%.12g\t%s\n", ++sample, ns, extra_of(span));
	}
	out->failed = out->failed || name.failed;
	text_free(&name);
}

int mmtests_write(const struct result *result, const struct report_style *style, struct text *out,
		  struct error *error)
{
	(void)style;
	for (int span = 0; span < SPAN_COUNT; span++)
		for (size_t i = 0; i < result->case_count; i++)
			add_span(out, result, &result->cases[i], (enum span)span);
	return out->failed ? error_set(error, ENOMEM, "out of memory") : 0;
}
