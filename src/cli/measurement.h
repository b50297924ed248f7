/*
 * measurement: a session with what the command line adds: files, progress, signals, exit status.
 *
 * In this order: plan the session, prepare, execute, report; the first that fails ends it. End with
 * measurement_free() either way.
 */
#ifndef PROCBENCH_CLI_MEASUREMENT_H
#define PROCBENCH_CLI_MEASUREMENT_H

#include "config.h"
#include "exports.h"

#include "procbench/session/session.h"

struct measurement {
	const struct config *config;
	struct session session;
	struct exports exports;
	int signal_number; /* that ended it, 0: none did */
};

/* What the operands from `first` on and the options ask for. */
struct plan_request measurement_request(const struct config *config, size_t first);

/* Finds what would fail after the measurement: the format, standard output, the files. */
int measurement_prepare(struct measurement *m, struct error *error);

/* Measures, as a duel where `duel` is not NULL, with progress, until done or interrupted. */
int measurement_execute(struct measurement *m, const struct session_duel *duel,
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
