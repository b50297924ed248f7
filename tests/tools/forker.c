/*
 * forker: a process of mixed memory that times its own forks.
 *
 *     forker SMALL_MIB HUGE_MIB [SHARED_MIB]
 *
 * Writes SMALL_MIB in small pages, HUGE_MIB in transparent huge pages and SHARED_MIB in shared
 * memory, prints `ready`, and then, for each line of its input, the least time of 41 forks of
 * children that exit at once, in nanoseconds, which a busy machine changes least. Ends with its
 * input.
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

static void fill(const char *mib, int sharing, int advice)
{
	size_t bytes = strtoul(mib, NULL, 10) * MIB;
	char *memory = mmap(NULL, bytes + HUGE_BYTES, PROT_READ | PROT_WRITE,
			    sharing | MAP_ANONYMOUS, -1, 0);

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

	if (argc < 3)
		return 2;
	fill(argv[1], MAP_PRIVATE, MADV_NOHUGEPAGE);
	fill(argv[2], MAP_PRIVATE, MADV_HUGEPAGE);
	if (argc > 3)
		fill(argv[3], MAP_SHARED, MADV_NOHUGEPAGE);
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
