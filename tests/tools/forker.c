/*
 * forker: a process of mixed memory that times its own forks.
 *
 *     forker SMALL_MIB HUGE_MIB
 *
 * Writes SMALL_MIB in small pages and HUGE_MIB in transparent huge pages, prints `ready`, and then,
 * for each line of its input, the least time of 41 forks of children that exit at once, in
 * nanoseconds, which a busy machine changes least. Ends with its input.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MIB        ((size_t)1 << 20)
#define FORKS      41
#define HUGE_BYTES (2 * MIB)

static void fill(size_t bytes, int advice)
{
	char *memory = mmap(NULL, bytes + HUGE_BYTES, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (bytes == 0)
		return;
	if (memory == MAP_FAILED)
		exit(1);
	memory += HUGE_BYTES - (size_t)memory % HUGE_BYTES;
	madvise(memory, bytes, advice);
	memset(memory, 1, bytes);
}

static double fork_ns(void)
{
	struct timespec start, end;
	pid_t pid;

	clock_gettime(CLOCK_MONOTONIC, &start);
	pid = fork();
	if (pid == 0)
		_exit(0);
	if (pid < 0 || waitpid(pid, NULL, 0) < 0)
		exit(1);
	clock_gettime(CLOCK_MONOTONIC, &end);
	return (double)(end.tv_sec - start.tv_sec) * 1e9 + (double)(end.tv_nsec - start.tv_nsec);
}

int main(int argc, char **argv)
{
	char line[16];

	if (argc != 3)
		return 2;
	fill(strtoul(argv[1], NULL, 10) * MIB, MADV_NOHUGEPAGE);
	fill(strtoul(argv[2], NULL, 10) * MIB, MADV_HUGEPAGE);
	puts("ready");
	fflush(stdout);
	while (fgets(line, sizeof(line), stdin)) {
		double least = fork_ns();

		for (int i = 1; i < FORKS; i++) {
			double ns = fork_ns();

			least = ns < least ? ns : least;
		}
		printf("%.0f\n", least);
		fflush(stdout);
	}
	return 0;
}
