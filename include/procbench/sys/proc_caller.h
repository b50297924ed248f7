/*
 * proc_caller: what can be read of a process in a few microseconds, unlike its smaps.
 */
#ifndef PROCBENCH_SYS_PROC_CALLER_H
#define PROCBENCH_SYS_PROC_CALLER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* PROC_TEXT_NONE: not known. */
struct proc_caller {
	uint64_t rss_anon; /* bytes */
	uint64_t rss_file;
	uint64_t rss_shmem;
	uint64_t page_tables;
	uint64_t threads;
	uint64_t descriptors;
	uint64_t seccomp_filters;
	uint64_t no_new_privs;
	uint64_t euid;
	char cgroup[256]; /* path in cgroup v2, or "" */
};

void proc_caller_read(pid_t pid, struct proc_caller *caller);

/* Resident pages: the cheapest sign that a process has changed. */
uint64_t proc_caller_pages(pid_t pid);

/* The same for a process that is read often: its open file, or -1, and the value now. */
int proc_caller_open(pid_t pid);
uint64_t proc_caller_pages_again(int file);

/* Mappings; takes some 300 ns for each. */
uint64_t proc_caller_mappings(pid_t pid);

/* What the process executes, links resolved; false if it cannot be read. */
bool proc_caller_program(pid_t pid, char *path, size_t size);

/*
 * Counts descriptors above 2; `text` names the first of them: "3 /tmp/x, 5 pipe:[123]". Those that
 * this process has under the same number do not count with `without_own`: a command that it starts
 * cannot help them. PROC_TEXT_NONE: they cannot be listed.
 */
uint64_t proc_caller_descriptors(pid_t pid, bool without_own, char *text, size_t size);

/* The process of a thread, or 0. */
pid_t proc_caller_process(pid_t tid);

#endif
