/* tracer_registers: the first argument of a call in a stopped task, where it stands. */
#define _GNU_SOURCE
#include "tracer_calls.h"

#include <elf.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>

#if defined(__x86_64__)

/* A task of 32 bits has its own layout, in which the first argument is ebx. */
void tracer_set_first_argument(pid_t tid, uint64_t from, uint64_t to)
{
	union {
		struct user_regs_struct own;
		uint32_t other[17];
	} registers;
	struct iovec all = {&registers, sizeof(registers)};

	if (ptrace(PTRACE_GETREGSET, tid, (void *)NT_PRSTATUS, &all) < 0)
		return;
	if (all.iov_len == sizeof(registers.own) && registers.own.rdi == from)
		registers.own.rdi = to;
	else if (all.iov_len == sizeof(registers.other) && registers.other[0] == (uint32_t)from)
		registers.other[0] = (uint32_t)to;
	else
		return;
	ptrace(PTRACE_SETREGSET, tid, (void *)NT_PRSTATUS, &all);
}

#else

/* The register also holds the result: once the call has begun, it no longer equals `from`. */
void tracer_set_first_argument(pid_t tid, uint64_t from, uint64_t to)
{
	struct user_regs_struct registers;
	struct iovec all = {&registers, sizeof(registers)};

	if (ptrace(PTRACE_GETREGSET, tid, (void *)NT_PRSTATUS, &all) < 0 ||
	    all.iov_len != sizeof(registers) || registers.regs[0] != from)
		return;
	registers.regs[0] = to;
	ptrace(PTRACE_SETREGSET, tid, (void *)NT_PRSTATUS, &all);
}

#endif
