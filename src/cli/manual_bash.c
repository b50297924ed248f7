/* manual_bash: completion for bash. */
#include "manual.h"

#include "verbs.h"

#include "procbench/methods/method.h"

/* As the words of a `case`: a pattern, and what it completes. */
static void add_rule(struct text *out, const char *pattern, const char *name,
		     enum manual_value value, const struct text *words)
{
	if (value == MANUAL_NONE || (value == MANUAL_OTHER && words->length == 0))
		return;
	text_printf(out, "\t%s%s) ", pattern, name);
	if (value == MANUAL_CHOICE)
		text_printf(out, "words='%s'", text_string(words));
	else
		text_printf(out, "action='%s'", value == MANUAL_FILE ? "file" : "command");
	text_add(out, " ;;\n");
}

static void add_values(struct text *out, const char *pattern, bool options)
{
	struct text words = {0};

	for (size_t i = 0; options && i < option_count; i++) {
		enum manual_value value = manual_option_value(&option_table[i], &words);

		add_rule(out, pattern, option_table[i].name, value, &words);
		text_free(&words);
	}
	for (int key = 0; key < KEY_COUNT; key++) {
		enum manual_value value = manual_key_value((enum key)key, &words);

		add_rule(out, pattern, keys_option((enum key)key).name, value, &words);
		text_free(&words);
	}
}

static void add_first_words(struct text *out)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	text_add(out, "\t\twords='");
	for (size_t i = 0; i < verb_count; i++)
		if (verb_table[i].name)
			text_printf(out, "%s ", verb_table[i].name);
	for (size_t i = 0; i < count; i++)
		text_printf(out, "%s%s", i ? " " : "", methods[i]->name);
	text_add(out, "'\n");
}

static void add_option_names(struct text *out)
{
	text_add(out, "\t\twords='");
	for (size_t i = 0; i < option_count; i++)
		text_printf(out, "--%s ", option_table[i].name);
	for (int key = 0; key < KEY_COUNT; key++)
		text_printf(out, "%s--%s", key ? " " : "", keys_option((enum key)key).name);
	text_add(out, "'\n");
}

static void add_key_names(struct text *out)
{
	text_add(out, "\t\twords='");
	for (int key = 0; key < KEY_COUNT; key++)
		text_printf(out, "%s%s=", key ? " " : "", key_table[key].name);
	text_add(out, "'\n");
}

/*
 * bash breaks words at `:` and `=`, so a case comes in pieces: what is typed is read from the line,
 * and of what fits it the part behind the last break is given.
 */
static const char head[] =
	"# procbench: completion for bash, made from procbench's own tables.\n"
	"_procbench() {\n"
	"\tlocal line=${COMP_LINE:0:COMP_POINT} typed before words='' action='' part\n"
	"\ttyped=${line##*[[:space:]]}\n"
	"\tbefore=${line%\"$typed\"}\n"
	"\tbefore=${before%\"${before##*[![:space:]]}\"}\n"
	"\tbefore=${before##*[[:space:]]}\n"
	"\tCOMPREPLY=()\n"
	"\tcase $before in\n";

static const char between[] = "\tesac\n"
			      "\tif [[ -n $words || -n $action ]]; then\n"
			      "\t\tpart=$typed\n"
			      "\telif [[ $typed == -* ]]; then\n";

static const char spec[] = "\t\tpart=$typed\n"
			   "\telif [[ $typed == *:* ]]; then\n"
			   "\t\tpart=${typed##*[:,]}\n"
			   "\t\tcase ${part%%=*} in\n";

static const char tail[] =
	"\t\tpart=$typed\n"
	"\t\taction='file'\n"
	"\tfi\n"
	"\tcase $action in\n"
	"\tfile) mapfile -t COMPREPLY < <(compgen -W \"$words\" -f -- \"$part\") ;;\n"
	"\tcommand) mapfile -t COMPREPLY < <(compgen -c -- \"$part\") ;;\n"
	"\t*) mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$part\") ;;\n"
	"\tesac\n"
	"\t# behind the last break: what stands before it in this piece stays\n"
	"\tlocal piece=${typed##*[:=]} keep\n"
	"\tkeep=${piece%\"$part\"}\n"
	"\tif [[ $part != \"$piece\" && $keep != \"$piece\" ]]; then\n"
	"\t\tCOMPREPLY=(\"${COMPREPLY[@]/#/$keep}\")\n"
	"\tfi\n"
	"\tif ((${#COMPREPLY[@]} == 1)) && [[ ${COMPREPLY[0]} == *= ]]; then\n"
	"\t\tcompopt -o nospace 2>/dev/null\n"
	"\tfi\n"
	"}\n"
	"complete -o filenames -F _procbench procbench\n";

void manual_bash(struct text *out)
{
	text_add(out, head);
	add_values(out, "--", true);
	text_add(out, between);
	add_option_names(out);
	text_add(out, spec);
	add_values(out, "", false);
	text_add(out, "\t\tesac\n"
		      "\t\tif [[ $part == *=* ]]; then\n"
		      "\t\t\tpart=${part#*=}\n"
		      "\t\telse\n");
	add_key_names(out);
	text_add(out, "\t\t\taction=''\n"
		      "\t\tfi\n"
		      "\telse\n");
	add_first_words(out);
	text_add(out, tail);
}
