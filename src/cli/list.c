/* list: methods, keys, flags, attributes, formats and claims, and what this machine supports. */
#include "output.h"
#include "verbs.h"

#include "procbench/claims/claims.h"
#include "procbench/methods/clone_flags.h"
#include "procbench/methods/method.h"
#include "procbench/methods/spawn_attrs.h"
#include "procbench/render/prose.h"
#include "procbench/report/report.h"
#include "procbench/shapes/shape.h"
#include "procbench/sys/embedded.h"

#include <string.h>

#define LINE_COLUMNS 80
#define NAME_COLUMNS 17
#define TEXT_COLUMN  (2 + NAME_COLUMNS + 1)

/* What it is; below that, the reason why it cannot be used, if there is one. */
static void add_marked(struct text *out, const char *name, const char *summary, const char *mark,
		       const char *reason)
{
	struct text line = {0};

	text_printf(out, "  %-*s ", NAME_COLUMNS, name);
	prose_wrap(out, summary, TEXT_COLUMN, TEXT_COLUMN, LINE_COLUMNS);
	if (!reason)
		return;
	text_printf(&line, "%s: %s", mark, reason);
	text_printf(out, "%*s", TEXT_COLUMN, "");
	prose_wrap(out, text_string(&line), TEXT_COLUMN, TEXT_COLUMN, LINE_COLUMNS);
	text_free(&line);
}

static void add_row(struct text *out, const char *name, const char *summary, const char *reason)
{
	add_marked(out, name, summary, "unsupported", reason);
}

/* One value of a key, by its descriptor. */
static void add_value(struct text *out, const struct keys *keys, enum key key, const char *value,
		      size_t length)
{
	const struct shape *shape = shape_table[key];
	struct shape_facts facts =
		shape && shape->describe ? shape->describe(keys) : (struct shape_facts){0};
	struct error why = {0};
	struct text name = {0};
	bool works = !facts.probe || facts.probe(&why) == 0;

	text_printf(&name, "%s=%.*s", key_table[key].name, (int)length, value);
	add_row(out, text_string(&name), facts.summary ? facts.summary : key_table[key].help,
		works ? NULL : why.text);
	text_free(&name);
}

/* Each choice of a key that has some, or the key itself. */
static void add_key(struct text *out, enum key key)
{
	const struct key_info *info = &key_table[key];
	struct keys keys = {0};

	if (info->kind != KEY_CHOICE) {
		add_value(out, &keys, key, info->value, strlen(info->value));
		return;
	}
	for (const char *choice = info->value; *choice; keys.number[key]++) {
		size_t length = strcspn(choice, "|");

		add_value(out, &keys, key, choice, length);
		choice += length + (choice[length] == '|');
	}
}

static void add_methods(struct text *out)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	text_add(out, "methods\n");
	for (size_t i = 0; i < count; i++) {
		struct error why = {0};
		bool works = !methods[i]->probe || methods[i]->probe(&why) == 0;

		add_row(out, methods[i]->name, methods[i]->summary, works ? NULL : why.text);
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
static void add_calls(struct text *out)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	text_add(out, "\nwhat the span call contains\n");
	for (size_t i = 0; i < count; i++) {
		struct text line = {0};

		if (is_listed_before(methods, i))
			continue;
		text_add(&line, methods[i]->name);
		for (size_t k = i + 1; k < count; k++)
			if (strcmp(methods[i]->call, methods[k]->call) == 0)
				text_printf(&line, ", %s", methods[k]->name);
		text_printf(&line, ": %s", methods[i]->call);
		text_add(out, "  ");
		prose_wrap(out, text_string(&line), 2, 4, LINE_COLUMNS);
		text_free(&line);
	}
}

