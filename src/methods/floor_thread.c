/*
 * floor_thread: the minimum this kernel allows for a thread: the method thread in a subject without
 * libc. Built with and without libc, like floor.
 */
#include "thread_calls.h"

const struct method method_floor_thread = {
	.name = "floor-thread",
	.summary =
		"freestanding parent (no libc), clone with thread flags: the minimum for threads",
	.call = "until the thread exists; it may already run on another CPU",
	.groups = KEY_GROUP_PLACE | KEY_GROUP_LOAD | KEY_GROUP_MACHINE,
	.creates = true,
	.runs_our_child = true,
	.freestanding = true,
	.shares_memory = true,
	.floor = "floor-thread",
	.state_bytes = sizeof(struct thread_state),
	.prepare = thread_prepare,
	.calls = {thread_create, thread_reap, creation_settle_nothing},
};
