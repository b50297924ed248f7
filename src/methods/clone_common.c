/* clone_common: code shared by the methods clone and clone3. */
#define _GNU_SOURCE
#include "clone_common.h"

#include "procbench/methods/clone_flags.h"

#include <errno.h>
#include <linux/sched.h>
#include <sys/mman.h>

int clone_common_check(struct keys *keys, bool for_clone3, struct error *error)
{
	struct text canonical = {0};
	uint64_t flags;
	int status = clone_flags_read(keys->text[KEY_FLAGS], &flags, error);

	if (status == 0)
		status = clone_flags_check(flags, for_clone3, error);
	if (status < 0)
		return status;
	keys->number[KEY_FLAGS] = flags;
	clone_flags_add(&canonical, flags);
	return keys_rewrite(keys, KEY_FLAGS, &canonical, error);
}

/* Maps a stack of CLONE_STACK_BYTES; never unmapped. */
static int clone_common_map_stack(void **stack_top, struct error *error)
{
	long stack = sys_mmap(CLONE_STACK_BYTES, PROT_READ | PROT_WRITE,
			      MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);

	if (stack < 0 && stack > -4096)
		return error_set(error, (int)-stack, "cannot map a stack of %d bytes for the child",
				 CLONE_STACK_BYTES);
	*stack_top = (char *)stack + CLONE_STACK_BYTES;
	return 0;
}

int clone_common_prepare(struct creation *creation, const struct keys *keys, struct error *error)
{
	struct clone_common *common = creation->state;
	uint64_t flags = keys->number[KEY_FLAGS];

	common->pidfd = -1;
	creation->pidfd = flags & CLONE_PIDFD ? &common->pidfd : NULL;
	if (!(flags & CLONE_VM) || (flags & CLONE_VFORK))
		return 0;
	return clone_common_map_stack(&common->stack_top, error);
}

/* Thread-local variables are below the thread pointer on x86-64, above it elsewhere. */
void *clone_common_tls(void)
{
	static _Alignas(64) char block[4096];
	void **middle = (void **)(block + sizeof(block) / 2);

	*middle = middle; /* x86-64's ABI: the first word is the block's own address */
	return middle;
}

void clone_common_settle(struct creation *creation, struct reaped *reaped)
{
	struct clone_common *common = creation->state;

	(void)reaped;
	if (common->pidfd >= 0)
		sys_close(common->pidfd);
	common->pidfd = -1;
}
