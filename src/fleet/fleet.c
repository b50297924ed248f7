/* fleet: merges the saved results of many hosts, case by case. */
#include "procbench/fleet/fleet.h"

#include "merging.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Hosts that differ in these are not compared unless that was asked for. */
static const char *const apart[] = {"kernel", "machine"};

int fleet_init(struct fleet *fleet, const struct fleet_settings *settings, struct error *error)
{
	int status;

	*fleet = (struct fleet){.settings = *settings};
	status = grouping_init(&fleet->by, settings->by, error);
	for (size_t i = 0; i < sizeof(apart) / sizeof(apart[0]) && status == 0; i++)
		if (!settings->across_machines && grouping_add(&fleet->by, apart[i]) < 0)
			status = error_no_memory(error);
	return status;
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
	free(fleet->clock_file);
	words_free(&fleet->labels);
	words_free(&fleet->machines);
	words_free(&fleet->specs);
	words_free(&fleet->unit_keys);
	words_free(&fleet->runs_seen);
	words_free(&fleet->loaded);
	grouping_free(&fleet->by);
	text_list_free(&fleet->missing);
	text_list_free(&fleet->warnings);
	*fleet = (struct fleet){0};
}

/* Whether groups differ in this. */
static bool varies(const struct fleet *fleet, size_t name)
{
	size_t first_length, length;
	const char *first = grouping_value(&fleet->by, 0, name, &first_length);

	for (size_t i = 1; i < fleet->by.groups.count; i++) {
		const char *part = grouping_value(&fleet->by, i, name, &length);

		if (length != first_length || memcmp(part, first, length) != 0)
			return true;
	}
	return false;
}

void fleet_add_group(struct text *out, const struct fleet *fleet, size_t group)
{
	const char *separator = "";

	for (size_t i = 0; i < fleet->by.names.count; i++) {
		size_t length;
		const char *part = grouping_value(&fleet->by, group, i, &length);

		if (i >= fleet->by.asked && !varies(fleet, i))
			continue;
		text_printf(out, "%s%s=%.*s", separator, fleet->by.names.items[i], (int)length,
			    part);
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
