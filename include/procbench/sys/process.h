/*
 * process: finds and kills processes that a subject or a target left behind.
 */
#ifndef PROCBENCH_SYS_PROCESS_H
#define PROCBENCH_SYS_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/*
 * Sends `signal` to every process whose parent is `parent`; returns how many it could be sent to,
 * or -errno when /proc cannot be read. Where /proc is missing, or is that of another pid namespace,
 * children are found without it. Works without libc, and in a signal handler.
 */
int process_signal_children(pid_t parent, int signal);

/*
 * Stores the pids of up to `max` live children of `parent`; returns their number.
 */
size_t process_list_children(pid_t parent, pid_t *pids, size_t max);

/*
 * Kills `leader`, a child of the caller's that has not been reaped, and the group that it leads, if
 * it does: where setpgid was refused, it is in the caller's. Works as the above.
 */
void process_end_group(pid_t leader);

/* Sends `signal` to every other thread of the caller. Works without libc, too. */
void process_signal_threads(int signal);

/* Whether `parent` is the parent of process `pid`; false if either does not exist. */
bool process_is_child(pid_t pid, pid_t parent);

/*
 * Kills and reaps all descendants of the caller, which should be a subreaper; returns the number of
 * reaped processes. Works without libc and in a signal handler.
 */
int process_end_children(void);

#endif
