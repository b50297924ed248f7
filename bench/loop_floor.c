/*
 * loop_floor: a hand-written freestanding loop of clone + exit + wait4, to hold the floor against:
 * `loop_floor COUNT` prints the mean time of a creation in ns.
 */
#include "procbench/sys/raw.h"

#include <signal.h>
#include <time.h>

#define WARMUP 10

void free_main(long *stack, uint64_t counter);

static uint64_t now_ns(void)
{
	struct timespec now;

	sys_clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void child(void *argument)
{
	(void)argument;
	sys_exit_group(0);
}

static void loop(uint64_t count)
{
	for (uint64_t i = 0; i < count; i++) {
		int status;

		sys_wait4((pid_t)sys_clone(SIGCHLD, NULL, NULL, child, NULL), &status, 0, NULL);
	}
}

static uint64_t number_of(const char *string)
{
	uint64_t number = 0;

	for (; *string; string++)
		number = 10 * number + (uint64_t)(*string - '0');
	return number;
}

static void print(uint64_t number)
{
	char digits[24];
	int at = sizeof(digits);

	digits[--at] = '\n';
	do
		digits[--at] = (char)('0' + number % 10);
	while (number /= 10);
	sys_write(1, digits + at, sizeof(digits) - (size_t)at);
}

void free_main(long *stack, uint64_t counter)
{
	const char *const *argv = (const char *const *)(stack + 1);
	uint64_t count = stack[0] > 1 ? number_of(argv[1]) : 1000, start;

	(void)counter;
	loop(WARMUP);
	start = now_ns();
	loop(count);
	print((now_ns() - start) / count);
	sys_exit_group(0);
}
