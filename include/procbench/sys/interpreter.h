/*
 * interpreter: what the kernel executes in place of a program, as the program's file says.
 */
#ifndef PROCBENCH_SYS_INTERPRETER_H
#define PROCBENCH_SYS_INTERPRETER_H

#include <stddef.h>

enum interpreter {
	INTERPRETER_NONE,    /* a static program, which the kernel executes itself */
	INTERPRETER_LOADER,  /* the dynamic loader of an ELF file */
	INTERPRETER_SCRIPT,  /* the program behind #! */
	INTERPRETER_FOREIGN, /* an ELF file that is not of 64 bits */
	INTERPRETER_UNKNOWN  /* neither a script nor ELF */
};

/*
 * The kind of a program that is open for reading, and the path of its interpreter, "" where there
 * is none or it is not known; -errno if the file cannot be read, -ENAMETOOLONG for a longer path.
 */
int interpreter_of(int fd, char *path, size_t size);

#endif
