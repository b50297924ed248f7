/* rseq: the rseq area that libc registers for the calling thread. */
#define _GNU_SOURCE
#include "procbench/sys/rseq.h"

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Provided by newer libc versions. */
extern const ptrdiff_t __rseq_offset __attribute__((weak));
extern const unsigned int __rseq_size __attribute__((weak));

/* The signature that libc uses (sys/rseq.h). */
#if defined(__aarch64__)
#define SIGNATURE 0xd428bc00u
#else
#define SIGNATURE 0x53053053u
#endif

#ifndef SYS_rseq
#if defined(__aarch64__)
#define SYS_rseq 293
#else
#define SYS_rseq 334
#endif
#endif

#define UNREGISTER             1
#define RSEQ_BYTES             32u /* as the area was first, and as libc registers it at least */
#define AUX_RSEQ_FEATURE_BYTES 27
#define AUX_RSEQ_ALIGN         28

static int unregister(uint32_t bytes, uint32_t signature)
{
	char *area = (char *)__builtin_thread_pointer() + __rseq_offset;

	return syscall(SYS_rseq, area, bytes, UNREGISTER, signature) < 0 ? -errno : 0;
}

static bool libc_has_one(void)
{
	return &__rseq_size && &__rseq_offset && __rseq_size > 0;
}

/* Unregistering requires the registered size, which is larger on newer kernels. */
static uint32_t registered_bytes(void)
{
	uint32_t bytes = (uint32_t)getauxval(AUX_RSEQ_FEATURE_BYTES);
	uint32_t unit = (uint32_t)getauxval(AUX_RSEQ_ALIGN);

	if (bytes <= RSEQ_BYTES || unit == 0)
		return RSEQ_BYTES;
	return (bytes + unit - 1) / unit * unit;
}

/* A wrong signature gives EPERM if an area is registered. */
bool rseq_is_on(void)
{
	return libc_has_one() && (unregister(RSEQ_BYTES, ~SIGNATURE) == -EPERM ||
				  unregister(registered_bytes(), ~SIGNATURE) == -EPERM);
}

int rseq_leave(void)
{
	int status = libc_has_one() ? unregister(RSEQ_BYTES, SIGNATURE) : 0;

	if (status == -EINVAL)
		status = unregister(registered_bytes(), SIGNATURE);
	return status;
}
