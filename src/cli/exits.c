/* exits: the one table of exit statuses. */
#include "exits.h"

const struct exit_info exit_table[] = {
	{"0", "measured; duel and compare: no regression"},
	{"1", "duel and compare: regression; claims: a statement about behaviour does not hold; "
	      "reproduce: a result has a different shape; doctor --strict: a problem; fleet "
	      "--strict: an outlier; history --gate: a fresh change; --assert: it fails"},
	{"2", "wrong usage, a file that cannot be read or written, or a command that cannot be "
	      "executed or traced"},
	{"3", "duel and compare: inconclusive; --assert: it cannot be judged"},
	{"4",
	 "a case could not be measured or had failed samples, a host of a fleet is missing, or "
	 "a result of a history cannot be used; the others are reported"},
	{"128+N", "ended by signal N; what was finished is saved"},
};

const size_t exit_count = sizeof(exit_table) / sizeof(exit_table[0]);
