/* verbs: the one table of what procbench can be told to do. */
#include "verbs.h"

const struct verb verb_table[] = {
	{NULL, "CASE... [options] [-- COMMAND ARG...]", "measure these cases, interleaved",
	 verb_measure},
	{"list", "list", "methods, child work, shapes, flags and formats; what works here",
	 verb_list},
};

const size_t verb_count = sizeof(verb_table) / sizeof(verb_table[0]);
