/* tracer_filter: a seccomp filter that stops a program at the calls that create and execute. */
#define _GNU_SOURCE
#include "tracer_calls.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define ROWS_MAX 32

struct program {
	struct sock_filter steps[3 * ROWS_MAX];
	unsigned short count;
};

static void add(struct program *program, struct sock_filter step)
{
	program->steps[program->count++] = step;
}

static void load(struct program *program, size_t member)
{
	add(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)member));
}

/* The rows of one ABI are adjacent: the architecture is compared once. */
static void add_arch(struct program *program, uint32_t arch)
{
	unsigned char rows = 0;

	for (size_t i = 0; i < tracer_row_count; i++)
		rows += tracer_rows[i].arch == arch;
	load(program, offsetof(struct seccomp_data, arch));
	add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, arch, 0,
						  (unsigned char)(rows + 3)));
	load(program, offsetof(struct seccomp_data, nr));
	for (size_t i = 0; i < tracer_row_count; i++)
		if (tracer_rows[i].arch == arch)
			add(program,
			    (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
							 tracer_rows[i].number, rows--, 0));
	add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
	add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE));
}

static void make(struct program *program)
{
	for (size_t i = 0; i < tracer_row_count; i++) {
		bool is_new = true;

		for (size_t k = 0; k < i; k++)
			is_new = is_new && tracer_rows[k].arch != tracer_rows[i].arch;
		if (is_new)
			add_arch(program, tracer_rows[i].arch);
	}
	add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
}

/* Without the mitigations that older kernels enable for processes with a filter. */
static int install(const struct sock_fprog *filter)
{
	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, filter) ==
	    0)
		return 0;
	return -errno;
}

int tracer_filter(bool *sets_no_new_privs)
{
	struct program program = {.count = 0};
	struct sock_fprog filter;
	int status;

	make(&program);
	filter = (struct sock_fprog){program.count, program.steps};
	status = install(&filter);
	*sets_no_new_privs = status == -EACCES;
	if (status == -EACCES && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
		status = install(&filter);
	return status;
}
