/* list: methods, keys, flags, attributes, formats and claims, and what this machine supports. */
#include "listing.h"
#include "output.h"
#include "verbs.h"

#include "procbench/base/counter.h"
#include "procbench/claims/claims.h"
#include "procbench/methods/clone_flags.h"
#include "procbench/methods/method.h"
#include "procbench/methods/spawn_attrs.h"
#include "procbench/report/report.h"
#include "procbench/shapes/shape.h"
#include "procbench/sys/embedded.h"

#include <string.h>

/* One value of a key, by its descriptor. */
static void add_value(struct listing *list, enum listing_section section, const struct keys *keys,
		      enum key key, const char *value, size_t length)
{
	const struct shape *shape = shape_table[key];
	struct shape_facts facts =
		shape && shape->describe ? shape->describe(keys) : (struct shape_facts){0};
	struct error why = {0};
	struct text name = {0};
	bool works = !facts.probe || facts.probe(&why) == 0;

	text_printf(&name, "%s=%.*s", key_table[key].name, (int)length, value);
	listing_add(list, section, text_string(&name),
		    facts.summary ? facts.summary : key_table[key].help, works ? NULL : why.text);
	text_free(&name);
}

/* Each choice of a key that has some, or the key itself. */
static void add_key(struct listing *list, enum listing_section section, enum key key)
{
	const struct key_info *info = &key_table[key];
	struct keys keys = {0};

	if (info->kind != KEY_CHOICE) {
		add_value(list, section, &keys, key, info->value, strlen(info->value));
		return;
	}
	for (const char *choice = info->value; *choice; keys.number[key]++) {
		size_t length = strcspn(choice, "|");

		add_value(list, section, &keys, key, choice, length);
		choice += length + (choice[length] == '|');
	}
}

static void add_methods(struct listing *list)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	for (size_t i = 0; i < count; i++) {
		struct error why = {0};
		bool works = !methods[i]->probe || methods[i]->probe(&why) == 0;

		listing_add(list, LISTING_METHODS, methods[i]->name, methods[i]->summary,
			    works ? NULL : why.text);
	}
}

static bool is_listed_before(const struct method *const *methods, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (strcmp(methods[i]->call, methods[at]->call) == 0)
			return true;
	return false;
}

/* Up to where the span call reaches, which decides what may be compared with what. */
static void add_calls(struct listing *list)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	for (size_t i = 0; i < count; i++) {
		struct text names = {0};

		if (is_listed_before(methods, i))
			continue;
		text_add(&names, methods[i]->name);
		for (size_t k = i + 1; k < count; k++)
			if (strcmp(methods[i]->call, methods[k]->call) == 0)
				text_printf(&names, ", %s", methods[k]->name);
		listing_add(list, LISTING_CALLS, text_string(&names), methods[i]->call, NULL);
		text_free(&names);
	}
}

static void add_target(struct listing *list, const struct target *target)
{
	struct text name = {0}, summary = {0};
	struct error why = {0};
	bool works = embedded_probe(embedded_target(target), &why) == 0;

	text_printf(&name, "exec=%s", target->name);
	text_printf(&summary, "the child executes %s", target->summary);
	listing_add(list, LISTING_WORK, text_string(&name), text_string(&summary),
		    works ? NULL : why.text);
	text_free(&summary);
	text_free(&name);
}

static void add_work(struct listing *list)
{
	listing_add(list, LISTING_WORK, "exec=none", "the child exits at once", NULL);
	for (int id = 0; id < TARGET_COUNT; id++)
		add_target(list, &target_table[id]);
	listing_add(list, LISTING_WORK, "exec=PATH",
		    "the child executes any program, with arguments", NULL);
	for (int key = 0; key < KEY_COUNT; key++)
		if ((key_table[key].group & (KEY_GROUP_CHILD | KEY_GROUP_ARGS)) &&
		    key_table[key].kind == KEY_CHOICE)
			add_key(list, LISTING_WORK, (enum key)key);
}

static void add_shapes(struct listing *list)
{
	for (int key = 0; key < KEY_COUNT; key++)
		if (key_table[key].group == KEY_GROUP_SHAPE)
			add_key(list, LISTING_SHAPES, (enum key)key);
}

static void add_places(struct listing *list)
{
	add_key(list, LISTING_PLACES, KEY_CPU);
	add_key(list, LISTING_PLACES, KEY_IMAGE);
	add_key(list, LISTING_PLACES, KEY_KERNEL);
}

