/*
 * fleet: merges the saved results of many hosts, case by case.
 *
 * A host is a label; results with one label are runs of one host. Files are read one at a time, and
 * of each only a few numbers per case are kept. The value of a case in a run is the logarithm of
 * its multiple of the matching floor; stats/effects has the model. Hosts of different kernels or
 * architectures are separate groups unless `across_machines` joins them, and a case is split by
 * the floor it was measured against.
 *
 * What could not be read or measured takes no part and is a problem, named by host, file and case.
 */
#ifndef PROCBENCH_FLEET_FLEET_H
#define PROCBENCH_FLEET_FLEET_H

#include "procbench/base/error.h"
#include "procbench/base/quantity.h"
#include "procbench/base/text.h"
#include "procbench/base/text_list.h"
#include "procbench/base/words.h"
#include "procbench/result/grouping.h"
#include "procbench/stats/effects.h"

#include <stdbool.h>
#include <stddef.h>

/* Of floor multiples from run to run, where hosts have too few runs to tell; as in compare. */
#define FLEET_RUN_SD 0.025
#define FLEET_RUN_DF 29

struct fleet_settings {
	const char *by;       /* facts and tags separated by commas, or NULL */
	bool across_machines; /* join hosts of different kernels and architectures */
	double error_rate;    /* family-wise, of finding an outlier where there is none */
	const char *expected; /* a number of hosts, or a file of labels; NULL: unknown */
};

/* A host's part of a case. */
struct fleet_host {
	size_t label; /* index in fleet.labels */
	struct effects_host effect;
	double p_holm;
	bool is_outlier;
	double median_ns; /* geometric mean of its runs' medians */
};

/* One case of one group against one floor. */
struct fleet_unit {
	size_t spec; /* index in fleet.specs */
	size_t group;
	char *floor;              /* method of the floor */
	struct effects effects;   /* of logarithms */
	double median_ns;         /* geometric mean over hosts */
	struct fleet_host *hosts; /* the fastest first */
	size_t host_count;
	struct effects_run *runs; /* while files are read */
	double *log_ns;
	size_t run_count;
	size_t capacity;
};

/* What could not be used; -1: not known. */
struct fleet_problem {
	long label;
	long spec;
	char *file; /* or NULL: of several */
	char *why;
};

struct fleet {
	struct fleet_settings settings;
	struct grouping by; /* by facts and tags */
	enum quantity clock;
	char *clock_file;      /* the file that decided about it */
	size_t files;          /* read and used */
	struct words labels;   /* of hosts */
	struct words machines; /* of labels: "LABEL-INDEX CPU-MODEL, ..." */
	struct words specs;
	struct words unit_keys;
	struct words runs_seen;
	struct words loaded;      /* labels of results that were measured under other load */
	struct fleet_unit *units; /* by spec and group once judged */
	size_t unit_count;
	struct fleet_problem *problems;
	size_t problem_count;
	struct text_list missing;  /* labels that were expected */
	size_t missing_count;      /* of hosts, also where only their number was expected */
	struct text_list warnings; /* each with its remedy */
	size_t tests;              /* of hosts, over which outliers are corrected */
	size_t outliers;
};

/* -EINVAL for a wrong setting. End with fleet_free() either way. */
int fleet_init(struct fleet *fleet, const struct fleet_settings *settings, struct error *error);

/*
 * Reads FILE, or below DIR every file whose name ends in .json, in the order of names. A file that
 * is not a result becomes a problem. -EINVAL for counted beside timed results; -ENOMEM.
 */
int fleet_add(struct fleet *fleet, const char *path, struct error *error);

/* Fits and tests once all files are read. -EINVAL if there is nothing to judge. */
int fleet_judge(struct fleet *fleet, struct error *error);

void fleet_free(struct fleet *fleet);

/* "kernel=6.1.0, cpu=2": the group's values, of what differs between groups or was asked for. */
void fleet_add_group(struct text *out, const struct fleet *fleet, size_t group);

/* "n3: fork: skipped: no memory" of a problem. */
void fleet_add_problem(struct text *out, const struct fleet *fleet,
		       const struct fleet_problem *problem);

/* Appends the report to `out`; 0 or -ENOMEM. */
typedef int fleet_writer(const struct fleet *fleet, bool color, struct text *out);

/* The writer of a format; NULL if there is none. */
fleet_writer *fleet_writer_of(const char *format);

#endif
