/* shape_seccomp: a filter that runs for every system call of parent and children. */
#define _GNU_SOURCE
#include "shape_descriptor.h"

#include "procbench/sys/permissions.h"

#include <errno.h>
#include <inttypes.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>

/*
 * Loads of a constant, then "allow". Since Linux 5.11 the kernel skips filters that it can prove to
 * allow a call; it does not analyze loads of a constant.
 */
static void write_filter(struct sock_filter *filter, uint64_t count)
{
	for (uint64_t i = 0; i + 1 < count; i++)
		filter[i] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_IMM, (uint32_t)i);
	filter[count - 1] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
}

static int install(struct sock_filter *filter, uint64_t count)
{
	struct sock_fprog program = {(unsigned short)count, filter};

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return -errno;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) < 0 ? -errno : 0;
}

static int build(const struct keys *keys, struct error *error)
{
	uint64_t count = keys->number[KEY_SECCOMP];
	size_t bytes = count * sizeof(struct sock_filter);
	struct sock_filter *filter =
		mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int status = filter == MAP_FAILED ? -errno : 0;

	if (status == 0) {
		write_filter(filter, count);
		status = install(filter, count);
		munmap(filter, bytes);
	}
	if (status < 0)
		return error_set(error, -status,
				 "seccomp: cannot install a filter of %" PRIu64 " instructions: %s",
				 count, strerror(-status));
	return 0;
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	(void)keys;
	return shape_expect("seccomp", 1, "filters", before->filters, now->filters, error);
}

static struct shape_facts describe(const struct keys *keys)
{
	(void)keys;
	return (struct shape_facts){.probe = permissions_filter};
}

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	(void)method;
	if (keys->number[KEY_SECCOMP] <= KEY_SECCOMP_MAX)
		return 0;
	return error_set(error, EINVAL,
			 "seccomp=%" PRIu64
			 " exceeds the maximum length of a filter (%d instructions)",
			 keys->number[KEY_SECCOMP], KEY_SECCOMP_MAX);
}

SHAPE(SECCOMP) = {
	.describe = describe,
	.check = check,
	.build = build,
	.stage = SHAPE_STAGE_FILTER,
	.verify = verify,
	.sees = SHAPE_SEES_STATUS,
};
