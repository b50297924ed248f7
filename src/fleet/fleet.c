/* fleet: merges the saved results of many hosts, case by case. */
#include "procbench/fleet/fleet.h"

#include "merging.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Hosts that differ in these are not compared unless that was asked for. */
static const char *const apart[] = {"kernel", "machine"};

static bool is_listed(const struct text_list *list, const char *word)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->items[i], word) == 0)
			return true;
	return false;
}

static int read_by(struct fleet *fleet, struct error *error)
{
	for (const char *at = fleet->settings.by; at && *at; at += *at == ',') {
		size_t length = strcspn(at, ",");

		if (length == 0)
			return error_set(error, EINVAL,
					 "option '--by': invalid value '%.80s' (expected facts or "
					 "tags, such as kernel,libc)",
					 fleet->settings.by);
		if (text_list_add(&fleet->by, "%.*s", (int)length, at) < 0)
			return error_no_memory(error);
		at += length;
	}
	fleet->by_asked = fleet->by.count;
	return 0;
}

int fleet_init(struct fleet *fleet, const struct fleet_settings *settings, struct error *error)
{
	int status;

	*fleet = (struct fleet){.settings = *settings};
	status = read_by(fleet, error);
	for (size_t i = 0; i < sizeof(apart) / sizeof(apart[0]) && status == 0; i++)
		if (!settings->across_machines && !is_listed(&fleet->by, apart[i]) &&
		    text_list_add(&fleet->by, "%s", apart[i]) < 0)
			status = error_no_memory(error);
	fleet->has_fact = calloc(fleet->by.count + 1, sizeof(*fleet->has_fact));
	return status == 0 && !fleet->has_fact ? error_no_memory(error) : status;
}

static void free_unit(struct fleet_unit *unit)
{
	free(unit->floor);
	free(unit->hosts);
	free(unit->runs);
	free(unit->log_ns);
}

void fleet_free(struct fleet *fleet)
{
	for (size_t i = 0; i < fleet->unit_count; i++)
		free_unit(&fleet->units[i]);
	for (size_t i = 0; i < fleet->problem_count; i++) {
		free(fleet->problems[i].file);
		free(fleet->problems[i].why);
	}
	free(fleet->units);
	free(fleet->problems);
	free(fleet->has_fact);
	free(fleet->clock_file);
	words_free(&fleet->labels);
	words_free(&fleet->machines);
	words_free(&fleet->specs);
	words_free(&fleet->groups);
	words_free(&fleet->unit_keys);
	words_free(&fleet->runs_seen);
	text_list_free(&fleet->by);
	text_list_free(&fleet->missing);
	text_list_free(&fleet->warnings);
	*fleet = (struct fleet){0};
}

const char *merge_group_part(const struct fleet *fleet, size_t group, size_t name, size_t *length)
{
	const char *at = fleet->groups.items[group];

	for (; name > 0; name--)
		at = strchr(at, FLEET_SEPARATOR) + 1;
	*length = strcspn(at, (const char[]){FLEET_SEPARATOR, 0});
	return at;
}

/* Whether groups differ in this. */
static bool varies(const struct fleet *fleet, size_t name)
{
	size_t first_length, length;
	const char *first = merge_group_part(fleet, 0, name, &first_length);

	for (size_t i = 1; i < fleet->groups.count; i++) {
		const char *part = merge_group_part(fleet, i, name, &length);

		if (length != first_length || memcmp(part, first, length) != 0)
			return true;
	}
	return false;
}

void fleet_add_group(struct text *out, const struct fleet *fleet, size_t group)
{
	const char *separator = "";

	for (size_t i = 0; i < fleet->by.count; i++) {
		size_t length;
		const char *part = merge_group_part(fleet, group, i, &length);

		if (i >= fleet->by_asked && !varies(fleet, i))
			continue;
		text_printf(out, "%s%s=%.*s", separator, fleet->by.items[i], (int)length, part);
		separator = ", ";
	}
}

void fleet_add_problem(struct text *out, const struct fleet *fleet,
		       const struct fleet_problem *problem)
{
	if (problem->label >= 0)
		text_printf(out, "%s: ", fleet->labels.items[problem->label]);
	if (problem->spec >= 0)
		text_printf(out, "%s: ", fleet->specs.items[problem->spec]);
	text_add(out, problem->why);
	if (problem->file)
		text_printf(out, " ('%s')", problem->file);
}
