/*
 * outline: the few members of a saved result that a comparison of many needs, read in one pass.
 *
 * What is not needed is skipped by its quotation marks and brackets, without being checked. What
 * this reader does not know, such as an escaped character, is left to the complete one.
 */
#include "outline.h"

#include "json_scan.h"
#include "loaders.h"

#include "procbench/base/keys.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool read_span(struct scan *scan, const char *name, size_t length, void *into)
{
	struct result_span *span = into;

	if (scan_is(name, length, "samples"))
		return scan_read_count(scan, &span->samples);
	if (scan_is(name, length, "median_ns"))
		return scan_read_magnitude(scan, &span->median_ns);
	if (scan_is(name, length, "median_low_ns"))
		return scan_read_magnitude(scan, &span->median_low_ns);
	if (scan_is(name, length, "median_high_ns"))
		return scan_read_magnitude(scan, &span->median_high_ns);
	return scan_skip_value(scan);
}

static bool read_spans(struct scan *scan, const char *name, size_t length, void *into)
{
	struct result_case *item = into;

	if (scan_is(name, length, span_table[SPAN_TOTAL].name))
		return scan_read_object(scan, read_span, &item->spans[SPAN_TOTAL]);
	return scan_skip_value(scan);
}

/* Makes room for twice as many elements where their number has become a power of two. */
static bool grow(void **all, size_t count, size_t size)
{
	void *grown;

	if ((count & (count - 1)) != 0)
		return true;
	grown = realloc(*all, (count ? 2 * count : 1) * size);
	if (grown)
		*all = grown;
	return grown != NULL;
}

/* ---- launches ---- */

static bool read_launch_span(struct scan *scan, const char *name, size_t length, void *into)
{
	struct result_launch *launch = into;

	if (scan_is(name, length, span_table[SPAN_TOTAL].name))
		return scan_read_magnitude(scan, &launch->span_ns[SPAN_TOTAL]);
	return scan_skip_value(scan);
}

static bool read_launch_member(struct scan *scan, const char *name, size_t length, void *into)
{
	struct result_launch *launch = into;

	if (scan_is(name, length, "round"))
		return scan_read_count(scan, &launch->round);
	if (scan_is(name, length, "span_median_ns"))
		return scan_read_object(scan, read_launch_span, launch);
	return scan_skip_value(scan);
}

/* Pairing requires launches in ascending order of rounds. */
static bool read_launch(struct scan *scan, struct result_case *item)
{
	void *all = item->launches;
	struct result_launch *launch;

	if (!grow(&all, item->launch_count, sizeof(*launch)))
		return false;
	item->launches = all;
	launch = &item->launches[item->launch_count++];
	*launch = (struct result_launch){0};
	for (int span = 0; span < SPAN_COUNT; span++)
		launch->span_ns[span] = NAN;
	return scan_read_object(scan, read_launch_member, launch) &&
	       (launch == item->launches || launch->round >= launch[-1].round);
}

static bool read_launches(struct scan *scan, struct result_case *item)
{
	if (item->launches || !scan_take(scan, '['))
		return false;
	if (scan_take(scan, ']'))
		return true;
	do {
		if (!read_launch(scan, item))
			return false;
	} while (scan_take(scan, ','));
	return scan_take(scan, ']');
}

/* Cases of several kernels have floors of their own; the complete reader handles these rare files.
 */
static bool read_key(struct scan *scan, const char *name, size_t length, void *into)
{
	(void)into;
	if (scan_is(name, length, "kernel"))
		return scan_take_word(scan, "\"\"");
	return scan_skip_value(scan);
}

/* ---- cases ---- */

struct reading {
	struct result_case *item;
	enum outline_depth depth;
};

static bool read_case_member(struct scan *scan, const char *name, size_t length, void *into)
{
	const struct reading *reading = into;
	struct result_case *item = reading->item;

	if (scan_is(name, length, "case"))
		return scan_read_text(scan, &item->spec);
	if (scan_is(name, length, "method"))
		return scan_read_text(scan, &item->method);
	if (scan_is(name, length, "implied"))
		return scan_read_bool(scan, &item->implied);
	if (scan_is(name, length, "skipped"))
		return scan_read_text(scan, &item->skipped);
	if (scan_is(name, length, "samples"))
		return scan_read_count(scan, &item->samples);
	if (scan_is(name, length, "failed"))
		return scan_read_count(scan, &item->failed);
	if (scan_is(name, length, "floor"))
		return scan_read_text(scan, &item->floor);
	if (scan_is(name, length, "floor_multiple"))
		return scan_read_magnitude(scan, &item->floor_multiple);
	if (scan_is(name, length, "floor_multiple_low"))
		return scan_read_magnitude(scan, &item->floor_multiple_low);
	if (scan_is(name, length, "floor_multiple_high"))
		return scan_read_magnitude(scan, &item->floor_multiple_high);
	if (scan_is(name, length, "spans"))
		return scan_read_object(scan, read_spans, item);
	if (reading->depth == OUTLINE_LAUNCHES && scan_is(name, length, "launches"))
		return read_launches(scan, item);
	if (reading->depth == OUTLINE_LAUNCHES && scan_is(name, length, "keys"))
		return scan_read_object(scan, read_key, NULL);
	return scan_skip_value(scan);
}

