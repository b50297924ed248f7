/*
 * guest_engine: measures the cases of a plan in guests, one per kernel.
 */
#ifndef PROCBENCH_SRC_SESSION_GUEST_ENGINE_H
#define PROCBENCH_SRC_SESSION_GUEST_ENGINE_H

#include "procbench/session/session.h"

/*
 * Each guest runs the measuring command on the cases of its kernel; their results become one, with
 * the cases in the plan's order. Fills session->result; 0, or -errno (-GUEST_FAILED: no guest could
 * measure).
 */
int guest_engine_measure(struct session *session, const struct run_settings *settings,
			 const struct run_control *control, struct error *error);

#endif
