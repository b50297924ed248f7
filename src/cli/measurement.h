/*
 * measurement: what the verbs that measure cases share, from the command line to the report.
 *
 * In this order: prepare, execute, collect, report; the first that fails ends it. End with
 * measurement_free() either way.
 */
#ifndef PROCBENCH_CLI_MEASUREMENT_H
#define PROCBENCH_CLI_MEASUREMENT_H

#include "config.h"
#include "exports.h"

#include "procbench/result/result.h"
#include "procbench/run/plan.h"
#include "procbench/run/run.h"

struct measurement {
	const struct config *config;
	struct plan plan;
	struct exports exports;
	struct run run;
	struct result result;
	int signal_number; /* that ended it, 0: none did */
};

/*
 * The plan of these specs and of the options, and everything that can be known to be wrong before
 * the first subject starts.
 */
int measurement_prepare(struct measurement *m, char *const *specs, size_t count, bool floor,
			struct error *error);

/* Measures the plan, with progress, until done or interrupted. */
int measurement_execute(struct measurement *m, const struct run_settings *settings,
			struct error *error);

/* The result, with what a reader has to know of it. */
int measurement_collect(struct measurement *m, const struct run_settings *settings,
			struct error *error);

/*
 * EXIT_MEASURED, or what a signal or a case that was not measured, or not without failures, makes
 * of it.
 */
int measurement_judge(const struct measurement *m);

/* Files and standard output; returns the exit status: `status`, or that of what failed. */
int measurement_report(struct measurement *m, int status);

void measurement_free(struct measurement *m);

#endif
