/* manual_bash: completion for bash. */
#include "manual.h"

/* One branch of a `case`: sets what follows; nothing where nothing is known. */
static void add_branch(struct text *out, const char *pattern, unsigned follows,
		       const struct text *words)
{
	if ((follows & ~(unsigned)MANUAL_LISTED) == 0)
		return;
	text_printf(out, "\t%s)", pattern);
	if (follows & MANUAL_WORDS)
		text_printf(out, " words='%s'", text_string(words));
	if (follows & MANUAL_JOINED)
		text_add(out, " joined=1");
	if (follows & MANUAL_LISTED)
		text_add(out, " listed=1");
	if (follows & MANUAL_CASES)
		text_add(out, " action='case'");
	if (follows & MANUAL_FILES)
		text_add(out, " action='file'");
	if (follows & MANUAL_COMMANDS)
		text_add(out, " action='command'");
	text_add(out, " ;;\n");
}

static void add_options(struct text *out)
{
	for (size_t i = 0; i < verb_count; i++) {
		struct text words = {0};

		manual_option_names(&verb_table[i], &words);
		add_branch(out, verb_table[i].name ? verb_table[i].name : "''", MANUAL_WORDS,
			   &words);
		text_free(&words);
	}
}

/*
 * bash breaks words at `:` and `=`, where COMP_WORDBREAKS holds them, so a case comes in pieces:
 * what is typed is read from the line, and of what fits it the part behind the last break is given.
 */
static const char find_place[] =
	"\tlocal line=${COMP_LINE:0:COMP_POINT} typed word verb='' option='' command='' count=0\n"
	"\tlocal words='' action='' joined='' listed='' part piece breaks=''\n"
	"\tlocal -a before\n"
	"\ttyped=${line##*[[:space:]]}\n"
	"\tread -r -a before <<<\"${line%\"$typed\"}\"\n"
	"\tfor word in \"${before[@]:1}\"; do\n"
	"\t\tif [[ -n $option ]]; then\n"
	"\t\t\toption=''\n"
	"\t\telif [[ -n $command ]]; then\n"
	"\t\t\tcommand='file'\n"
	"\t\telif [[ $word == -- ]]; then\n"
	"\t\t\tcommand='command'\n"
	"\t\telif [[ $word == -* ]]; then\n"
	"\t\t\t[[ $word == *=* || $flags == *\" $word \"* ]] || option=$word\n"
	"\t\telif ((count++ == 0)) && [[ $verbs == *\" $word \"* ]]; then\n"
	"\t\t\tverb=$word\n"
	"\t\tfi\n"
	"\tdone\n"
	"\tpart=$typed\n"
	"\tif [[ -z $option && -z $command && $typed == --*=* ]]; then\n"
	"\t\toption=${typed%%=*}\n"
	"\t\tpart=${typed#*=}\n"
	"\tfi\n";

