/* observe_price: what the observed calls cost, measured once the program has ended. */
#ifndef PROCBENCH_CLI_OBSERVE_PRICE_H
#define PROCBENCH_CLI_OBSERVE_PRICE_H

#include "config.h"

#include "procbench/observe/observation.h"
#include "procbench/sys/proc_shape.h"

/*
 * Measures a case for each site, as replay does, and writes the prices into the observation. `own`
 * is the state of this process before it observed. *signal_number: what has ended it early, or 0.
 */
int observe_price(const struct config *config, const struct proc_shape *own,
		  struct observation *seen, int *signal_number, struct error *error);

#endif
