/*
 * signals: SIGINT, SIGTERM and SIGHUP as a descriptor that becomes readable.
 */
#ifndef PROCBENCH_CLI_SIGNALS_H
#define PROCBENCH_CLI_SIGNALS_H

#include "procbench/base/error.h"

/*
 * From here on those signals wait in the descriptor that is returned, unless whoever started
 * procbench had them ignored (nohup). -errno when it cannot be made.
 */
int signals_open(struct error *error);

/* The signal that came, or 0; from here on another one ends the process at once. */
int signals_close(int fd);

#endif
