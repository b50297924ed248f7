/* syscall_name: system calls of this architecture by name, from a list that the build makes. */
#include "procbench/sys/syscall_name.h"

#include <stddef.h>
#include <sys/syscall.h>
#include <syscall_names.h>

#define ROW(name) [__NR_##name] = #name,

static const char *const names[] = {SYSCALL_NAMES(ROW)};

const char *syscall_name(unsigned long number)
{
	return number < sizeof(names) / sizeof(names[0]) ? names[number] : NULL;
}
