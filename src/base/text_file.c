/* text_file: the bytes of a file in a text. */
#include "procbench/base/text_file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

int text_read_fd(struct text *text, int fd, size_t max)
{
	char buffer[1 << 16];
	ssize_t n;

	while ((n = read(fd, buffer, sizeof(buffer))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		text_add_bytes(text, buffer, (size_t)n);
		if (text->failed)
			return -ENOMEM;
		if (text->length > max)
			return -EFBIG;
	}
	return 0;
}

int text_read_file(struct text *text, const char *path, size_t max)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int status = fd < 0 ? -errno : text_read_fd(text, fd, max);

	if (fd >= 0)
		close(fd);
	return status;
}
