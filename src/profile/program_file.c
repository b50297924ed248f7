/* program_file: the program of a guest, mapped. */
#include "program_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int map_file(struct program_file *file, int fd)
{
	struct stat stat;
	void *at;

	if (fstat(fd, &stat) < 0)
		return -errno;
	if (stat.st_size == 0)
		return -ENODATA;
	at = mmap(NULL, (size_t)stat.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (at == MAP_FAILED)
		return -errno;
	file->bytes = (struct bytes){at, (size_t)stat.st_size};
	return 0;
}

int program_open(struct program_file *file, const char *path, struct error *error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), status;

	*file = (struct program_file){.path = path};
	status = fd < 0 ? -errno : map_file(file, fd);
	if (fd >= 0)
		close(fd);
	if (status < 0)
		return error_set(error, -status, "cannot read '%s': %s", path, strerror(-status));
	if (elf_is_program(file->bytes))
		return 0;
	program_close(file);
	return error_set(error, EINVAL, "cannot profile '%s': it is not a 64-bit program", path);
}

void program_close(struct program_file *file)
{
	if (file->bytes.size > 0)
		munmap((void *)(uintptr_t)file->bytes.at, file->bytes.size);
	file->bytes = (struct bytes){0};
}
