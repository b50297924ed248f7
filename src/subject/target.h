/*
 * target: code shared by the embedded targets. Works before libc is initialized.
 */
#ifndef PROCBENCH_SRC_SUBJECT_TARGET_H
#define PROCBENCH_SRC_SUBJECT_TARGET_H

#include "procbench/subject/arena.h"
#include "procbench/sys/raw.h"

#include <stdbool.h>
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
 * Whether timestamps are requested by the first argument, or by the second, because for a script
 * the first is its path. Later arguments may be filler (args=), and argv[0] may be the target's
 * name.
 */
static inline enum arena_stamping target_stamping(long argc, char *const *argv)
{
	enum arena_stamping stamping = ARENA_STAMP_NONE;

	for (long i = 1; i < argc && i <= 2 && stamping == ARENA_STAMP_NONE; i++)
		stamping = target_stamping_by(argv[i]);
	return stamping;
}

/* Counts down digits in place, of which there is at least one; false if they are 0. */
static inline bool target_count_down(char *digits)
{
	char *last = digits;

	while (last[1])
		last++;
	for (char *digit = last; digit >= digits; digit--) {
		if (*digit > '0') {
			--*digit;
			for (; digit < last; digit++)
				digit[1] = '9';
			return true;
		}
	}
	return false;
}

/*
 * Executes the target again while its argument is above 0, with one less; returns in the
 * last one.
 */
static inline void target_again(long argc, char **argv, char *const *environment)
{
	for (long i = 1; i < argc && i <= 2; i++)
		if (argv[i][0] == ARENA_TARGET_AGAIN[0] && argv[i][1] >= '0' && argv[i][1] <= '9' &&
		    target_count_down(argv[i] + 1)) {
			sys_execve(ARENA_TARGET_PATH, argv, environment);
			sys_exit_group(127); /* as a shell */
		}
}

/*
 * The counter value, or the kernel's clock by a system call if the counter is not reliable, because
 * finding the vDSO would take longer.
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
