/* option_values: parses an option's value into its member of struct config. */
#include "options.h"

#include "procbench/base/choice.h"
#include "procbench/base/units.h"
#include "procbench/report/report.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* JSON has signed integers only. */
static int take_count(uint64_t *number, uint64_t least, const char *value, struct error *error)
{
	int status = units_read_count(value, number, error);

	if (status == 0 && *number < least)
		return error_set(error, EINVAL, "invalid value '%s' (expected at least 1)", value);
	if (status == 0 && *number > INT64_MAX)
		return error_set(error, ERANGE, "invalid value '%s' (expected less than 2^63)",
				 value);
	return status;
}

static int take_pid(uint64_t *pid, const char *value, struct error *error)
{
	char *end;

	*pid = strtoul(value, &end, 10);
	if (*value < '1' || *value > '9' || *end || *pid > INT_MAX)
		return error_set(error, EINVAL,
				 "invalid value '%s' (expected a process id such as 1234)", value);
	return 0;
}

static int take_format(const char **format, const char *value, struct error *error)
{
	*format = value;
	return report_format_named(value, error) ? 0 : -error->code;
}

static int take_columns(const char **columns, const char *value, struct error *error)
{
	*columns = value;
	return report_check_columns(value, error);
}

static int add_to_list(struct config_list *list, const char *value, struct error *error)
{
	const char **items = realloc(list->items, (list->count + 1) * sizeof(*items));

	if (!items)
		return error_set(error, ENOMEM, "out of memory");
	list->items = items;
	items[list->count++] = value;
	return 0;
}

static int take_choice(int *place, const char *choices, const char *value, struct error *error)
{
	int index = choice_read(choices, value, error);

	if (index < 0)
		return index;
	*place = index;
	return 0;
}

int option_take(const struct option_info *option, struct config *config, const char *value,
		struct error *error)
{
	void *member = (char *)config + option->offset;

	switch (option->kind) {
	case OPTION_FLAG:
	case OPTION_CLEAR:
		*(bool *)member = option->kind == OPTION_FLAG;
		return 0;
	case OPTION_STRING:
		*(const char **)member = value;
		return 0;
	case OPTION_FORMAT:
		return take_format(member, value, error);
	case OPTION_COLUMNS:
		return take_columns(member, value, error);
	case OPTION_LIST:
		return add_to_list(member, value, error);
	case OPTION_COUNT:
	case OPTION_POSITIVE:
		return take_count(member, option->kind == OPTION_POSITIVE, value, error);
	case OPTION_PID:
		return take_pid(member, value, error);
	case OPTION_TIME:
		return units_read_time(value, member, error);
	case OPTION_BYTES:
		return units_read_bytes(value, member, error);
	case OPTION_PERCENT:
		return units_read_percent(value, member, error);
	case OPTION_MARGIN:
		return units_read_margin(value, member, error);
	case OPTION_EXITS:
		return exit_set_read(value, member, error);
	case OPTION_CHOICE:
		return take_choice(member, option->value, value, error);
	}
	return error_set(error, EINVAL, "option of an unknown kind");
}
