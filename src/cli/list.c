/* list: methods, child work, shapes, flags and formats, with what works on this machine. */
#include "output.h"
#include "verbs.h"

#include "procbench/methods/clone_flags.h"
#include "procbench/methods/method.h"
#include "procbench/report/report.h"

#include <errno.h>

#define NAME_COLUMNS 14

static void add_row(struct text *out, const char *name, const char *summary)
{
	text_printf(out, "  %-*s %s\n", NAME_COLUMNS, name, summary);
}

static void add_method(struct text *out, const struct method *method)
{
	struct error why = {0};

	add_row(out, method->name, method->summary);
	if (method->probe && method->probe(&why) < 0)
		text_printf(out, "  %-*s not supported here: %s\n", NAME_COLUMNS, "", why.text);
	else
		text_printf(out, "  %-*s supported\n", NAME_COLUMNS, "");
}

static void add_methods(struct text *out)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	text_add(out, "methods\n");
	for (size_t i = 0; i < count; i++)
		add_method(out, methods[i]);
}

static void add_keys(struct text *out, const char *title, unsigned groups)
{
	text_printf(out, "\n%s\n", title);
	for (int key = 0; key < KEY_COUNT; key++)
		if (key_table[key].group & groups)
			text_printf(out, "  %s=%s\n  %-*s %s\n", key_table[key].name,
				    key_table[key].value, NAME_COLUMNS, "", key_table[key].help);
}

static void add_flags(struct text *out)
{
	text_add(out, "\nflags of clone and clone3\n");
	for (size_t i = 0; i < clone_flag_count; i++)
		text_printf(out, "  %-*s %s%s\n", NAME_COLUMNS, clone_flag_table[i].name,
			    clone_flag_table[i].summary,
			    clone_flag_table[i].only_clone3 ? "; clone3 only" : "");
}

static void add_formats(struct text *out)
{
	size_t count;
	const struct report_format *formats = report_formats(&count);

	text_add(out, "\nformats\n");
	for (size_t i = 0; i < count; i++)
		text_printf(out, "  %-*s %s (.%s)\n", NAME_COLUMNS, formats[i].name,
			    formats[i].summary, formats[i].ending);
}

int verb_list(const struct config *config)
{
	struct text out = {0};

	if (config->operand_count > 1) {
		output_complain("'list' takes nothing else");
		return EXIT_USAGE;
	}
	add_methods(&out);
	add_keys(&out, "child work", KEY_GROUP_WORK);
	add_keys(&out, "shapes of the parent", KEY_GROUP_SHAPE);
	add_keys(&out, "place and image", KEY_GROUP_PLACE | KEY_GROUP_IMAGE);
	add_keys(&out, "of single methods", KEY_GROUP_METHOD);
	add_flags(&out);
	add_formats(&out);
	return output_finish(&out, EXIT_MEASURED);
}
