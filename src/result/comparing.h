/* comparing: the state and the parts of compare. */
#ifndef PROCBENCH_RESULT_COMPARING_H
#define PROCBENCH_RESULT_COMPARING_H

#include "metric.h"

#include "procbench/result/compare.h"

/* A run, with its cases in the order of their specs. */
struct run_index {
	const struct result *run;
	const char *name;
	const struct result_case **cases;
};

/* The outcome of a case, in addition to its verdict. */
enum state { STATE_JUDGED, STATE_NO_ERROR, STATE_ADDED, STATE_UNMEASURED };

struct comparing {
	const struct compare_side *old;
	const struct compare_side *new;
	const struct compare_settings *settings;
	struct run_index *index; /* runs of new, then of old */
	size_t run_count;
	bool counts;           /* the runs counted instructions */
	const char *control;   /* spec of the control case, or NULL */
	double control_change; /* ratio of the control itself */
	const char *moves; /* what differs and moves the control too; NULL: the control decides */
	struct result *to;
	struct change *changes; /* one per comparison */
	enum state *states;
	size_t capacity;
	struct error *error;
};

int compare_out_of_memory(struct comparing *c);

/* Indexes all runs; -EINVAL for a duplicate case. */
int compare_index(struct comparing *c);
/* The case of that spec in a run, or NULL. */
const struct result_case *compare_find(const struct run_index *index, const char *spec);
int compare_check_runs(struct comparing *c);
int compare_check_machines(struct comparing *c);
/* What differs between the runs that changes the cost of every creation, the control included. */
const char *compare_find_move(const struct comparing *c);

/* Sets interval, p-value and verdict of every comparison. 0 or -ENOMEM. */
int compare_judge(struct comparing *c);

/* Sets headline and warnings. */
int compare_describe(struct comparing *c);

#endif
