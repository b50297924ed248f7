/*
 * creator: a program that creates, to hold the cost of watching it against: `creator fork|spawn
 * COUNT [PROGRAM]` creates COUNT children one after the other: copies of itself that exit at once,
 * or PROGRAM by posix_spawn.
 */
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t create(char *program)
{
	char *words[] = {program, NULL}, *none[] = {NULL};
	pid_t pid;

	if (program)
		return posix_spawn(&pid, program, NULL, NULL, words, none) == 0 ? pid : -1;
	pid = fork();
	if (pid == 0)
		_exit(0);
	return pid;
}

int main(int argc, char **argv)
{
	long count = argc > 2 ? atol(argv[2]) : 1;
	char *program = argc > 3 && strcmp(argv[1], "spawn") == 0 ? argv[3] : NULL;

	for (long i = 0; i < count; i++) {
		int status;
		pid_t pid = create(program);

		if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0)
			return 1;
	}
	return 0;
}
