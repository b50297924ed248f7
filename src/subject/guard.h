/*
 * guard: nothing below a subject outlives its controller. Built with and without libc.
 */
#ifndef PROCBENCH_SUBJECT_GUARD_H
#define PROCBENCH_SUBJECT_GUARD_H

/*
 * From here on the death of process `controller` ends the subject, its process group, and every
 * descendant, one that left the group included. Returns 0, or -ESRCH when it is dead already.
 */
int guard_start(int controller);

#endif
