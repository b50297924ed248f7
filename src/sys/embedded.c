/* embedded: the freestanding programs that travel inside the binary. */
#define _GNU_SOURCE
#include "procbench/sys/embedded.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define EMBEDDED_DECLARE(id, name, ...)                                            \
	extern const char embedded_##name[] __attribute__((visibility("hidden"))); \
	extern const char embedded_##name##_end[] __attribute__((visibility("hidden")));
TARGET_LIST(EMBEDDED_DECLARE)
EMBEDDED_DECLARE(FLOOR, floor)
#undef EMBEDDED_DECLARE

#define EMBEDDED_ROW(id, name, ...) \
	[EMBEDDED_##id] = {"procbench-" #name, embedded_##name, embedded_##name##_end},
static const struct {
	const char *name;
	const char *begin;
	const char *end;
} programs[] = {TARGET_LIST(EMBEDDED_ROW) EMBEDDED_ROW(FLOOR, floor)};
#undef EMBEDDED_ROW

#ifndef MFD_EXEC
#define MFD_EXEC 0x0010U
#endif

/* Kernels before 6.3 do not know MFD_EXEC and need none. */
static int memfd_executable(const char *name)
{
	int fd = memfd_create(name, MFD_CLOEXEC | MFD_EXEC);

	return fd < 0 && errno == EINVAL ? memfd_create(name, MFD_CLOEXEC) : fd;
}

static int write_all(int fd, const char *data, size_t size)
{
	while (size > 0) {
		ssize_t n = write(fd, data, size);

		if (n < 0 && errno != EINTR)
			return -errno;
		if (n > 0) {
			data += n;
			size -= (size_t)n;
		}
	}
	return 0;
}

int embedded_open(enum embedded program, struct error *error)
{
	const char *name = programs[program].name;
	size_t size = (size_t)(programs[program].end - programs[program].begin);
	int fd = memfd_executable(name), read_only, status;
	char path[32];

	if (fd < 0)
		return error_set(error, errno,
				 "cannot make an executable memfd for '%s': %s (vm.memfd_noexec?)",
				 name, strerror(errno));
	status = write_all(fd, programs[program].begin, size);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	read_only = status < 0 ? status : open(path, O_RDONLY | O_CLOEXEC);
	if (read_only == -1)
		status = -errno;
	close(fd);
	if (status < 0)
		return error_set(error, -status, "cannot write '%s' into a memfd: %s", name,
				 strerror(-status));
	return read_only;
}
