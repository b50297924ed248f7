/* shape_seen: reads the state of the calling process that shapes change. */
#define _GNU_SOURCE
#include "shape_seen.h"

#include "procbench/methods/creation.h"
#include "procbench/sys/proc_text.h"
#include "procbench/sys/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Mapped temporarily, because a static buffer would add dirty pages to the shape. */
#define SCRATCH_BYTES 65536

_Static_assert(PROC_TEXT_NONE == SHAPE_UNSEEN, "an absent value counts as unseen");

static uint64_t kibibytes(const char *text, const char *name)
{
	uint64_t value = proc_text_number(text, name, 10);

	return value == PROC_TEXT_NONE ? SHAPE_UNSEEN : value * 1024;
}

void shape_read_memory(struct shape_seen *seen, const char *smaps_rollup)
{
	seen->resident = kibibytes(smaps_rollup, "Rss");
	seen->anonymous = kibibytes(smaps_rollup, "Anonymous");
	seen->huge = kibibytes(smaps_rollup, "AnonHugePages");
	seen->pool = kibibytes(smaps_rollup, "Private_Hugetlb");
	seen->locked = kibibytes(smaps_rollup, "Locked");
}

void shape_read_status(struct shape_seen *seen, const char *status)
{
	uint64_t caught = proc_text_number(status, "SigCgt", 16);

	seen->tables = kibibytes(status, "VmPTE");
	seen->mapped = kibibytes(status, "VmSize");
	seen->threads = proc_text_number(status, "Threads", 10);
	seen->filters = proc_text_number(status, "Seccomp_filters", 10);
	seen->handlers = SHAPE_UNSEEN;
	if (caught != PROC_TEXT_NONE)
		seen->handlers = (uint64_t)__builtin_popcountll(caught);
}

/* Reads up to the end of the file or of the buffer; "" if it cannot be read. */
static const char *read_text(const char *path, char *scratch)
{
	proc_text_read(path, scratch, SCRATCH_BYTES);
	return scratch;
}

/* What /proc shows of a descriptor, by its beginning. */
static void count_descriptor(struct shape_seen *seen, const char *number)
{
	char path[32] = "/proc/self/fd/", file[32] = "";

	seen->descriptors++;
	strncat(path, number, sizeof(path) - strlen(path) - 1);
	if (sys_readlink(path, file, sizeof(file) - 1) < 0)
		return;
	seen->sockets += strncmp(file, "socket:", 7) == 0;
	seen->pipes += strncmp(file, "pipe:", 5) == 0;
	seen->memfds += strncmp(file, "/memfd:", 7) == 0;
	seen->eventfds += strncmp(file, "anon_inode:[eventfd", 19) == 0;
}

/* Counts descriptors above the subject's own, which are closed while it is prepared. */
static void count_descriptors(struct shape_seen *seen, char *scratch)
{
	long fd = sys_open("/proc/self/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC), n;

	if (fd < 0)
		return;
	seen->descriptors = seen->sockets = seen->pipes = seen->memfds = seen->eventfds = 0;
	while ((n = sys_getdents64((int)fd, scratch, SCRATCH_BYTES)) > 0)
		for (long at = 0; at < n;) {
			struct sys_directory_entry *entry = (void *)(scratch + at);
			uint64_t number = proc_text_digits(entry->name, 10);

			if (number >= CREATION_FDS_KEPT && number != (uint64_t)fd)
				count_descriptor(seen, entry->name);
			at += entry->length;
		}
	sys_close((int)fd);
}

void shape_look(struct shape_seen *seen, unsigned sees)
{
	char *scratch = mmap(NULL, SCRATCH_BYTES, PROT_READ | PROT_WRITE,
			     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	memset(seen, 0xff, sizeof(*seen)); /* SHAPE_UNSEEN */
	if (scratch == MAP_FAILED)
		return;
	if (sees & SHAPE_SEES_MEMORY)
		shape_read_memory(seen, read_text("/proc/self/smaps_rollup", scratch));
	if (sees & SHAPE_SEES_STATUS)
		shape_read_status(seen, read_text("/proc/self/status", scratch));
	if (sees & SHAPE_SEES_MAPPINGS)
		seen->mappings = proc_text_count("/proc/self/maps", '\n', scratch, SCRATCH_BYTES);
	if (sees & SHAPE_SEES_FDS)
		count_descriptors(seen, scratch);
	if (sees & SHAPE_SEES_CHILDREN) /* all children are listed under the first thread */
		seen->children =
			proc_text_count("/proc/thread-self/children", ' ', scratch, SCRATCH_BYTES);
	munmap(scratch, SCRATCH_BYTES);
}

int shape_expect(const char *key, uint64_t wanted, const char *unit, uint64_t before, uint64_t now,
		 struct error *error)
{
	if (before == SHAPE_UNSEEN || now == SHAPE_UNSEEN)
		return 0;
	if (now >= before && now - before >= wanted)
		return 0;
	return error_set(error, EAGAIN, "%s: expected %" PRIu64 " %s, found %" PRIu64 "", key,
			 wanted, unit, now > before ? now - before : 0);
}
