/*
 * loop: what a hand-written benchmark of fork and vfork looks like, to hold procbench's own cost
 * against: `loop fork|vfork COUNT [MIB]` prints the mean time of a creation in ns,
 * from a parent that has written MIB of small pages.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WARMUP 10

static long now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000L + now.tv_nsec;
}

static pid_t create_by_fork(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return pid;
}

static pid_t create_by_vfork(void)
{
	pid_t pid = vfork();

	if (pid == 0)
		_exit(0);
	return pid;
}

static void loop_fork(long count)
{
	for (long i = 0; i < count; i++)
		waitpid(create_by_fork(), NULL, 0);
}

static void loop_vfork(long count)
{
	for (long i = 0; i < count; i++)
		waitpid(create_by_vfork(), NULL, 0);
}

static void fill(size_t bytes)
{
	char *memory =
		mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		exit(1);
	madvise(memory, bytes, MADV_NOHUGEPAGE);
	memset(memory, 1, bytes);
}

int main(int argc, char **argv)
{
	void (*loop)(long) = argc > 1 && strcmp(argv[1], "vfork") == 0 ? loop_vfork : loop_fork;
	long count = argc > 2 ? atol(argv[2]) : 1000, start;

	if (argc > 3)
		fill((size_t)atol(argv[3]) << 20);
	loop(WARMUP);
	start = now_ns();
	loop(count);
	printf("%.1f\n", (double)(now_ns() - start) / (double)count);
	return 0;
}
