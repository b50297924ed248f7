/*
 * proposed: calls that were proposed for Linux and are in no release, listed with that reason.
 * Their interfaces are not final, so there is nothing to probe for; give each a file once it is
 * released.
 */
#include "procbench/methods/method.h"

#include <errno.h>

static long proposed_create(struct creation *creation)
{
	(void)creation;
	return -ENOSYS;
}

static int io_uring_probe(struct error *error)
{
	return error_set(error, ENOSYS,
			 "in no release of Linux (patches of 2022 and 2024 add the operations)");
}

static int builder_probe(struct error *error)
{
	return error_set(error, ENOSYS,
			 "in no release of Linux (discussed in 2026; no interface yet)");
}

const struct method method_io_uring_spawn = {
	.name = "io_uring_spawn",
	.summary = "clone and exec as linked operations of io_uring",
	.call = "until the operations have been completed",
	.groups = METHOD_GROUPS_SPAWN,
	.creates = true,
	.only_executes = true,
	.floor = "floor-vfork",
	.probe = io_uring_probe,
	.calls = {proposed_create, creation_reap, creation_settle_nothing},
};

const struct method method_spawn_builder = {
	.name = "spawn_builder",
	.summary = "a new process, configured through its pidfd and then started",
	.call = "until the process has been started",
	.groups = METHOD_GROUPS_SPAWN,
	.creates = true,
	.only_executes = true,
	.floor = "floor-vfork",
	.probe = builder_probe,
	.calls = {proposed_create, creation_reap, creation_settle_nothing},
};
