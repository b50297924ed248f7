/*
 * cleanup: a directory that the process creates and must remove, however it ends.
 *
 * Works without libc, and in a signal handler.
 */
#ifndef PROCBENCH_SYS_CLEANUP_H
#define PROCBENCH_SYS_CLEANUP_H

/* Registers the directory before it is created; the string must stay valid. */
void cleanup_register(const char *path);

/* Removes it if it exists; waits briefly for a cgroup whose processes are exiting. */
void cleanup_run(void);

/* Removes any directory, likewise. */
void cleanup_rmdir(const char *path);

#endif
