/*
 * cleanup: the one folder that a process makes and has to remove, however it ends.
 *
 * Works without libc, and in a signal handler.
 */
#ifndef PROCBENCH_SYS_CLEANUP_H
#define PROCBENCH_SYS_CLEANUP_H

/* Notes the folder before it is made; the string has to stay. */
void cleanup_register(const char *path);

/* Removes it, if it is there; waits a little for a cgroup whose processes are just ending. */
void cleanup_run(void);

/* The same of any folder. */
void cleanup_rmdir(const char *path);

#endif
