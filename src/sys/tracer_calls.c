/* tracer_calls: the calls that create and execute, in each ABI of this machine. */
#define _GNU_SOURCE
#include "tracer_calls.h"

#include "procbench/sys/raw.h"
#include "procbench/sys/syscall_name.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/sched.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#ifndef SYS_clone3
#define SYS_clone3 435
#endif

#define EXIT_SIGNAL_BITS 0xffu /* of the flags of clone */

#define CREATION(arch, number, name, machine)                \
	{                                                    \
		arch, number, TRACER_CREATION, name, machine \
	}
#define EXEC(arch, number, name, machine)                \
	{                                                \
		arch, number, TRACER_EXEC, name, machine \
	}

#if defined(__x86_64__)
#define OWN            AUDIT_ARCH_X86_64
#define OTHER          AUDIT_ARCH_I386
#define OTHER_NAME     "i386"
#define OTHER_EXECVEAT 358
#define X32_BIT        0x40000000u
#else
#define OWN            AUDIT_ARCH_AARCH64
#define OTHER          AUDIT_ARCH_ARM
#define OTHER_NAME     "arm"
#define OTHER_EXECVEAT 387
#endif

/* clang-format off */
const struct tracer_row tracer_rows[] = {
	CREATION(OWN, SYS_clone, "clone", NULL),
	CREATION(OWN, SYS_clone3, "clone3", NULL),
	EXEC(OWN, SYS_execve, "execve", NULL),
	EXEC(OWN, SYS_execveat, "execveat", NULL),
#if defined(__x86_64__)
	CREATION(OWN, SYS_fork, "fork", NULL),
	CREATION(OWN, SYS_vfork, "vfork", NULL),
	CREATION(OWN, X32_BIT | SYS_fork, "fork", "x32"),
	CREATION(OWN, X32_BIT | SYS_vfork, "vfork", "x32"),
	CREATION(OWN, X32_BIT | SYS_clone, "clone", "x32"),
	CREATION(OWN, X32_BIT | SYS_clone3, "clone3", "x32"),
	EXEC(OWN, X32_BIT | 520, "execve", "x32"),
	EXEC(OWN, X32_BIT | 545, "execveat", "x32"),
#endif
	/* 32-bit programs: the numbers are those of both i386 and arm */
	CREATION(OTHER, 2, "fork", OTHER_NAME),
	CREATION(OTHER, 190, "vfork", OTHER_NAME),
	CREATION(OTHER, 120, "clone", OTHER_NAME),
	CREATION(OTHER, 435, "clone3", OTHER_NAME),
	EXEC(OTHER, 11, "execve", OTHER_NAME),
	EXEC(OTHER, OTHER_EXECVEAT, "execveat", OTHER_NAME),
};
/* clang-format on */

const size_t tracer_row_count = sizeof(tracer_rows) / sizeof(tracer_rows[0]);

/* Reads the task's memory; false if not all of it can be read. */
static bool tracer_read_memory(pid_t tid, uint64_t address, void *data, size_t size)
{
	struct iovec to = {data, size}, from = {(void *)(uintptr_t)address, size};

	return process_vm_readv(tid, &to, 1, &from, 1, 0) == (ssize_t)size;
}

/* A string may end just before memory that cannot be read, so a page is read at a time. */
bool tracer_read_string(pid_t tid, uint64_t address, char *string, size_t size)
{
	size_t length = 0;

	string[0] = '\0';
	while (length + 1 < size) {
		size_t part = 4096 - (size_t)((address + length) & 4095);
		const char *end;

		if (part > size - 1 - length)
			part = size - 1 - length;
		if (!tracer_read_memory(tid, address + length, string + length, part))
			break;
		end = memchr(string + length, '\0', part);
		if (end)
			return true;
		length += part;
		string[length] = '\0';
	}
	return length > 0;
}

static void decode_creation(pid_t tid, const uint64_t *arguments, struct tracer_call *call)
{
	struct sys_clone_args args = {0};

	call->exit_signal = 17; /* SIGCHLD of fork and vfork; in all of these ABIs */
	if (strcmp(call->name, "clone") == 0) {
		call->flags = (uint32_t)arguments[0] & ~EXIT_SIGNAL_BITS;
		call->exit_signal = arguments[0] & EXIT_SIGNAL_BITS;
		call->own_stack = arguments[1] != 0;
	} else if (strcmp(call->name, "clone3") == 0) {
		size_t size = arguments[1] < sizeof(args) ? (size_t)arguments[1] : sizeof(args);

		tracer_read_memory(tid, arguments[0], &args, size);
		call->flags = args.flags;
		call->exit_signal = args.exit_signal;
		call->own_stack = args.stack != 0;
	}
}

static void decode_exec(const uint64_t *arguments, struct tracer_call *call)
{
	bool is_at = strcmp(call->name, "execveat") == 0;

	call->directory = is_at ? (int)arguments[0] : AT_FDCWD;
	call->path = arguments[is_at];
}

static const struct tracer_row *find_row(uint32_t arch, uint64_t number)
{
	for (size_t i = 0; i < tracer_row_count; i++)
		if (tracer_rows[i].arch == arch && tracer_rows[i].number == number)
			return &tracer_rows[i];
	return NULL;
}

static bool is_exit(uint32_t arch, uint64_t number)
{
	if (arch == OWN)
		return number == SYS_exit || number == SYS_exit_group;
	return number == 1 || number == (OTHER == AUDIT_ARCH_ARM ? 248 : 252);
}

void tracer_decode(pid_t tid, uint32_t arch, uint64_t number, const uint64_t *arguments,
		   struct tracer_call *call)
{
	const struct tracer_row *row = find_row(arch, number);

	*call = (struct tracer_call){
		.number = number, .first = arguments[0], .directory = AT_FDCWD};
	call->machine = arch == OTHER ? OTHER_NAME : arch == OWN ? NULL : "unknown";
	if (row) {
		call->kind = row->kind;
		call->name = row->name;
		call->machine = row->machine;
	} else {
		call->kind = is_exit(arch, number) ? TRACER_EXIT : TRACER_OTHER_CALL;
		call->name = arch == OWN ? syscall_name((unsigned long)number) : NULL;
	}
	if (call->kind == TRACER_CREATION)
		decode_creation(tid, arguments, call);
	else if (call->kind == TRACER_EXEC)
		decode_exec(arguments, call);
}