static void add_target(struct text *out, const struct target *target)
{
	struct text name = {0}, summary = {0};
	struct error why = {0};
	bool works = embedded_probe(embedded_target(target), &why) == 0;

	text_printf(&name, "exec=%s", target->name);
	text_printf(&summary, "the child executes %s", target->summary);
	add_row(out, text_string(&name), text_string(&summary), works ? NULL : why.text);
	text_free(&summary);
	text_free(&name);
}

static void add_work(struct text *out)
{
	text_add(out, "\nwork of the child\n");
	add_row(out, "exec=none", "the child exits at once", NULL);
	for (int id = 0; id < TARGET_COUNT; id++)
		add_target(out, &target_table[id]);
	add_row(out, "exec=PATH", "the child executes any program, with arguments", NULL);
	add_key(out, KEY_CLOSE);
}

static void add_shapes(struct text *out)
{
	text_add(out, "\nshape of the parent\n");
	for (int key = 0; key < KEY_COUNT; key++)
		if (key_table[key].group == KEY_GROUP_SHAPE)
			add_key(out, (enum key)key);
}

static void add_places(struct text *out)
{
	text_add(out, "\nplacement and image\n");
	add_key(out, KEY_CPU);
	add_key(out, KEY_IMAGE);
}

static void add_reaping(struct text *out)
{
	text_add(out, "\nreaping\n");
	add_key(out, KEY_REAP);
}

static void add_flag(struct text *out, const struct clone_flag *flag)
{
	static const char *const only[] = {
		[CLONE_TAKES_BOTH] = "",
		[CLONE_TAKES_CLONE] = "; clone only",
		[CLONE_TAKES_CLONE3] = "; clone3 only",
	};
	struct error why = {0};
	bool works = clone_flag_probe(flag, &why) == 0;
	struct text summary = {0};

	text_printf(&summary, "%s%s", flag->summary, only[flag->takes]);
	if (flag->privilege)
		text_printf(&summary, "; needs %s", flag->privilege);
	add_marked(out, flag->name, text_string(&summary),
		   flag->never ? "not offered" : "unsupported", works ? NULL : why.text);
	text_free(&summary);
}

static void add_flags(struct text *out)
{
	text_add(out, "\nflags of clone and clone3 (flags=)\n");
	for (size_t i = 0; i < clone_flag_count; i++)
		add_flag(out, &clone_flag_table[i]);
}

static void add_attributes(struct text *out)
{
	text_add(out, "\nattributes of posix_spawn (attr=)\n");
	for (size_t i = 0; i < spawn_attr_count; i++) {
		const struct spawn_attr *attr = &spawn_attr_table[i];

		add_row(out, attr->name, attr->summary, attr->missing ? attr->missing() : NULL);
	}
}

static void add_formats(struct text *out)
{
	size_t count;
	const struct report_format *formats = report_formats(&count);

	text_add(out, "\noutput formats (--format, --export)\n");
	for (size_t i = 0; i < count; i++) {
		struct text summary = {0};

		if (formats[i].ending)
			text_printf(&summary, "%s (.%s)", formats[i].summary, formats[i].ending);
		else
			text_printf(&summary, "%s (%s:FILE)", formats[i].summary, formats[i].name);
		add_row(out, formats[i].name, text_string(&summary), NULL);
		text_free(&summary);
	}
}

static void add_claims(struct text *out)
{
	size_t count;
	const struct claim *const *claims = claims_list(&count);

	text_add(out, "\nclaims (procbench claims NAME)\n");
	for (size_t i = 0; i < count; i++)
		add_row(out, claims[i]->name, claims[i]->statement, NULL);
}

int verb_list(const struct config *config)
{
	struct text out = {0};

	if (config->operand_count > 1) {
		output_error("'list' takes no arguments");
		return EXIT_USAGE;
	}
	add_methods(&out);
	add_calls(&out);
	add_work(&out);
	add_shapes(&out);
	add_places(&out);
	add_reaping(&out);
	add_flags(&out);
	add_attributes(&out);
	add_formats(&out);
	add_claims(&out);
	return output_finish(&out, EXIT_MEASURED);
}
