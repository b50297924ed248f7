/* text_file: the bytes of a file in a text. */
#include "procbench/base/text_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK (1 << 16)

/* A file's size, so that its bytes are not copied while the text grows; a pipe has none. */
static size_t expected_size(int fd)
{
	struct stat about;

	return fstat(fd, &about) == 0 && about.st_size > 0 ? (size_t)about.st_size : 0;
}

int text_read_fd(struct text *text, int fd, size_t max)
{
	size_t size = expected_size(fd), room = size < max ? size + 1 : CHUNK;

	for (;;) {
		ssize_t n;

		if (!text_reserve(text, room))
			return -ENOMEM;
		n = read(fd, text->data + text->length, text->capacity - text->length - 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		text->length += (size_t)n;
		text->data[text->length] = '\0';
		if (n == 0)
			return 0;
		if (text->length > max)
			return -EFBIG;
		room = CHUNK;
	}
}

int text_read_file(struct text *text, const char *path, size_t max)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int status = fd < 0 ? -errno : text_read_fd(text, fd, max);

	if (fd >= 0)
		close(fd);
	return status;
}

static bool is_stdin(const char *path)
{
	return strcmp(path, "-") == 0;
}

int text_read_input(struct text *text, const char *path, size_t max)
{
	return is_stdin(path) ? text_read_fd(text, STDIN_FILENO, max)
			      : text_read_file(text, path, max);
}

const char *text_input_name(const char *path)
{
	return is_stdin(path) ? "standard input" : path;
}
