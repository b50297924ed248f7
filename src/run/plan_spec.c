/* plan_spec: parses and checks case specs, and writes them in canonical form. */
#include "planning.h"

#include "procbench/shapes/shape.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int refuse_key(const struct method *method, enum key key, struct error *error)
{
	char what[128];

	snprintf(what, sizeof(what), "method '%s' does not support key '%s'", method->name,
		 key_table[key].name);
	return method_refuse_key(key, what, error);
}

static bool is_range(const struct key_info *info, const char *value)
{
	return (info->kind == KEY_NUMBER || info->kind == KEY_BYTES) && strstr(value, "..");
}

static int set_explicit_key(struct plan_case *item, const char *part, struct error *error)
{
	size_t length = strcspn(part, "=");
	int status, key = keys_find(part, length, error);

	if (key < 0)
		return key;
	if (part[length] != '=')
		return error_set(error, EINVAL, "key '%s' requires a value (write %s=%s)", part,
				 part, key_table[key].value);
	if (!method_takes(item->method, (enum key)key))
		return refuse_key(item->method, (enum key)key, error);
	if (item->keys.is_explicit[key])
		return error_set(error, EINVAL, "duplicate key '%s'", key_table[key].name);
	status = keys_set(&item->keys, (enum key)key, part + length + 1, error);
	if (status == -EINVAL && is_range(&key_table[key], part + length + 1))
		return error_set(
			error, EINVAL,
			"'%s' is a range: a case has one value of '%s' (use --%s for a range)",
			part + length + 1, key_table[key].name, keys_option((enum key)key).name);
	return status;
}

/* What stands behind the comma of a list of values looks like a key without a value. */
static int refuse_list(const char *part, enum key last, struct error *error)
{
	const struct key_info *info = &key_table[last];

	if (strchr(info->value, '+'))
		return error_set(error, EINVAL,
				 "'%s' is not a key: join the values of '%s' with '+'", part,
				 info->name);
	return error_set(error, EINVAL,
			 "'%s' is not a key: a case has one value of '%s' (use --%s for a list)",
			 part, info->name, info->name);
}

static int read_spec(struct plan_case *item, const char *spec, struct error *error)
{
	size_t length = strcspn(spec, ":");
	const char *at = spec[length] == ':' ? spec + length + 1 : NULL;
	struct error ignored;
	char *part;
	int status = 0, last = -1;

	item->method = method_find(spec, length, error);
	if (!item->method)
		return -error->code;
	while (status == 0 && at && (part = keys_next_part(&at))) {
		status = set_explicit_key(item, part, error);
		if (status == -ENOENT && last >= 0 && *part && !strchr(part, '='))
			status = refuse_list(part, (enum key)last, error);
		last = keys_find(part, strcspn(part, "="), &ignored);
		free(part);
	}
	return status < 0 ? error_prefix(error, "case '%s'", spec) : 0;
}

int plan_add_spec(struct plan *plan, const char *spec, struct error *error)
{
	struct plan_case item = {0};
	int status = keys_init(&item.keys, error);

	if (status == 0)
		status = read_spec(&item, spec, error);
	if (status == 0)
		return plan_append(plan, &item, error);
	plan_case_free(&item);
	return status;
}

/* ---- canonical form ---- */

static int check_case(struct plan_case *item, struct error *error)
{
	if (item->method->check && item->method->check(&item->keys, error) < 0)
		return -error->code;
	return shape_check(item->method, &item->keys, error);
}

static bool is_default(const struct plan_case *item, enum key key, const struct text *value)
{
	return strcmp(text_string(value), method_key_default(item->method, key)) == 0;
}

/* The method, then keys that differ from its defaults, in table order. */
static int name_case(struct plan_case *item, struct error *error)
{
	struct text spec = {0}, value = {0};
	char separator = ':';

	text_add(&spec, item->method->name);
	for (int key = 0; key < KEY_COUNT; key++) {
		text_clear(&value);
		keys_add_value(&value, &item->keys, (enum key)key);
		if (is_default(item, (enum key)key, &value))
			continue;
		text_printf(&spec, "%c%s=%s", separator, key_table[key].name, text_string(&value));
		separator = ',';
	}
	item->spec = value.failed ? NULL : text_take(&spec);
	text_free(&value);
	text_free(&spec);
	return item->spec ? 0 : error_no_memory(error);
}

/* The error of the first invalid case that the options make. */
static int name_wrong_case(struct plan_case *item, struct error *error)
{
	struct error ignored;

	if (name_case(item, &ignored) < 0)
		return -error->code;
	return error_prefix(error, "case '%s'", item->spec);
}

int plan_check_case(struct plan_case *item, struct error *error)
{
	return check_case(item, error) < 0 ? name_wrong_case(item, error) : name_case(item, error);
}

void plan_add_guest_spec(struct text *out, const struct plan_case *item)
{
	char separator = ':';

	text_add(out, item->method->name);
	for (int key = 0; key < KEY_COUNT; key++) {
		struct text value = {0};

		keys_add_value(&value, &item->keys, (enum key)key);
		if (key != KEY_KERNEL && method_takes(item->method, (enum key)key) &&
		    (item->keys.is_explicit[key] || !is_default(item, (enum key)key, &value))) {
			text_printf(out, "%c%s=%s", separator, key_table[key].name,
				    text_string(&value));
			separator = ',';
		}
		text_free(&value);
	}
}

int plan_read_case(struct plan_case *item, const char *spec, struct error *error)
{
	int status;

	*item = (struct plan_case){0};
	status = keys_init(&item->keys, error);
	if (status == 0)
		status = read_spec(item, spec, error);
	return status == 0 ? plan_check_case(item, error) : status;
}
