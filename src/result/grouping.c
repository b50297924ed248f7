/* grouping: results by the values that they have of facts and tags. */
#include "procbench/result/grouping.h"

#include "procbench/base/suggest.h"
#include "procbench/base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Between the values of a group, in which control characters are made visible. */
#define SEPARATOR '\x1f'

int grouping_init(struct grouping *grouping, const char *names, struct error *error)
{
	*grouping = (struct grouping){0};
	for (const char *at = names; at && *at; at += *at == ',') {
		size_t length = strcspn(at, ",");

		if (length == 0)
			return error_set(error, EINVAL,
					 "option '--by': invalid value '%.80s' (expected facts or "
					 "tags, such as kernel,libc)",
					 names);
		if (text_list_add(&grouping->names, "%.*s", (int)length, at) < 0)
			return error_no_memory(error);
		at += length;
	}
	grouping->asked = grouping->names.count;
	grouping->is_known = calloc(grouping->asked + 1, sizeof(*grouping->is_known));
	return grouping->is_known ? 0 : error_no_memory(error);
}

int grouping_add(struct grouping *grouping, const char *name)
{
	return text_list_add(&grouping->names, "%s", name);
}

const char *grouping_label(const struct result *result)
{
	return result->label ? result->label : facts_get(&result->host, "hostname");
}

const char *grouping_tag(const struct result *result, const char *key)
{
	size_t length = strlen(key);

	for (size_t i = 0; i < result->tags.count; i++)
		if (strncmp(result->tags.items[i], key, length) == 0 &&
		    result->tags.items[i][length] == '=')
			return result->tags.items[i] + length + 1;
	return NULL;
}

static const char *value_of(const struct result *result, const char *name)
{
	const char *value = facts_get(&result->host, name);

	if (!value)
		value = grouping_tag(result, name);
	return value || strcmp(name, "label") != 0 ? value : grouping_label(result);
}

static int note_names(struct grouping *grouping, const struct result *result)
{
	int status = words_add(&grouping->others, "label") < 0 ? -ENOMEM : 0;

	for (size_t i = 0; i < result->host.count && status == 0; i++)
		if (words_add(&grouping->others, result->host.items[i].name) < 0)
			status = -ENOMEM;
	for (size_t i = 0; i < result->tags.count && status == 0; i++) {
		struct text key = {0};

		text_add_bytes(&key, result->tags.items[i], strcspn(result->tags.items[i], "="));
		if (key.failed || words_add(&grouping->others, text_string(&key)) < 0)
			status = -ENOMEM;
		text_free(&key);
	}
	return status;
}

long grouping_find(struct grouping *grouping, const struct result *result)
{
	struct text values = {0};
	long group;

	if (grouping->others.count == 0 && note_names(grouping, result) < 0)
		return -ENOMEM;
	for (size_t i = 0; i < grouping->names.count; i++) {
		const char *value = value_of(result, grouping->names.items[i]);

		if (i < grouping->asked && value)
			grouping->is_known[i] = true;
		if (i > 0)
			text_add_char(&values, SEPARATOR);
		text_add_printable(&values, value ? value : "unknown");
	}
	group = values.failed ? -ENOMEM : words_add(&grouping->groups, text_string(&values));
	text_free(&values);
	return group;
}

int grouping_check(const struct grouping *grouping, struct error *error)
{
	char hint[128];

	for (size_t i = 0; i < grouping->asked; i++)
		if (!grouping->is_known[i])
			return error_set(error, EINVAL,
					 "option '--by': no result has a fact or tag '%.80s'%s",
					 grouping->names.items[i],
					 suggest_phrase(hint, sizeof(hint),
							grouping->names.items[i],
							(const char *const *)grouping->others.items,
							grouping->others.count));
	return 0;
}

const char *grouping_value(const struct grouping *grouping, size_t group, size_t name,
			   size_t *length)
{
	const char *at = grouping->groups.items[group];

	for (; name > 0; name--)
		at = strchr(at, SEPARATOR) + 1;
	*length = strcspn(at, (const char[]){SEPARATOR, 0});
	return at;
}

void grouping_free(struct grouping *grouping)
{
	text_list_free(&grouping->names);
	words_free(&grouping->groups);
	words_free(&grouping->others);
	free(grouping->is_known);
	*grouping = (struct grouping){0};
}