static const char find_words[] =
	"\tif [[ -n $option ]]; then\n"
	"\t\t_procbench_values \"$option\"\n"
	"\t\tword=${option#--}\n"
	"\t\t[[ -n $words$action ]] || _procbench_values \"option:${word//-/_}\"\n"
	"\t\tif [[ $option == --export && $part == *:* ]]; then\n"
	"\t\t\tpart=${part#*:}\n"
	"\t\t\twords=''\n"
	"\t\telse\n"
	"\t\t\tpiece=,${part%\"${part##*,}\"}\n"
	"\t\t\tpart=${part##*,}\n"
	"\t\t\tpart=${part#+}\n"
	"\t\t\tfor word in $words; do\n"
	"\t\t\t\t[[ $piece != *[,+]\"$word\",* ]] || words=\" $words \" words=${words/\" $word \"/ "
	"}\n"
	"\t\t\tdone\n"
	"\t\tfi\n"
	"\telif [[ -n $command ]]; then\n"
	"\t\taction=$command\n"
	"\t\t[[ $verb != compare ]] || action='file'\n"
	"\telif [[ $typed == -* ]]; then\n"
	"\t\t_procbench_options \"$verb\"\n"
	"\telse\n"
	"\t\t_procbench_operands \"$verb\"\n"
	"\t\tif [[ $action != case ]]; then\n"
	"\t\t\t:\n"
	"\t\telif [[ $typed != *:* ]]; then\n"
	"\t\t\twords=$methods\n"
	"\t\t\t((count > 0)) || words+=$verbs\n"
	"\t\telse\n"
	"\t\t\tpart=${typed#*:}\n"
	"\t\t\tpart=${part##*,}\n"
	"\t\t\tif [[ $part == *=* ]]; then\n"
	"\t\t\t\taction=''\n"
	"\t\t\t\t_procbench_values \"${typed%%:*}:${part%%=*}\"\n"
	"\t\t\t\tpart=${part#*=}\n"
	"\t\t\telse\n"
	"\t\t\t\t_procbench_keys \"${typed%%:*}\"\n"
	"\t\t\t\tfor word in $words; do\n"
	"\t\t\t\t\t[[ $typed != *[:,]\"$word\"* ]] || words=${words/\"$word\"/}\n"
	"\t\t\t\tdone\n"
	"\t\t\tfi\n"
	"\t\tfi\n"
	"\tfi\n"
	"\t[[ -z $joined ]] || part=${part##*+}\n";

static const char reply[] = "\tmapfile -t COMPREPLY < <(\n"
			    "\t\t[[ -z $words ]] || compgen -W \"$words\" -- \"$part\"\n"
			    "\t\t[[ $action != command ]] || compgen -c -- \"$part\"\n"
			    "\t\t[[ $action != file ]] || compgen -f -- \"$part\"\n"
			    "\t)\n"
			    "\t[[ $COMP_WORDBREAKS != *:* ]] || breaks+=:\n"
			    "\t[[ $COMP_WORDBREAKS != *=* ]] || breaks+='='\n"
			    "\tpiece=$typed\n"
			    "\t[[ -z $breaks ]] || piece=${typed##*[\"$breaks\"]}\n"
			    "\tif ((${#part} > ${#piece})); then\n"
			    "\t\tCOMPREPLY=(\"${COMPREPLY[@]#\"${part%\"$piece\"}\"}\")\n"
			    "\telse\n"
			    "\t\tword=${piece%\"$part\"}\n"
			    "\t\tCOMPREPLY=(\"${COMPREPLY[@]/#/\"$word\"}\")\n"
			    "\tfi\n"
			    "\tif ((${#COMPREPLY[@]} == 1)) && [[ -n $joined$listed || "
			    "${COMPREPLY[0]} == *[=:] ]]; then\n"
			    "\t\tcompopt -o nospace 2>/dev/null\n"
			    "\telif [[ $action == file ]]; then\n"
			    "\t\tcompopt -o filenames 2>/dev/null\n"
			    "\tfi\n"
			    "}\n"
			    "complete -F _procbench procbench\n";

void manual_bash(struct text *out)
{
	text_add(out, "# procbench: completion for bash, generated from procbench's tables.\n");
	text_add(out, "_procbench_values() {\n\tcase $1 in\n");
	manual_value_branches(out, "--", add_branch);
	text_add(out, "\tesac\n}\n_procbench_keys() {\n\tcase $1 in\n");
	manual_key_branches(out, add_branch);
	text_add(out, "\tesac\n}\n_procbench_operands() {\n\tcase $1 in\n");
	manual_operand_branches(out, "''", add_branch);
	text_add(out, "\tesac\n}\n_procbench_options() {\n\tcase $1 in\n");
	add_options(out);
	text_add(out, "\tesac\n}\n_procbench() {\n");
	manual_add_local(out, "verbs", manual_verb_names);
	manual_add_local(out, "methods", manual_method_names);
	manual_add_local(out, "flags", manual_flag_names);
	text_add(out, find_place);
	text_add(out, find_words);
	text_add(out, reply);
}
