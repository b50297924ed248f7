/*
 * process: finding and ending whatever a subject or a target left behind.
 */
#ifndef PROCBENCH_SYS_PROCESS_H
#define PROCBENCH_SYS_PROCESS_H

#include <sys/types.h>

/*
 * Sends `signal` to every process whose parent is `parent`, found in /proc; returns how many there
 * were, or -errno when /proc cannot be read. Works without libc, and in a signal handler.
 */
int process_signal_children(pid_t parent, int signal);

/*
 * Ends and reaps everything below the caller, grandchildren included if the caller is their
 * subreaper; returns how many it reaped. Works without libc, and in a signal handler.
 */
int process_end_children(void);

#endif
