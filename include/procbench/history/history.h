/*
 * history: a folder of saved results in the order of time, and where their level changed.
 *
 * A series is one case on one machine, that is on machines that `compare` takes for the same, with
 * one floor. Its values are multiples of the floor, medians of time, or counts of instructions.
 * Files are read one at a time, and of each only a few numbers per case are kept; stats/shifts has
 * the method.
 *
 * What could not be read or measured takes no part and is a problem, named by file and case.
 */
#ifndef PROCBENCH_HISTORY_HISTORY_H
#define PROCBENCH_HISTORY_HISTORY_H

#include "procbench/base/error.h"
#include "procbench/base/facts.h"
#include "procbench/base/quantity.h"
#include "procbench/base/text.h"
#include "procbench/base/text_list.h"
#include "procbench/base/words.h"
#include "procbench/result/grouping.h"
#include "procbench/stats/shifts.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The file of accepted changes in the folder. */
#define HISTORY_BLESSED "blessed"

/* What the values of timed results are. */
enum history_values { HISTORY_FLOOR, HISTORY_TIME };

struct history_settings {
	enum history_values values;
	const char *by;       /* facts, tags or "label" that separate series, by commas; or NULL */
	bool across_machines; /* one series for all machines */
	const char *commits; /* file with commits, the oldest first, for the order; NULL: by date */
	char *const *cases;  /* only these, as they are named in results */
	size_t case_count;   /* 0: all */
};

/* A result. Strings are indexes of words; -1: not known. */
struct history_run {
	long date;
	long label;
	long commit;
	long file;
	size_t machine; /* index in history.machines */
	size_t rank;    /* of the commit; 0 in the order of dates */
};

struct history_point {
	double value; /* multiple of the floor, ns, or count */
	double low;   /* 95% CI; NAN: not known */
	double high;
	double median_ns; /* of total */
	size_t run;
};

struct history_step {
	bool is_blessed;
	bool is_fresh; /* the latest change of its series, and not blessed */
};

struct history_series {
	size_t spec;    /* index in history.specs */
	size_t machine; /* of its first point */
	size_t by;      /* its group */
	char *floor;    /* NULL: times or counts, which are not divided by any */
	enum quantity clock;
	struct history_point *points;
	size_t point_count;
	size_t capacity;
	struct shifts shifts; /* of the logarithms */
	struct history_step *steps;
};

struct history_problem {
	char *file; /* the first one; or NULL: why names it */
	long spec;  /* -1: the whole file */
	char *why;
	size_t count; /* of files */
};

struct history {
	struct history_settings settings;
	struct grouping by;
	struct words dates, labels, commits, files, specs;
	struct words series_keys, problem_keys, runs_seen;
	struct history_run *runs;
	size_t run_count;
	struct facts *machines; /* a host of each */
	size_t machine_count;
	struct history_series *series; /* by spec, machine and group once judged */
	size_t series_count;
	struct history_problem *problems;
	size_t problem_count;
	struct text_list blessed;  /* "CASE@COMMIT" */
	size_t blessed_saved;      /* the first of them, which the folder already contains */
	struct text_list warnings; /* each with its remedy */
	size_t changes;
	size_t fresh;
};

/* -EINVAL for a wrong setting. End with history_free() either way. */
int history_init(struct history *history, const struct history_settings *settings,
		 struct error *error);

/* Reads DIR, or FILE. A file that is not a result becomes a problem. -ENOMEM. */
int history_add(struct history *history, const char *path, struct error *error);

/* Reads the accepted changes of DIR, if it has any. */
int history_read_blessed(struct history *history, const char *directory, struct error *error);

/* Orders and judges the series once all files are read. -EINVAL if there is nothing to judge. */
int history_judge(struct history *history, struct error *error);

/* Accepts CASE@COMMIT or CASE@DATE, before judging. -EINVAL. */
int history_accept(struct history *history, const char *change, struct error *error);

/*
 * Adds it to the accepted changes of DIR, after judging. Safe with concurrent writers. -EINVAL if
 * there is no such change.
 */
int history_bless(const struct history *history, const char *directory, const char *change,
		  struct error *error);

void history_free(struct history *history);

/* "fork: skipped: no memory ('x.json' and 4 more)". */
void history_add_problem(struct text *out, const struct history *history,
			 const struct history_problem *problem);

/* Appends the report to `out`; 0 or -ENOMEM. */
typedef int history_writer(const struct history *history, bool color, struct text *out);

/* The writer of a format; NULL if there is none. */
history_writer *history_writer_of(const char *format);

#endif
