/*
 * cooling: drops the executed program, and what it is linked with, from the page cache before each
 * creation.
 *
 * Files are opened and mapped for the moment in which they are dropped, so that a child inherits
 * neither descriptors nor mappings of them.
 */
#define _GNU_SOURCE
#include "cooling.h"

#include "linked.h"

#include "procbench/sys/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* A page stays while the kernel writes it, or while an ended child is being released. */
#define TRIES 200
/* Time limit of the loader's list; it is long because files may be on a network. */
#define LOADER_NS UINT64_C(10000000000)
/* Pages of a library that other processes map stay as long as those do. */
#define SHARED_TRIES 10

/* Of one file or of several. */
struct residents {
	size_t pages, stayed;
};

struct cooling {
	const char *program;
	struct linked linked;
	struct residents most;   /* of what is linked */
	const char *most_by;     /* the file of which most stayed then */
	unsigned char *resident; /* a byte per page of the largest file */
	size_t resident_bytes;
};

static struct cooling *cooling; /* NULL: nothing is cooled */

/* ---- one file ---- */

static void *map(size_t bytes, int flags, int fd)
{
	void *memory = mmap(NULL, bytes, fd < 0 ? PROT_READ | PROT_WRITE : PROT_READ, flags, fd, 0);

	if (memory == MAP_FAILED)
		return NULL;
	madvise(memory, bytes, MADV_DONTFORK);
	return memory;
}

static bool make_room(size_t pages)
{
	if (pages <= cooling->resident_bytes)
		return true;
	if (cooling->resident)
		munmap(cooling->resident, cooling->resident_bytes);
	cooling->resident = map(pages, MAP_PRIVATE | MAP_ANONYMOUS, -1);
	cooling->resident_bytes = cooling->resident ? pages : 0;
	return cooling->resident;
}

/* All of them if the kernel does not report it. */
static size_t count_resident(int fd, size_t bytes, size_t pages)
{
	void *mapping = map(bytes, MAP_SHARED, fd); /* never read, only queried */
	size_t count = 0;

	if (!mapping || !make_room(pages) || mincore(mapping, bytes, cooling->resident) < 0)
		count = pages;
	else
		for (size_t i = 0; i < pages; i++)
			count += cooling->resident[i] & 1;
	if (mapping)
		munmap(mapping, bytes);
	return count;
}

/* 0 or -errno. */
static int drop(const char *path, struct residents *found)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat seen;
	int status = fd < 0 || fstat(fd, &seen) < 0 ? -errno : 0;

	*found = (struct residents){0};
	if (status == 0 && seen.st_size > 0) {
		found->pages = ((size_t)seen.st_size + page - 1) / page;
		posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
		found->stayed = count_resident(fd, (size_t)seen.st_size, found->pages);
	}
	if (fd >= 0)
		close(fd);
	return status;
}

/* ---- the program ---- */

static bool drop_program(void)
{
	struct residents found;

	for (int i = 0; i < TRIES; i++) {
		if (drop(cooling->program, &found) < 0)
			return false;
		if (found.stayed == 0)
			return true;
		sys_sleep_ms(1);
	}
	return false;
}

/* ---- what it is linked with ---- */

static struct residents drop_linked_once(const char **most_by)
{
	struct residents all = {0}, found;
	size_t most = 0;

	for (size_t i = 0; i < cooling->linked.count; i++) {
		if (drop(cooling->linked.path[i], &found) < 0)
			continue; /* the child cannot read it either */
		all.pages += found.pages;
		all.stayed += found.stayed;
		if (found.stayed > most) {
			most = found.stayed;
			*most_by = cooling->linked.path[i];
		}
	}
	return all;
}

/* Tries again until no more pages stay than at the best attempt so far, up to a limit. */
static void drop_linked(size_t expected)
{
	const char *most_by = NULL;
	struct residents all = drop_linked_once(&most_by);

	for (int i = 1; i < SHARED_TRIES && all.stayed > expected; i++) {
		sys_sleep_ms(1);
		all = drop_linked_once(&most_by);
	}
	if (all.stayed > cooling->most.stayed) {
		cooling->most = all;
		cooling->most_by = most_by;
	}
}

static const char *refresh(const struct creation *creation)
{
	(void)creation;
	drop_linked(cooling->most.stayed);
	return drop_program()
		       ? NULL
		       : "cold: the program stays in the page cache: another process maps it, too";
}

bool cooling_remark(char *text, size_t size)
{
	if (!cooling || (cooling->most.stayed == 0 && !cooling->linked.is_unknown))
		return false;
	if (cooling->linked.is_unknown)
		snprintf(text, size,
			 "cold: only the program's own file was dropped: it is not a "
			 "64-bit ELF file, so its libraries are unknown");
	else
		snprintf(text, size,
			 "cold: up to %zu of %zu pages of the program's libraries "
			 "stayed in the page cache, most of '%s': other processes "
			 "map them, or this user may not query them (give the "
			 "program its own copies)",
			 cooling->most.stayed, cooling->most.pages, cooling->most_by);
	return true;
}

/* ---- before the loop ---- */

/* Unwritten pages cannot be dropped. */
static void write_back(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	fdatasync(fd);
	close(fd);
}

static int plan_linked(const struct creation *creation, struct error *error)
{
	int status = linked_find(&cooling->linked, creation->program, creation->environment,
				 LOADER_NS, error);

	for (size_t i = 0; i < cooling->linked.count; i++)
		write_back(cooling->linked.path[i]);
	if (status == 0)
		drop_linked(0);
	return status;
}

int cooling_plan(struct creation *creation, struct error *error)
{
	cooling = map(sizeof(*cooling), MAP_PRIVATE | MAP_ANONYMOUS, -1);
	if (!cooling)
		return error_set(error, errno, "cold: cannot map a list: %s", strerror(errno));
	cooling->program = creation->program;
	if (access(cooling->program, R_OK) < 0)
		return error_set(error, errno, "cold: cannot read '%s': %s", creation->program,
				 strerror(errno));
	write_back(cooling->program);
	if (plan_linked(creation, error) < 0)
		return -error->code;
	if (!drop_program())
		return error_set(error, EBUSY,
				 "cold: '%s' stays in the page cache: it is in use, on a file "
				 "system in memory, or this user may not query it",
				 creation->program);
	creation->refresh = refresh;
	return 0;
}
