/* thread: a thread created by the raw clone system call with libc's flags, without libc. */
#include "thread_calls.h"

const struct method method_thread = {
	.name = "thread",
	.summary = "raw clone with libc's thread flags, joined by futex",
	.call = "until the thread exists; it may already run on another CPU",
	.groups = METHOD_GROUPS_PARENT,
	.creates = true,
	.runs_our_child = true,
	.shares_memory = true,
	.floor = "floor-thread",
	.state_bytes = sizeof(struct thread_state),
	.prepare = thread_prepare,
	.calls = {thread_create, thread_reap, creation_settle_nothing},
};
