/*
 * java_helper: the program that like-java executes in place of jspawnhelper. It reads what to
 * execute from a pipe, closes what it has inherited, and executes it.
 *
 * A program of its own with libc, linked dynamically, as the original is.
 */
#include "java_spawning.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FAILED 1

/* Without a request it exits, as when procbench tests whether it starts. */
static int open_request(const char *argument, int request[2], int *answer)
{
	struct stat seen;

	if (sscanf(argument, JAVA_ENDS_FORMAT, &request[0], &request[1], answer) != 3 ||
	    fcntl(request[0], F_GETFD) < 0 || fcntl(request[1], F_GETFD) < 0 ||
	    fstat(request[0], &seen) < 0 || !S_ISFIFO(seen.st_mode))
		return -1;
	return close(request[1]); /* else the end of a parent that died would not be seen */
}

static int receive(int fd, void *data, size_t size)
{
	for (char *at = data; size > 0;) {
		ssize_t got = read(fd, at, size);

		if (got == 0 || (got < 0 && errno != EINTR))
			return -1;
		if (got > 0) {
			at += got;
			size -= (size_t)got;
		}
	}
	return 0;
}

static int answer_with(int fd, unsigned word)
{
	return write(fd, &word, sizeof(word)) == sizeof(word) ? 0 : -1;
}

/* The path and the arguments, one after another; NULL if there is no memory or no end to them. */
static char **receive_words(int fd, const struct java_sizes *sizes)
{
	char *block = malloc(sizes->bytes), *at = block, *end = block + sizes->bytes;
	char **words = calloc(sizes->argument_count + 2, sizeof(*words));

	if (!block || !words || receive(fd, block, sizes->bytes) < 0)
		return NULL;
	for (uint32_t i = 0; i <= sizes->argument_count; i++) {
		words[i] = at;
		at = at < end ? memchr(at, '\0', (size_t)(end - at)) : NULL;
		if (!at++)
			return NULL;
	}
	return words;
}

static char **receive_request(int fd, struct java_child *child)
{
	struct java_sizes sizes;
	uint32_t word;

	if (receive(fd, &word, sizeof(word)) < 0 || word != JAVA_REQUEST ||
	    receive(fd, child, sizeof(*child)) < 0 || receive(fd, &sizes, sizeof(sizes)) < 0)
		return NULL;
	return receive_words(fd, &sizes);
}

/* Two are closed first, so that there is one for the folder, which stays out of the loop. */
static void close_others(void)
{
	int low = JAVA_ANSWER_FD + 1;
	struct dirent *entry;
	DIR *folder;

	close(low);
	close(low + 1);
	folder = opendir("/proc/self/fd");
	while (folder && (entry = readdir(folder))) {
		int fd = atoi(entry->d_name);

		if (fd >= low + 2)
			close(fd);
	}
	if (folder)
		closedir(folder);
}

static void arrange_descriptors(const struct java_child *child)
{
	close(child->request[0]);
	close(child->answer[0]);
	if (child->answer[1] != JAVA_ANSWER_FD) {
		dup2(child->answer[1], JAVA_ANSWER_FD);
		close(child->answer[1]);
	}
	close_others();
	fcntl(JAVA_ANSWER_FD, F_SETFD, FD_CLOEXEC);
}

int main(int argc, char **argv, char **environment)
{
	struct java_child child;
	int request[2], answer;
	char **words;

	if (argc < 2)
		return 0;
	if (open_request(argv[1], request, &answer) < 0)
		return FAILED;
	words = receive_request(request[0], &child);
	if (!words || answer_with(answer, JAVA_ALIVE) < 0)
		return FAILED;
	arrange_descriptors(&child);
	execve(words[0], words + 1, environment);
	answer_with(JAVA_ANSWER_FD, (unsigned)errno);
	return FAILED;
}
