/*
 * nesting: chains of children, each of which creates the next by the same call.
 *
 * A child may be a copy of its parent or borrow its memory. Either way the level that it finds is
 * its parent's plus one, because a parent whose memory is borrowed waits meanwhile.
 */
#include "procbench/methods/nesting.h"

#include <errno.h>
#include <sys/wait.h>

struct nesting {
	struct creation *creation;
	long (*create)(struct creation *creation); /* the wrapped call */
	uint64_t depth;
	uint64_t level; /* of the calling process, 0 in the parent */
};

const size_t nesting_state_bytes = sizeof(struct nesting);

__attribute__((noreturn)) static void end_as(long pid)
{
	int status = 0;
	long got;

	if (pid < 0)
		sys_exit_group(NESTING_FAILED);
	do
		got = sys_wait4((pid_t)pid, &status, 0, NULL);
	while (got == -EINTR);
	if (got < 0)
		sys_exit_group(NESTING_FAILED);
	sys_exit_group(WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
}

void nesting_step(const struct creation *creation)
{
	struct nesting *nesting = creation->nesting;

	if (++nesting->level < nesting->depth)
		end_as(nesting->create(nesting->creation));
}

static long create_chain(struct creation *creation)
{
	creation->nesting->level = 0; /* a child that borrowed the memory has raised it */
	return creation->nesting->create(creation);
}

void nesting_prepare(struct creation *creation, const struct keys *keys)
{
	if (keys->number[KEY_DEPTH] < 2)
		return;
	*creation->nesting =
		(struct nesting){creation, creation->calls.create, keys->number[KEY_DEPTH], 0};
	creation->calls.create = create_chain;
}
