/* cooling: drops the executed program from the page cache before each creation. */
#define _GNU_SOURCE
#include "cooling.h"

#include "procbench/sys/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* A page stays while the kernel writes it, or while an ended child is being released. */
#define TRIES 200

static struct {
	int fd;
	size_t bytes, pages;
	void *mapping;           /* never read, only asked about */
	unsigned char *resident; /* a byte per page */
} file;

static size_t count_resident(void)
{
	size_t count = 0;

	if (mincore(file.mapping, file.bytes, file.resident) < 0)
		return file.pages;
	for (size_t i = 0; i < file.pages; i++)
		count += file.resident[i] & 1;
	return count;
}

static bool drop(void)
{
	for (int i = 0; i < TRIES; i++) {
		posix_fadvise(file.fd, 0, 0, POSIX_FADV_DONTNEED);
		if (count_resident() == 0)
			return true;
		sys_sleep_ms(1);
	}
	return false;
}

static const char *refresh(const struct creation *creation)
{
	(void)creation;
	return drop() ? NULL
		      : "cold: the program stays in the page cache: another process maps it, too";
}

static void *map(size_t bytes, int flags, int fd)
{
	void *memory = mmap(NULL, bytes, fd < 0 ? PROT_READ | PROT_WRITE : PROT_READ, flags, fd, 0);

	if (memory == MAP_FAILED)
		return NULL;
	madvise(memory, bytes, MADV_DONTFORK);
	return memory;
}

/* Above the descriptors that the subject and its targets have. */
static int open_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat seen;

	if (fd < 0 || fstat(fd, &seen) < 0)
		return -errno;
	file.fd = fcntl(fd, F_DUPFD_CLOEXEC, CREATION_FDS_KEPT);
	close(fd);
	if (file.fd < 0)
		return -errno;
	fdatasync(file.fd); /* unwritten pages cannot be dropped */
	file.bytes = (size_t)seen.st_size;
	file.pages =
		(file.bytes + (size_t)sysconf(_SC_PAGESIZE) - 1) / (size_t)sysconf(_SC_PAGESIZE);
	file.mapping = map(file.bytes, MAP_SHARED, file.fd);
	file.resident = map(file.pages, MAP_PRIVATE | MAP_ANONYMOUS, -1);
	return file.mapping && file.resident ? 0 : -errno;
}

int cooling_plan(struct creation *creation, struct error *error)
{
	int status = open_file(creation->program);

	if (status < 0)
		return error_set(error, -status, "cold: cannot map '%s': %s", creation->program,
				 strerror(-status));
	if (!drop())
		return error_set(
			error, EBUSY,
			"cold: '%s' stays in the page cache: it is in use, on a file system "
			"in memory, or not this user's to ask about",
			creation->program);
	creation->refresh = refresh;
	return 0;
}
