/*
 * known: a process of known shape, to be looked at.
 *
 *     known PIECES PIECE_KIB UNTOUCHED FDS THREADS
 *
 * Maps PIECES of written private memory, each 2 MiB or more from the next, UNTOUCHED mappings that
 * cannot merge, FDS further descriptors and THREADS threads, prints `ready` and waits until its
 * parent has ended or it is killed.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#define REGION ((size_t)2 << 20)

static char *reserve(size_t bytes)
{
	char *memory =
		mmap(NULL, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (memory == MAP_FAILED)
		exit(1);
	return memory;
}

static void map_pieces(size_t count, size_t bytes)
{
	size_t stride = (bytes + REGION - 1) / REGION * REGION + REGION;
	char *memory = reserve((count + 1) * stride), *at = memory;

	at += REGION - (size_t)at % REGION;
	for (size_t i = 0; i < count; i++, at += stride) {
		if (mprotect(at, bytes, PROT_READ | PROT_WRITE) < 0 ||
		    madvise(at, bytes, MADV_NOHUGEPAGE) < 0)
			exit(1);
		memset(at, 1, bytes);
	}
}

static void map_untouched(size_t count)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *memory = reserve((count + 1) * page);

	for (size_t i = 0; i < count; i++)
		if (mprotect(memory + i * page, page, i % 2 ? PROT_READ : PROT_READ | PROT_WRITE) <
		    0)
			exit(1);
}

static void *wait_for_the_end(void *unused)
{
	while (pause() < 0)
		continue;
	return unused;
}

int main(int argc, char **argv)
{
	pthread_t thread;
	pthread_attr_t small;

	if (argc != 6)
		return 2;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	map_pieces((size_t)atol(argv[1]), (size_t)atol(argv[2]) << 10);
	map_untouched((size_t)atol(argv[3]));
	for (long i = 0; i < atol(argv[4]); i++)
		if (open("/dev/null", O_RDONLY | O_CLOEXEC) < 0)
			return 1;
	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, 65536);
	for (long i = 0; i < atol(argv[5]); i++)
		if (pthread_create(&thread, &small, wait_for_the_end, NULL) != 0)
			return 1;
	puts("ready");
	fflush(stdout);
	wait_for_the_end(NULL);
}
