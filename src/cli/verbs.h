/*
 * verbs: the one table of commands. Each returns the exit status.
 */
#ifndef PROCBENCH_CLI_VERBS_H
#define PROCBENCH_CLI_VERBS_H

#include "config.h"

/* The exit statuses that scripts rely on; 128 + N on signal N. */
enum exit_status {
	EXIT_MEASURED = 0,
	EXIT_REGRESSION = 1,
	EXIT_REFUTED = 1, /* claims: a semantic claim; reproduce: a shape */
	EXIT_PROBLEM = 1, /* doctor --strict */
	EXIT_OUTLIER = 1, /* fleet --strict */
	EXIT_CHANGE = 1,  /* history --gate */
	EXIT_ASSERTION = 1,
	EXIT_USAGE = 2,
	EXIT_INCONCLUSIVE = 3,
	EXIT_NOT_MEASURED = 4,
	EXIT_SIGNAL_BASE = 128
};

/* Sets of verbs: each option belongs to some of them. */
enum verb_set {
	VERB_MEASURE = 1 << 0,
	VERB_LIST = 1 << 1,
	VERB_DOCTOR = 1 << 2,
	VERB_CLAIMS = 1 << 3,
	VERB_REPRODUCE = 1 << 4,
	VERB_REPORT = 1 << 5,
	VERB_COMPARE = 1 << 6,
	VERB_DUEL = 1 << 7,
	VERB_HELP = 1 << 8,
	VERB_VERSION = 1 << 9,
	VERB_FLEET = 1 << 10,
	VERB_OBSERVE = 1 << 11,
	VERB_REPLAY = 1 << 12,
	VERB_HISTORY = 1 << 13,
	VERB_ANY = ~0,
};

/* Verbs with two groups of operands separated by --; for the others, a command follows -- */
#define VERB_TWO_GROUPS VERB_COMPARE
/* Verbs that run the command themselves. */
#define VERB_COMMAND VERB_OBSERVE

struct verb {
	const char *name; /* the first operand; NULL: the main command */
	const char *operands;
	const char *summary;
	const char *example;
	int (*run)(const struct config *config);
	enum verb_set set;   /* only itself */
	const char *formats; /* of --format: "table, csv and json"; NULL: all */
};

extern const struct verb verb_table[];
extern const size_t verb_count;

/* At least verb_count. */
#define VERB_COUNT_MAX 32

/* The verb of that name, or NULL. */
const struct verb *verb_named(const char *name);

/* The verb that the operands name, or the main command. */
const struct verb *verb_find(const struct config *config);

/* Whether the command supports that format. */
bool verb_writes(const struct verb *verb, const char *format);

/* -EINVAL if an option or a format was given that this verb does not support. */
int verb_check(const struct verb *verb, const struct config *config, struct error *error);

int verb_measure(const struct config *config);
int verb_duel(const struct config *config);
int verb_list(const struct config *config);
int verb_doctor(const struct config *config);
int verb_claims(const struct config *config);
int verb_reproduce(const struct config *config);
int verb_replay(const struct config *config);
int verb_fleet(const struct config *config);
int verb_history(const struct config *config);
int verb_observe(const struct config *config);
int verb_report(const struct config *config);
int verb_help(const struct config *config);
int verb_version(const struct config *config);
int verb_compare(const struct config *config);

#endif
