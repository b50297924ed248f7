/* column_choice: columns by their names. */
#include "columns.h"

#include "procbench/base/counter.h"
#include "procbench/base/suggest.h"
#include "procbench/report/report.h"
#include "procbench/result/fields.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#define NAME_BYTES 64
#define NAMES_MAX  256

/* The tables one behind the other; NULL at the end. */
static const struct column *column_at(size_t i)
{
	if (i < column_count)
		return &column_table[i];
	return i - column_count < column_request_count ? &column_requests[i - column_count] : NULL;
}

bool column_is_usual(const struct column *column)
{
	return column >= column_table && column < column_table + column_count;
}

static const struct column *find(const char *name)
{
	const struct column *column;

	for (size_t i = 0; (column = column_at(i)); i++)
		if (column->name && strcmp(column->name, name) == 0)
			return column;
	return NULL;
}

/* "p99.9" is "p999", "call.p99" is "call_p99". */
static void replace_dots(char *word)
{
	char *share = strstr(word, "p99.9");

	if (share)
		memmove(share + 3, share + 4, strlen(share + 4) + 1);
	for (char *dot = strchr(word, '.'); dot; dot = strchr(dot, '.'))
		*dot = '_';
}

static bool ends_in_p50(const char *word, size_t length)
{
	return length >= 3 && strcmp(word + length - 3, "p50") == 0 &&
	       (length == 3 || word[length - 4] == '_');
}

/* "total_p99" is "p99_ns", "call_p50" and "call" are "call_median_ns". */
static const struct column *find_by_word(const char *word)
{
	static const char *const units[] = {"", "_ns", "_bytes", "_median_ns"};
	static const char total[] = "total_";
	const struct column *column = NULL;
	char plain[NAME_BYTES], name[NAME_BYTES + 16];
	size_t length;
	bool is_p50;

	if (strncmp(word, total, sizeof(total) - 1) == 0)
		word += sizeof(total) - 1;
	else if (strcmp(word, "total") == 0)
		word = "median";
	snprintf(plain, sizeof(plain), "%s", word);
	replace_dots(plain);
	length = strlen(plain);
	is_p50 = ends_in_p50(plain, length);
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]) && !column; i++) {
		snprintf(name, sizeof(name), "%.*s%s%s", (int)(is_p50 ? length - 3 : length), plain,
			 is_p50 ? "median" : "", units[i]);
		column = find(name);
	}
	return column;
}

static int unknown(const char *word, struct error *error)
{
	const char *names[NAMES_MAX], *nearest;
	char with_unit[NAME_BYTES + 3];
	const struct column *column;
	size_t count = 0;

	for (size_t i = 0; (column = column_at(i)) && count < NAMES_MAX; i++)
		if (column->name)
			names[count++] = column->name;
	snprintf(with_unit, sizeof(with_unit), "%s_ns", word);
	nearest = suggest_nearest(word, names, count);
	nearest = nearest ? nearest : suggest_nearest(with_unit, names, count);
	if (nearest)
		return error_set(error, EINVAL, "unknown column '%s' (did you mean '%s'?)", word,
				 nearest);
	return error_set(error, EINVAL, "unknown column '%s' (see 'procbench list')", word);
}

static int add(struct column_choice *choice, const struct column *column, struct error *error)
{
	if (column == column_table)
		return 0; /* the case, which is always there */
	for (size_t i = 0; i < choice->count; i++)
		if (choice->items[i] == column)
			return error_set(error, EINVAL, "duplicate column '%s'", column->name);
	if (choice->count == COLUMN_CHOICE_MAX)
		return error_set(error, EINVAL, "too many columns (at most %d)", COLUMN_CHOICE_MAX);
	choice->items[choice->count++] = column;
	return 0;
}

static int add_counters(struct column_choice *choice, struct error *error)
{
	int status = 0;

	for (size_t i = 0; i < column_request_count && status == 0; i++)
		if (column_requests[i].source == COLUMN_OF_COUNTER)
			status = add(choice, &column_requests[i], error);
	return status;
}

static int choose_one(struct column_choice *choice, const char *word, size_t length,
		      struct error *error)
{
	char name[NAME_BYTES];
	const struct column *column;

	if (length == 0)
		return error_set(error, EINVAL, "empty column name");
	snprintf(name, sizeof(name), "%.*s", (int)length, word);
	if (strcmp(name, "counters") == 0)
		return add_counters(choice, error);
	column = find_by_word(name);
	return column ? add(choice, column, error) : unknown(name, error);
}

int column_choose(struct column_choice *choice, const char *list, struct error *error)
{
	int status = 0;

	*choice = (struct column_choice){.adds = !list || *list == '+'};
	if (!list)
		return 0;
	if (!choice->adds)
		choice->items[choice->count++] = column_table;
	list += choice->adds;
	for (bool more = true; more && status == 0;) {
		size_t length = strcspn(list, ",");

		status = choose_one(choice, list, length, error);
		more = list[length] == ',';
		list += length + more;
	}
	return status;
}

int report_check_columns(const char *list, struct error *error)
{
	struct column_choice choice;

	return column_choose(&choice, list, error);
}

/* ---- for lists ---- */

const char *report_column_name(size_t i)
{
	const struct column *column = column_at(i);

	if (!column)
		return NULL;
	return column->name ? column->name : "";
}

static const char *description_in(const struct field_list *list, size_t offset)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].description && list->items[i].offset == offset)
			return list->items[i].description;
	return NULL;
}

static const char *description_of_counter(size_t offset, const char **event)
{
	const size_t size = sizeof(struct result_counter);

	*event = counter_names[offset / size];
	return description_in(&fields_of_counter, offset % size);
}

static const char *description_of_case(size_t offset, const char **span)
{
	const size_t spans = offsetof(struct result_case, spans);
	const size_t size = sizeof(struct result_span);
	const struct field_list *const lists[] = {&fields_of_case, &fields_of_ratio,
						  &fields_of_marginal};
	const char *found = NULL;

	if (offset >= spans && offset < spans + SPAN_COUNT * size) {
		*span = span_table[(offset - spans) / size].name;
		return description_in(&fields_of_span, (offset - spans) % size);
	}
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]) && !found; i++)
		found = description_in(lists[i], offset);
	return found;
}

/* As a phrase of a list: without capital and full stop. */
static void add_phrase(struct text *out, const char *sentence)
{
	size_t length = strlen(sentence);
	bool is_word = isalpha((unsigned char)sentence[0]) && isalpha((unsigned char)sentence[1]);

	text_add_char(out, is_word ? (char)tolower((unsigned char)*sentence) : *sentence);
	text_add_bytes(out, sentence + 1, length - 1 - (sentence[length - 1] == '.'));
}

void report_add_column(struct text *out, size_t i)
{
	const struct column *column = column_at(i);
	const char *description = NULL, *of = NULL; /* a span or an event */

	if (column->source == COLUMN_OF_CASE)
		description = description_of_case(column->offset, &of);
	else if (column->source == COLUMN_OF_COMPARISON)
		description = description_in(&fields_of_comparison, column->offset);
	else if (column->source == COLUMN_OF_SITE)
		description = description_in(&fields_of_site, column->offset);
	else if (column->source == COLUMN_OF_COUNTER)
		description = description_of_counter(column->offset, &of);
	if (of)
		text_printf(out, "%s: ", of);
	if (description)
		add_phrase(out, description);
	else
		columns_add_heading(out, NULL, column);
}
