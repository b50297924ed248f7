/* syscall_name: system calls of this architecture by name. */
#ifndef PROCBENCH_SYS_SYSCALL_NAME_H
#define PROCBENCH_SYS_SYSCALL_NAME_H

/* A static string; NULL: a number that the headers of this build do not have. */
const char *syscall_name(unsigned long number);

#endif
