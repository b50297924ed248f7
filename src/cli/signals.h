/*
 * signals: orderly termination by SIGINT, SIGTERM, SIGHUP and SIGXCPU.
 *
 * While procbench measures, a descriptor becomes readable; while it writes files, the first signal
 * waits until they are there. Signals that whoever started procbench had ignored (nohup) stay so.
 */
#ifndef PROCBENCH_CLI_SIGNALS_H
#define PROCBENCH_CLI_SIGNALS_H

#include "procbench/base/error.h"

/* A broken pipe and a file above the limit of its size are errnos; children can be waited for. */
void signals_reset(void);
/* Restores them to before signals_reset(), for a command that is executed. */
void signals_restore(void);

/* From here on those signals wait in the descriptor that is returned. -errno. */
int signals_open(struct error *error);

/* The signal that came, or 0; what comes from here on is held. */
int signals_close(int fd);

/* From here on the first of them is noted, and the next one ends the process at once. */
void signals_hold(void);

/* The one that was noted since, or 0; from here on they end the process at once. */
int signals_release(void);

#endif
