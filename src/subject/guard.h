/*
 * guard: kills all descendants of a subject when its controller dies. Built with and without libc.
 */
#ifndef PROCBENCH_SUBJECT_GUARD_H
#define PROCBENCH_SUBJECT_GUARD_H

/*
 * After this call the death of process `controller` kills the subject, its process group and every
 * descendant, even outside the group. Returns 0, or -ESRCH if the controller is already dead.
 */
int guard_start(int controller);

#endif
