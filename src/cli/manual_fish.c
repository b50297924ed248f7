/* manual_fish: completion for fish. */
#include "manual.h"

static void add_quoted(struct text *out, const char *words)
{
	text_add_char(out, '\'');
	for (const char *c = words; *c; c++) {
		if (*c == '\'' || *c == '\\')
			text_add_char(out, '\\');
		text_add_char(out, *c);
	}
	text_add_char(out, '\'');
}

/* Of a `switch`: collects the words that follow $rest; what stands before them is in $head. */
static void add_branch(struct text *out, const char *pattern, unsigned follows,
		       const struct text *words)
{
	if ((follows & ~(unsigned)MANUAL_LISTED) == 0)
		return;
	text_add(out, "        case ");
	add_quoted(out, pattern);
	text_add_char(out, '\n');
	if (follows & MANUAL_JOINED)
		text_add(out, "            set joined (string match -r '^.*[+]' -- $rest)\n");
	if (follows & MANUAL_WORDS)
		text_printf(out, "            set words %s\n", text_string(words));
	if (follows & MANUAL_CASES)
		text_add(out, "            set words (__procbench_case)\n");
	if (follows & MANUAL_FILES)
		text_add(out, "            set -a words (__fish_complete_path $rest)\n");
	if (follows & MANUAL_COMMANDS)
		text_add(out, "            set -a words (__fish_complete_command)\n");
}

/* A word that a list has already is not offered again. */
static const char end_of_words[] =
	"    end\n"
	"    for word in $words\n"
	"        string match -q -- \"*,$word,*\" ,(string replace -r -- '^[+]' '' \"$head\")\n"
	"        or printf '%s\\n' \"$head$joined$word\"\n"
	"    end\n"
	"end\n";

static void add_described(struct text *out, const char *name, const char *summary)
{
	text_printf(out, "    printf '%%s\\t%%s\\n' %s ", name);
	add_quoted(out, summary);
	text_add_char(out, '\n');
}

static void add_names(struct text *out)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	text_add(out, "function __procbench_verbs\n");
	for (size_t i = 0; i < verb_count; i++)
		if (verb_table[i].name)
			add_described(out, verb_table[i].name, verb_table[i].summary);
	text_add(out, "end\nfunction __procbench_methods\n");
	for (size_t i = 0; i < count; i++)
		add_described(out, methods[i]->name, methods[i]->summary);
	text_add(out, "end\n");
}

/* The operands before the cursor; a `--` ends them. */
static void add_parsing(struct text *out)
{
	struct text flags = {0}, verbs = {0};

	manual_flag_names(&flags);
	manual_verb_names(&verbs);
	text_printf(out,
		    "function __procbench_operands\n"
		    "    set -l option\n"
		    "    for word in (commandline -opc)[2..-1]\n"
		    "        if test -n \"$option\"\n"
		    "            set option\n"
		    "        else if test \"$word\" = --\n"
		    "            printf '%%s\\n' --\n"
		    "            return\n"
		    "        else if string match -q -- '-*' $word\n"
		    "            if not string match -q -- '*=*' $word\n"
		    "                and not contains -- $word %s\n"
		    "                set option $word\n"
		    "            end\n"
		    "        else\n"
		    "            printf '%%s\\n' $word\n"
		    "        end\n"
		    "    end\n"
		    "end\n"
		    "function __procbench_verb\n"
		    "    set -l operands (__procbench_operands)\n"
		    "    if contains -- \"$operands[1]\" %s\n"
		    "        echo $operands[1]\n"
		    "    else\n"
		    "        echo measure\n"
		    "    end\n"
		    "end\n"
		    "function __procbench_is\n"
		    "    contains -- (__procbench_verb) $argv\n"
		    "end\n",
		    text_string(&flags), text_string(&verbs));
	text_free(&flags);
	text_free(&verbs);
}

