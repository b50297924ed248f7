/* tracer_filter: a seccomp filter that stops a program at the calls that create and execute. */
#define _GNU_SOURCE
#include "tracer_calls.h"

#include "procbench/sys/raw.h"
#include "raw_call.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/prctl.h>

struct program {
	struct sock_filter *steps;
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

static void end(struct program *program, uint32_t action)
{
	add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action));
}

/* A jump if it does not hold; patch_jump() sets where to. */
static size_t jump_unless(struct program *program, uint16_t comparison, uint32_t value)
{
	add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_K | comparison, value, 0, 0));
	return program->count - 1u;
}

static void patch_jump(struct program *program, size_t jump)
{
	program->steps[jump].jf = (unsigned char)(program->count - jump - 1);
}

/* Calls with successive numbers. */
struct range {
	uint32_t first;
	uint32_t last;
};

/*
 * A search by halves: when the filter is installed, the kernel tries it with each number that there
 * is, and these steps are most of what that costs.
 */
static void add_search(struct program *program, const struct range *ranges, size_t count)
{
	size_t half = count / 2, jump;

	if (count > 1) {
		jump = jump_unless(program, BPF_JGE, ranges[half].first);
		add_search(program, ranges + half, count - half);
		patch_jump(program, jump);
		add_search(program, ranges, half);
		return;
	}
	if (ranges->first == ranges->last) {
		jump = jump_unless(program, BPF_JEQ, ranges->first);
		end(program, SECCOMP_RET_TRACE);
		patch_jump(program, jump);
	} else {
		size_t below = jump_unless(program, BPF_JGE, ranges->first);

		jump = jump_unless(program, BPF_JGT, ranges->last);
		end(program, SECCOMP_RET_ALLOW);
		patch_jump(program, jump);
		end(program, SECCOMP_RET_TRACE);
		patch_jump(program, below);
	}
	end(program, SECCOMP_RET_ALLOW);
}

static int by_first(const void *a, const void *b)
{
	const struct range *one = a, *other = b;

	return (one->first > other->first) - (one->first < other->first);
}

/* The numbers of one ABI, sorted. */
static size_t list_ranges(uint32_t arch, struct range ranges[static TRACER_ROWS_MAX])
{
	size_t rows = 0, count = 0;

	for (size_t i = 0; i < tracer_row_count && rows < TRACER_ROWS_MAX; i++)
		if (tracer_rows[i].arch == arch)
			ranges[rows++] =
				(struct range){tracer_rows[i].number, tracer_rows[i].number};
	qsort(ranges, rows, sizeof(*ranges), by_first);
	for (size_t i = 0; i < rows; i++)
		if (count > 0 && ranges[count - 1].last + 1 == ranges[i].first)
			ranges[count - 1].last = ranges[i].last;
		else
			ranges[count++] = ranges[i];
	return count;
}

static void add_arch(struct program *program, uint32_t arch)
{
	struct range ranges[TRACER_ROWS_MAX];
	size_t count = list_ranges(arch, ranges), jump;

	jump = jump_unless(program, BPF_JEQ, arch);
	load(program, offsetof(struct seccomp_data, nr));
	add_search(program, ranges, count);
	patch_jump(program, jump);
}

unsigned short tracer_filter_make(struct sock_filter steps[static TRACER_STEPS_MAX])
{
	struct program program = {.steps = steps};

	load(&program, offsetof(struct seccomp_data, arch)); /* compared until it is found */
	for (size_t i = 0; i < tracer_row_count; i++) {
		bool is_new = true;

		for (size_t k = 0; k < i; k++)
			is_new = is_new && tracer_rows[k].arch != tracer_rows[i].arch;
		if (is_new)
			add_arch(&program, tracer_rows[i].arch);
	}
	end(&program, SECCOMP_RET_ALLOW);
	return program.count;
}

/* Without the mitigations that older kernels enable for processes with a filter. */
static long install(const struct sock_fprog *filter)
{
	return CALL3(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, filter);
}

long tracer_filter(const struct sock_fprog *filter, bool *sets_no_new_privs)
{
	long status = install(filter);

	*sets_no_new_privs = status == -EACCES;
	if (status == -EACCES && sys_prctl(PR_SET_NO_NEW_PRIVS, 1) == 0)
		status = install(filter);
	return status;
}
