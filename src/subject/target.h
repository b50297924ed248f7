/*
 * target: what the programs of ours that a child executes share. Works before libc does.
 */
#ifndef PROCBENCH_SRC_SUBJECT_TARGET_H
#define PROCBENCH_SRC_SUBJECT_TARGET_H

#include "procbench/subject/arena.h"
#include "procbench/sys/raw.h"

#include <time.h>

static inline enum arena_stamping target_stamping_by(const char *word)
{
	if (word[0] == '\0' || word[1] != '\0')
		return ARENA_STAMP_NONE;
	if (word[0] == ARENA_TARGET_CLOCK[0])
		return ARENA_STAMP_CLOCK;
	return word[0] == ARENA_TARGET_COUNTER[0] ? ARENA_STAMP_COUNTER : ARENA_STAMP_NONE;
}

/*
 * Asked for by the first argument, or the second: behind the interpreter of a script the first one
 * is its path. Not by a later one, which may be there to be long (args=), nor by argv[0], which the
 * target's own name may be.
 */
static inline enum arena_stamping target_stamping(long argc, char *const *argv)
{
	enum arena_stamping stamping = ARENA_STAMP_NONE;

	for (long i = 1; i < argc && i <= 2 && stamping == ARENA_STAMP_NONE; i++)
		stamping = target_stamping_by(argv[i]);
	return stamping;
}

/*
 * What the counter read at that moment, or, where it cannot be trusted, the kernel's clock: finding
 * the vDSO would take longer than the call.
 */
static inline uint64_t target_stamp(enum arena_stamping stamping, uint64_t counter)
{
	struct timespec now;

	if (stamping != ARENA_STAMP_CLOCK)
		return counter;
	sys_clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

#endif
