/*
 * leftover: the one folder that a process makes and has to remove, however it ends.
 *
 * Works without libc, and in a signal handler.
 */
#ifndef PROCBENCH_SYS_LEFTOVER_H
#define PROCBENCH_SYS_LEFTOVER_H

/* Notes the folder before it is made; the string has to stay. */
void leftover_note(const char *path);

/* Removes it, if it is there; waits a little for a cgroup whose processes are just ending. */
void leftover_remove(void);

/* The same of any folder. */
void leftover_remove_folder(const char *path);

#endif
