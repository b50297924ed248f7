/* clone_common: what the methods clone and clone3 share. */
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

int clone_common_map_stack(struct creation *creation, struct error *error)
{
	long stack = sys_mmap(CLONE_STACK_BYTES, PROT_READ | PROT_WRITE,
			      MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);

	if (stack < 0 && stack > -4096)
		return error_set(error, (int)-stack, "cannot map a stack of %d bytes for the child",
				 CLONE_STACK_BYTES);
	creation->stack_top = (char *)stack + CLONE_STACK_BYTES;
	return 0;
}

int clone_common_prepare(struct creation *creation, const struct keys *keys, struct error *error)
{
	creation->flags = keys->number[KEY_FLAGS];
	creation->pidfd = -1;
	creation->gives_pidfd = creation->flags & CLONE_PIDFD;
	if (!(creation->flags & CLONE_VM) || (creation->flags & CLONE_VFORK))
		return 0;
	return clone_common_map_stack(creation, error);
}

/* Thread-local variables lie below the address on x86-64, above it elsewhere. */
void *clone_common_tls(void)
{
	static _Alignas(64) char block[4096];
	void **middle = (void **)(block + sizeof(block) / 2);

	*middle = middle; /* x86-64's ABI: the first word is the block's own address */
	return middle;
}

void clone_common_settle(struct creation *creation)
{
	if (creation->pidfd >= 0)
		sys_close(creation->pidfd);
	creation->pidfd = -1;
}
