/*
 * storm: threads that create processes all at once, and how many there were by the kernel's own
 * count.
 *
 *     storm THREADS CHILDREN
 *
 * Each thread creates CHILDREN processes one after the other, by fork and by vfork in turns; those
 * of every second thread try to execute a program that does not exist. Prints the number of process
 * ids that the kernel gave out meanwhile, threads too: it counts them up, so this is exact where
 * nobody else creates, in a pid namespace.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define THREADS_MAX 64

static long children;

static void leave(long thread)
{
	char *const words[] = {"missing", NULL};

	if (thread % 2)
		execv("/no/such/program", words);
	_exit(0);
}

/* Not inlined: the child of vfork must not share the frame of a function that goes on. */
__attribute__((noinline)) static pid_t create_by_vfork(long thread)
{
	pid_t pid = vfork();

	if (pid == 0)
		leave(thread);
	return pid;
}

static pid_t create_by_fork(long thread)
{
	pid_t pid = fork();

	if (pid == 0)
		leave(thread);
	return pid;
}

static void *create(void *number)
{
	long thread = (long)number;

	for (long i = 0; i < children; i++) {
		pid_t pid = i % 2 ? create_by_vfork(thread) : create_by_fork(thread);

		if (pid < 0 || waitpid(pid, NULL, 0) != pid)
			exit(1);
	}
	return NULL;
}

/* The id of a process that ends at once. */
static pid_t next_id(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	if (pid < 0 || waitpid(pid, NULL, 0) != pid)
		exit(1);
	return pid;
}

int main(int argc, char **argv)
{
	long threads = argc > 1 ? atol(argv[1]) : 0;
	pthread_t ids[THREADS_MAX];
	pid_t before;

	children = argc > 2 ? atol(argv[2]) : 0;
	if (threads < 1 || threads > THREADS_MAX)
		return 2;
	before = next_id();
	for (long i = 0; i < threads; i++)
		if (pthread_create(&ids[i], NULL, create, (void *)i) != 0)
			return 1;
	for (long i = 0; i < threads; i++)
		pthread_join(ids[i], NULL);
	printf("%d\n", next_id() - before - 1);
	return 0;
}