static bool grow_cases(struct result *result)
{
	void *all = result->cases;

	if (result->case_count > LOAD_CASES_MAX ||
	    !grow(&all, result->case_count, sizeof(*result->cases)))
		return false;
	result->cases = all;
	return true;
}

static bool read_case(struct scan *scan, struct result *result, enum outline_depth depth)
{
	struct reading reading = {.depth = depth};

	if (!grow_cases(result))
		return false;
	reading.item = &result->cases[result->case_count++];
	result_clear_case(reading.item);
	return scan_read_object(scan, read_case_member, &reading) && reading.item->spec &&
	       reading.item->method && keys_renew_spec(&reading.item->spec) == 0;
}

static bool read_cases(struct scan *scan, struct result *result, enum outline_depth depth)
{
	if (result->cases || !scan_take(scan, '['))
		return false;
	if (scan_take(scan, ']'))
		return grow_cases(result);
	do {
		if (!read_case(scan, result, depth))
			return false;
	} while (scan_take(scan, ','));
	return scan_take(scan, ']');
}

/* ---- the result ---- */

static bool read_setting(struct scan *scan, const char *name, size_t length, void *into)
{
	struct result *result = into;

	if (scan_is(name, length, "seed"))
		return scan_read_count(scan, &result->seed);
	if (!scan_is(name, length, "clock"))
		return scan_skip_value(scan);
	for (int i = 0; i < QUANTITY_COUNT; i++) {
		char word[32] = "\"";

		strncat(word, quantity_table[i].clock, sizeof(word) - 3);
		if (!scan_take_word(scan, strcat(word, "\"")))
			continue;
		result->clock = (enum quantity)i;
		return true;
	}
	return false;
}

static bool read_tag(struct scan *scan, const char *name, size_t length, void *into)
{
	struct result *result = into;
	char *value = NULL;
	bool is_read = scan_is_plain(name, length) && scan_read_text(scan, &value) && value &&
		       text_list_add(&result->tags, "%.*s=%s", (int)length, name, value) == 0;

	free(value);
	return is_read;
}

static bool read_fact(struct scan *scan, const char *name, size_t length, void *into)
{
	struct result *result = into;
	char *key = scan_is_plain(name, length) ? strndup(name, length) : NULL, *value = NULL;
	double number = NAN;
	bool is_read = key;

	if (is_read && *scan->at == '"')
		is_read = scan_read_text(scan, &value) && facts_add(&result->host, key, value) == 0;
	else if (is_read)
		is_read = scan_read_number(scan, &number) &&
			  facts_add_number(&result->host, key, number) == 0;
	free(key);
	free(value);
	return is_read;
}

/* Those with unusual characters are skipped: the others are looked at, not printed. */
static bool read_warnings(struct scan *scan, struct result *result)
{
	if (!scan_take(scan, '['))
		return false;
	if (scan_take(scan, ']'))
		return true;
	do {
		const char *begin;
		size_t length;

		scan_skip_blanks(scan);
		begin = scan->at + 1;
		if (*scan->at != '"' || !scan_skip_value(scan))
			return false;
		length = (size_t)(scan->at - begin) - 1;
		if (scan_is_plain(begin, length) &&
		    result_warn(result, "%.*s", (int)length, begin) < 0)
			return false;
	} while (scan_take(scan, ','));
	return scan_take(scan, ']');
}

struct outline {
	struct result *result;
	enum outline_depth depth;
	bool has_schema;
	bool has_settings;
};

static bool read_member(struct scan *scan, const char *name, size_t length, void *into)
{
	struct outline *outline = into;
	struct result *result = outline->result;

	if (scan_is(name, length, "schema"))
		return outline->has_schema = scan_take_word(scan, "\"" RESULT_SCHEMA "\"");
	if (scan_is(name, length, "date"))
		return scan_read_text(scan, &result->date);
	if (scan_is(name, length, "label"))
		return scan_read_text(scan, &result->label);
	if (scan_is(name, length, "partial"))
		return scan_read_bool(scan, &result->partial);
	if (scan_is(name, length, "tags"))
		return scan_read_object(scan, read_tag, result);
	if (scan_is(name, length, "host"))
		return result->host.count == 0 && scan_read_object(scan, read_fact, result);
	if (scan_is(name, length, "settings"))
		return outline->has_settings = scan_read_object(scan, read_setting, result);
	if (outline->depth == OUTLINE_LAUNCHES && scan_is(name, length, "warnings"))
		return read_warnings(scan, result);
	if (scan_is(name, length, "cases"))
		return read_cases(scan, result, outline->depth);
	return scan_skip_value(scan);
}

bool outline_read(struct result *result, const char *bytes, size_t length, enum outline_depth depth)
{
	struct outline outline = {.result = result, .depth = depth};
	struct scan scan = {bytes};

	*result = (struct result){.precision = NAN};
	if (!scan_read_object(&scan, read_member, &outline))
		return false;
	scan_skip_blanks(&scan);
	return scan.at == bytes + length && outline.has_schema && outline.has_settings &&
	       result->cases && result->host.count > 0;
}
