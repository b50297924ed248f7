/*
 * folded: the input of flame graphs: one line per case and function, `case;phase;function
 * count`.
 */
#include "naming.h"
#include "writers.h"

#include "procbench/profile/phases.h"

#include <errno.h>
#include <math.h>

/* A semicolon ends a frame, and the last blank stands before the count. */
static void add_frame(struct text *out, const char *name)
{
	for (; *name; name++)
		text_add_char(out, *name == ';' ? ':' : *name);
}

static void add_case(struct text *out, const char *name, const struct result_profile *profile)
{
	for (size_t i = 0; i < profile->function_count; i++) {
		const struct result_function *function = &profile->functions[i];
		struct text printable = {0};

		if (round(function->instructions) < 1)
			continue;
		text_add_printable(&printable, function->name);
		add_frame(out, name);
		text_printf(out, ";%s;", phases_name(phases_find(function->phase)));
		add_frame(out, text_string(&printable));
		text_printf(out, " %.0f\n", function->instructions);
		text_free(&printable);
	}
}

int folded_write(const struct result *result, const struct report_style *style, struct text *out,
		 struct error *error)
{
	(void)style;
	for (size_t i = 0; i < result->case_count; i++) {
		struct text name = {0}, printable = {0};

		naming_add(&name, result, &result->cases[i]);
		text_add_printable(&printable, text_string(&name));
		add_case(out, text_string(&printable), &result->cases[i].profile);
		text_free(&name);
		text_free(&printable);
	}
	return out->failed ? error_set(error, ENOMEM, "out of memory") : 0;
}
