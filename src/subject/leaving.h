/*
 * leaving: how a child that executes nothing ends.
 */
#ifndef PROCBENCH_SUBJECT_LEAVING_H
#define PROCBENCH_SUBJECT_LEAVING_H

#include "procbench/methods/creation.h"

#include <stdint.h>

/*
 * The child's last step for a value of exit=, or NULL for _exit, which every child ends with. For
 * `atexit` this registers the handlers that the children inherit. The children must be copies.
 */
creation_step *leaving_step(uint64_t exit);

#endif
