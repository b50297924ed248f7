/* shape_descriptors: open descriptors of one kind. */
#define _GNU_SOURCE
#include "shape_descriptors.h"

#include "shape_needs.h"

#include "procbench/methods/creation.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* Descriptors kept free when the limit has to be raised. */
#define FD_RESERVE 64

uint64_t shape_descriptors_count(const struct keys *keys)
{
	return keys->number[KEY_FDS] + keys->number[KEY_SOCKETS] + keys->number[KEY_MEMFDS] +
	       keys->number[KEY_EVENTFDS] + 2 * keys->number[KEY_PIPES];
}

/* Raises the limit no further than needed, because close=loop counts up to it. */
static void raise_limit(uint64_t wanted)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < wanted) {
		limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
		setrlimit(RLIMIT_NOFILE, &limit);
	}
}

/* Moves a descriptor above those of the subject. */
static int move_up(int fd)
{
	int moved, code;

	if (fd >= CREATION_FDS_KEPT)
		return fd;
	moved = fcntl(fd, F_DUPFD_CLOEXEC, CREATION_FDS_KEPT);
	code = errno;
	close(fd);
	errno = code;
	return moved;
}

static int open_and_move(shape_open_function *open_one)
{
	int fds[2], count = open_one(fds), status = count;

	for (int i = 0; i < count; i++)
		if (move_up(fds[i]) < 0)
			status = -1;
	return status;
}

int shape_descriptors_open(const struct keys *keys, enum key key, shape_open_function *open_one,
			   struct error *error)
{
	uint64_t count = keys->number[key];

	raise_limit(CREATION_FDS_KEPT + shape_descriptors_count(keys) + FD_RESERVE);
	for (uint64_t i = 0; i < count; i++)
		if (open_and_move(open_one) < 0)
			return error_set(error, errno,
					 "%s: descriptor %" PRIu64 " of %" PRIu64
					 " failed: %s (see 'ulimit -Hn')",
					 key_table[key].name, i + 1, count, strerror(errno));
	return 0;
}

void shape_descriptors_need(uint64_t sums[CAPACITY_COUNT], uint64_t count, uint64_t file_bytes)
{
	shape_need(sums, CAPACITY_FILES, count, 1);
	shape_need(sums, CAPACITY_MEMORY, count, SHAPE_FILE_BYTES + file_bytes);
}