static void add_reaping(struct listing *list)
{
	add_key(list, LISTING_REAPING, KEY_REAP);
}

static void add_flag(struct listing *list, const struct clone_flag *flag)
{
	static const char *const only[] = {
		[CLONE_TAKES_BOTH] = "",
		[CLONE_TAKES_CLONE] = "; clone only",
		[CLONE_TAKES_CLONE3] = "; clone3 only",
	};
	struct error why = {0};
	bool works = clone_flag_probe(flag, &why) == 0;
	void (*add)(struct listing *, enum listing_section, const char *, const char *,
		    const char *) = flag->never ? listing_add_refused : listing_add;
	struct text summary = {0};

	text_printf(&summary, "%s%s", flag->summary, only[flag->takes]);
	if (flag->privilege)
		text_printf(&summary, "; needs %s", flag->privilege);
	add(list, LISTING_FLAGS, flag->name, text_string(&summary), works ? NULL : why.text);
	text_free(&summary);
}

static void add_flags(struct listing *list)
{
	for (size_t i = 0; i < clone_flag_count; i++)
		add_flag(list, &clone_flag_table[i]);
}

static void add_attributes(struct listing *list)
{
	for (size_t i = 0; i < spawn_attr_count; i++) {
		const struct spawn_attr *attr = &spawn_attr_table[i];

		listing_add(list, LISTING_ATTRIBUTES, attr->name, attr->summary,
			    attr->missing ? attr->missing() : NULL);
	}
}

static void add_formats(struct listing *list)
{
	size_t count;
	const struct report_format *formats = report_formats(&count);

	for (size_t i = 0; i < count; i++) {
		struct text summary = {0};

		if (formats[i].ending)
			text_printf(&summary, "%s (.%s)", formats[i].summary, formats[i].ending);
		else
			text_printf(&summary, "%s (%s:FILE)", formats[i].summary, formats[i].name);
		listing_add(list, LISTING_FORMATS, formats[i].name, text_string(&summary), NULL);
		text_free(&summary);
	}
}

static bool is_of(const char *column, const char *word)
{
	size_t length = strlen(word);

	return strncmp(column, word, length) == 0 && column[length] == '_';
}

static bool is_of_a_span_or_event(const char *column)
{
	for (int span = 0; span < SPAN_COUNT; span++)
		if (is_of(column, span_table[span].name))
			return true;
	for (int event = 0; event < COUNTER_COUNT; event++)
		if (is_of(column, counter_names[event]))
			return true;
	return false;
}

/* One line describes the columns of all spans, one those of all events. */
static void add_columns(struct listing *list)
{
	const char *name;

	for (size_t i = 0; (name = report_column_name(i)); i++) {
		struct text summary = {0};

		if (!*name || is_of_a_span_or_event(name))
			continue;
		report_add_column(&summary, i);
		listing_add(list, LISTING_COLUMNS, name, text_string(&summary), NULL);
		text_free(&summary);
	}
	listing_add(list, LISTING_COLUMNS, "SPAN_STATISTIC_ns",
		    "of call, start, exec, main, reap or stall: min, median, median_low, "
		    "median_high, mean, stddev, p90, p99, p999 or max",
		    NULL);
	listing_add(
		list, LISTING_COLUMNS, "EVENT_SIDE",
		"of an event of --counters, such as page_faults: parent, child, or share (of the "
		"time in which it was counted); counters: all events",
		NULL);
}

static void add_claims(struct listing *list)
{
	size_t count;
	const struct claim *const *claims = claims_list(&count);

	for (size_t i = 0; i < count; i++)
		listing_add(list, LISTING_CLAIMS, claims[i]->name, claims[i]->statement, NULL);
}

static void collect(struct listing *list)
{
	add_methods(list);
	add_calls(list);
	add_work(list);
	add_shapes(list);
	add_places(list);
	add_reaping(list);
	add_flags(list);
	add_attributes(list);
	add_formats(list);
	add_columns(list);
	add_claims(list);
}

int verb_list(const struct config *config)
{
	bool is_json = strcmp(config->format, "json") == 0;
	struct listing list = {0};
	struct text out = {0};
	int status;

	if (config->operand_count > 1)
		return output_error("'list' takes no arguments"), EXIT_USAGE;
	collect(&list);
	status = is_json ? listing_write_json(&list, &out) : listing_write_text(&list, &out);
	out.failed = out.failed || status < 0; /* which output_finish() reports */
	listing_free(&list);
	return output_finish(&out, EXIT_MEASURED);
}
