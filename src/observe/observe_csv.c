/* observe_csv: one row per site. */
#include "observe_formats.h"

#include "procbench/render/csv_field.h"

#include <errno.h>
#include <inttypes.h>

static const char *const header[] = {"site",           "executable",
				     "call",           "machine",
				     "flags",          "exit_signal",
				     "kind",           "own_stack",
				     "program",        "error",
				     "count",          "fallbacks",
				     "callers",        "rss_low_bytes",
				     "rss_high_bytes", "rss_anon_high_bytes",
				     "mappings_high",  "descriptors_high",
				     "threads_high",   "counted",
				     "calls_low",      "calls_high",
				     "closes_high",    "sigactions_high",
				     "inherited_high", "failed_execs_high",
				     "price_ns",       "price_low_ns",
				     "price_high_ns",  "price_case",
				     "price_note"};

#define COLUMNS (sizeof(header) / sizeof(header[0]))

struct row {
	struct text cells[COLUMNS];
	size_t count;
};

static void add_text(struct row *row, const char *text)
{
	text_add(&row->cells[row->count++], text ? text : "");
}

/* What is not known is empty. */
static void add_number(struct row *row, uint64_t number)
{
	struct text *cell = &row->cells[row->count++];

	if (number != OBSERVE_UNKNOWN)
		text_printf(cell, "%" PRIu64, number);
}

static uint64_t most_of(const struct observe_site *site, const char *name)
{
	const struct observe_calls_range *calls = observe_site_calls(site, name);

	if (site->counted == 0)
		return OBSERVE_UNKNOWN;
	return calls ? calls->high : 0;
}

static void fill(struct row *row, const struct observe_site *site)
{
	const struct observe_shape *high = &site->shape_high;
	char scratch[16];

	add_number(row, site->number);
	add_text(row, site->executable);
	add_text(row, site->call);
	add_text(row, site->machine);
	add_text(row, site->flags);
	add_number(row, site->exit_signal);
	add_text(row, observe_kinds[site->kind]);
	add_number(row, site->own_stack);
	add_text(row, site->program);
	add_text(row, site->error ? error_name((int)site->error, scratch) : NULL);
	add_number(row, site->count);
	add_number(row, site->fallbacks);
	add_number(row, site->callers);
	add_number(row, observe_rss(&site->shape_low));
	add_number(row, observe_rss(high));
	add_number(row, high->rss_anon);
	add_number(row, high->mappings);
	add_number(row, high->descriptors);
	add_number(row, high->threads);
	add_number(row, site->counted);
	add_number(row, site->calls_low);
	add_number(row, site->calls_high);
	add_number(row, most_of(site, "close"));
	add_number(row, most_of(site, "rt_sigaction"));
	add_number(row, site->inherited_high);
	add_number(row, site->failed_execs_high);
	add_number(row, site->price.median_ns);
	add_number(row, site->price.low_ns);
	add_number(row, site->price.high_ns);
	add_text(row, site->price.measured);
	add_text(row, site->price.note);
}

static void add_row(struct text *out, const struct observe_site *site)
{
	struct row row = {.count = 0};
	const char *fields[COLUMNS];

	fill(&row, site);
	for (size_t i = 0; i < COLUMNS; i++)
		fields[i] = text_string(&row.cells[i]);
	csv_field_add_row(out, fields, COLUMNS);
	for (size_t i = 0; i < COLUMNS; i++)
		text_free(&row.cells[i]);
}

int observe_write_csv(const struct observation *observation, const struct observe_style *style,
		      struct text *out)
{
	(void)style;
	csv_field_add_row(out, header, COLUMNS);
	for (size_t i = 0; i < observation->sites.count; i++)
		add_row(out, &observation->sites.items[i]);
	return out->failed ? -ENOMEM : 0;
}
