/*
 * measurement: a session with what the command line adds: files, progress, signals, exit status.
 *
 * Call order: plan the session, prepare, execute, report, up to the first failure; then
 * measurement_free().
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
	int signal_number; /* that ended it; 0: none */
};

/* The plan that the operands from `first` on and the options request. */
struct plan_request measurement_request(const struct config *config, size_t first);

/* Checks the format, standard output and files before the measurement rather than after it. */
int measurement_prepare(struct measurement *m, struct error *error);

/* Measures with a progress bar until done or interrupted; as a duel if `duel` is not NULL. */
int measurement_execute(struct measurement *m, const struct session_duel *duel,
			struct error *error);

/*
 * EXIT_MEASURED, or the status of a signal, or of a case that was not measured or had failures.
 */
int measurement_judge(const struct measurement *m);

/* Reports a failure of the others. Returns the exit status: of a signal, if one was the reason. */
int measurement_fail(const struct measurement *m, const struct error *error);

/* Writes files and standard output. Returns the exit status: `status`, or that of a failure. */
int measurement_report(struct measurement *m, int status);

void measurement_free(struct measurement *m);

#endif