static const char find_words[] =
	"function __procbench_list -a name\n"
	"    set -l typed (string replace -r -- '^--[^=]*=' '' (commandline -ct))\n"
	"    set -l head (string match -r -- '^(?:.*,|[+])' $typed)\n"
	"    if test $name = export\n"
	"        set head (string match -r -- '^[^:]*:' $typed)\n"
	"    end\n"
	"    __procbench_value $name \"$head\" (string sub -s (math 1 + (string length -- "
	"\"$head\")) -- "
	"\"$typed\")\n"
	"end\n"
	"function __procbench_case\n"
	"    set -l typed (commandline -ct)\n"
	"    set -l head (string match -r -- '^[^:]*:' $typed)\n"
	"    if test -z \"$head\"\n"
	"        __procbench_methods\n"
	"        return\n"
	"    end\n"
	"    set -l method (string sub -e -1 -- $head)\n"
	"    set head (string match -r -- '^[^:]*:(?:.*,)?' $typed)\n"
	"    set -l part (string sub -s (math 1 + (string length -- $head)) -- $typed)\n"
	"    set -l key (string match -r -- '^[^=]*=' $part)\n"
	"    if test -n \"$key\"\n"
	"        __procbench_value $method:(string sub -e -1 -- $key) $head$key \\\n"
	"            (string sub -s (math 1 + (string length -- $key)) -- $part)\n"
	"        return\n"
	"    end\n"
	"    for word in (__procbench_keys $method)\n"
	"        string match -q -- \"*,$word*\" (string replace : , -- $head)\n"
	"        or printf '%s\\n' $head$word\n"
	"    end\n"
	"end\n";

/* By the name of the command; the first operand can be a command or a case. */
static void add_operands(struct text *out)
{
	text_add(out, "function __procbench_operand\n"
		      "    set -l operands (__procbench_operands)\n"
		      "    set -l rest (commandline -ct)\n"
		      "    set -l head\n    set -l words\n    set -l joined\n"
		      "    if contains -- -- $operands\n"
		      "        and not __procbench_is compare\n"
		      "        if test (commandline -opc)[-1] = --\n"
		      "            __fish_complete_command\n"
		      "        else\n"
		      "            __fish_complete_path $rest\n"
		      "        end\n"
		      "        return\n"
		      "    end\n"
		      "    if test (count $operands) -eq 0\n"
		      "        and not string match -q -- '*:*' $rest\n"
		      "        __procbench_verbs\n"
		      "        __procbench_methods\n"
		      "        return\n"
		      "    end\n"
		      "    switch (__procbench_verb)\n");
	manual_operand_branches(out, "measure", add_branch);
	text_add(out, end_of_words);
}

/* An option is offered with the commands that support it. */
static void add_option(struct text *out, enum verb_set owners, const char *name, char letter,
		       const char *help, const char *value)
{
	text_add(out, "complete -c procbench");
	if (owners != VERB_ANY) {
		text_add(out, " -n '__procbench_is");
		for (size_t i = 0; i < verb_count; i++)
			if (verb_table[i].set & owners)
				text_printf(out, " %s",
					    verb_table[i].name ? verb_table[i].name : "measure");
		text_add_char(out, '\'');
	}
	text_printf(out, " -l %s", name);
	if (letter)
		text_printf(out, " -s %c", letter);
	if (value)
		text_printf(out, " -x -a '(__procbench_list %s)'", value);
	text_add(out, " -d ");
	add_quoted(out, help);
	text_add_char(out, '\n');
}

static void add_options(struct text *out)
{
	for (size_t i = 0; i < option_count; i++) {
		const struct option_info *option = &option_table[i];

		add_option(out, option->verbs, option->name, option->letter, option->help,
			   option->value ? option->name : NULL);
	}
	for (int key = 0; key < KEY_COUNT; key++) {
		struct text value = {0};

		text_printf(&value, "option:%s", key_table[key].name);
		add_option(out, OPTION_KEY_VERBS, keys_option((enum key)key).name, 0,
			   key_table[key].help, text_string(&value));
		text_free(&value);
	}
}

void manual_fish(struct text *out)
{
	text_add(out, "# procbench: completion for fish, generated from procbench's tables.\n");
	text_add(out, "function __procbench_value -a name head rest\n"
		      "    set -l words\n    set -l joined\n    switch $name\n");
	manual_value_branches(out, "", add_branch);
	text_add(out, end_of_words);
	text_add(out, "function __procbench_keys -a method head\n"
		      "    set -l words\n    set -l joined\n    switch $method\n");
	manual_key_branches(out, add_branch);
	text_add(out, end_of_words);
	add_names(out);
	add_parsing(out);
	text_add(out, find_words);
	add_operands(out);
	text_add(out, "complete -c procbench -f -a '(__procbench_operand)'\n");
	add_options(out);
}
