/*
 * config: the command line as typed values.
 */
#ifndef PROCBENCH_CLI_CONFIG_H
#define PROCBENCH_CLI_CONFIG_H

#include "procbench/base/error.h"
#include "procbench/base/keys.h"
#include "procbench/history/history.h"
#include "procbench/observe/observe.h"
#include "procbench/result/compare.h"
#include "procbench/run/run.h"
#include "procbench/session/session.h"

#include <stdbool.h>
#include <stddef.h>

enum config_when { CONFIG_AUTO, CONFIG_ON, CONFIG_OFF };

/* The values of an option that may be repeated; the array is owned, the strings are not. */
struct config_list {
	const char **items;
	size_t count;
};

struct config {
	char **operands; /* verb or cases; not owned */
	size_t operand_count;
	char **after; /* what stands behind --, of verbs that take it; not owned */
	size_t after_count;
	uint64_t given; /* one bit per option that was given, by its index in the table */
	char *key_lists[KEY_COUNT]; /* the values of key options, NULL where not given; owned */
	struct run_settings run;
	const char *samples; /* file, or NULL */
	const char *format;
	struct config_list exports; /* files */
	const char *columns;        /* of the report, or NULL */
	bool histogram;
	const char *save;           /* the directory that gets the result too, or NULL */
	const char *label;          /* label of the machine, or NULL */
	struct config_list tags;    /* "key=value" */
	struct config_list asserts; /* about the creations of an observed program */
	const char *plot;           /* the directory for pictures, or NULL */
	const char *ablate;         /* the flags, or NULL */
	const char *instead;        /* of replay: the spec of the replacement, or NULL */
	double margin;              /* tolerated slowdown, a fraction */
	enum compare_metric metric;
	bool across_machines;       /* accept results of different machines */
	const char *by;             /* fleet: facts and tags that make groups, or NULL */
	const char *commits;        /* history: the order of results, or NULL */
	enum history_values values; /* history: what its series are made of */
	struct config_list bless;   /* history: changes to accept */
	bool gate;                  /* history: a fresh change is a failure */
	const char *hosts;          /* fleet: the expected ones, a number or a file, or NULL */
	double error_rate;          /* fleet: family-wise, of outliers */
	const char *wrap_a; /* of duel: the command that starts the subjects of A, or NULL */
	const char *wrap_b;
	bool floor;
	struct session_guest guest;
	uint64_t pid; /* observe: of a running process, or 0 */
	enum observe_counting calls;
	bool filter;        /* observe: see calls that fail, too */
	bool tree;          /* of processes */
	bool price;         /* observe: measure what the calls cost */
	const char *output; /* observe: the file for the report, or NULL */
	enum config_when progress;
	enum config_when color;
	bool quiet;
	bool strict;  /* a problem of doctor or an outlier of fleet is a failure */
	bool measure; /* doctor: also the stability */
	bool help;
	bool short_help; /* -h */
	bool version;
};

/*
 * Reads argv, which it may reorder. -EINVAL and a message for wrong usage. Call config_free()
 * either way.
 */
int config_read(struct config *config, int argc, char **argv, struct error *error);
void config_free(struct config *config);

#endif
