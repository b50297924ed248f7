/* ladder: a dynamically linked target that needs more libraries, made in memory. */
#define _GNU_SOURCE
#include "procbench/sys/ladder.h"

#include "procbench/sys/embedded.h"

#include "rung.h"

#include <elf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the program ---- */

/* The target as a whole, in memory. */
struct image {
	char *bytes;
	size_t size;
};

static int read_image(struct image *image, struct error *error)
{
	int fd = embedded_open(EMBEDDED_LADDER, error);
	struct stat seen;
	ssize_t length = -1;

	if (fd < 0)
		return fd;
	if (fstat(fd, &seen) == 0 && (image->bytes = malloc((size_t)seen.st_size)))
		length = pread(fd, image->bytes, (size_t)seen.st_size, 0);
	image->size = length > 0 ? (size_t)length : 0;
	close(fd);
	return length > 0 ? 0 : error_set(error, EIO, "cannot read the target with libraries");
}

static const Elf64_Phdr *segments(const struct image *image, unsigned *count)
{
	const Elf64_Ehdr *file = (const void *)image->bytes;

	*count = file->e_phnum;
	return (const void *)(image->bytes + file->e_phoff);
}

/* The address at which a byte of the file is loaded. */
static uint64_t address_of(const struct image *image, uint64_t offset)
{
	unsigned count;
	const Elf64_Phdr *segment = segments(image, &count);

	for (unsigned i = 0; i < count; i++)
		if (segment[i].p_type == PT_LOAD && offset >= segment[i].p_offset &&
		    offset < segment[i].p_offset + segment[i].p_filesz)
			return segment[i].p_vaddr + (offset - segment[i].p_offset);
	return 0;
}

static Elf64_Dyn *dynamic_of(const struct image *image, size_t *count)
{
	unsigned segment_count;
	const Elf64_Phdr *segment = segments(image, &segment_count);

	for (unsigned i = 0; i < segment_count; i++)
		if (segment[i].p_type == PT_DYNAMIC) {
			*count = segment[i].p_filesz / sizeof(Elf64_Dyn);
			return (void *)(image->bytes + segment[i].p_offset);
		}
	*count = 0;
	return NULL;
}

/*
 * Names are offsets from the string table, which the loader does not check against the table's
 * size; so they may stand in the room, which is loaded behind it.
 */
static int need_libraries(const struct image *image, const struct ladder *ladder,
			  struct error *error)
{
	char *room = memmem(image->bytes, image->size, LADDER_MARK, sizeof(LADDER_MARK));
	size_t count, used = 0;
	Elf64_Dyn *entries = dynamic_of(image, &count);
	uint64_t strings = 0, names;

	for (; used < count && entries[used].d_tag != DT_NULL; used++)
		if (entries[used].d_tag == DT_STRTAB)
			strings = entries[used].d_un.d_ptr;
	if (!room || used + ladder->count >= count)
		return error_set(error, ENOEXEC, "the target has no room for %u libraries",
				 (unsigned)ladder->count);
	names = address_of(image, (uint64_t)(room - image->bytes)) - strings;
	for (uint64_t i = 0; i < ladder->count; i++) {
		snprintf(room + i * LADDER_PATH_BYTES, LADDER_PATH_BYTES, "/proc/%d/fd/%d",
			 (int)getpid(), ladder->libraries[i]);
		entries[used + i] = (Elf64_Dyn){.d_tag = DT_NEEDED,
						.d_un.d_val = names + i * LADDER_PATH_BYTES};
	}
	return 0;
}

/* ---- files in memory ---- */

static int write_all(int fd, const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t n = write(fd, bytes, size);

		if (n < 0 && errno != EINTR)
			return -errno;
		if (n > 0) {
			bytes += n;
			size -= (size_t)n;
		}
	}
	return 0;
}

static int keep(const char *name, const char *bytes, size_t size, struct error *error)
{
	int fd = embedded_memfd(name), status = fd < 0 ? -errno : write_all(fd, bytes, size);

	if (status == 0)
		status = embedded_reopen(fd);
	if (fd >= 0)
		close(fd);
	if (status < 0)
		error_set(error, -status, "cannot keep '%s' in memory: %s", name,
			  strerror(-status));
	return status;
}

static int keep_library(struct ladder *ladder, const char *bytes, size_t size, struct error *error)
{
	int fd = keep("library", bytes, size, error);

	if (fd >= 0)
		ladder->libraries[ladder->count++] = fd;
	return fd < 0 ? fd : 0;
}

static int make_libraries(struct ladder *ladder, uint64_t count, uint64_t relocations,
			  struct error *error)
{
	size_t size = rung_bytes(relocations);
	char *bytes = calloc(1, size);
	int status = bytes ? 0 : error_no_memory(error);

	if (status == 0)
		rung_fill(bytes, relocations);
	for (uint64_t i = 0; i < count && status == 0; i++)
		status = keep_library(ladder, bytes, size, error);
	free(bytes);
	return status;
}

int ladder_open(struct ladder *ladder, uint64_t libraries, uint64_t relocations,
		struct error *error)
{
	struct image image = {0};
	int status;

	*ladder = (struct ladder){.program = -1};
	status = make_libraries(ladder, libraries, relocations, error);
	if (status == 0)
		status = read_image(&image, error);
	if (status == 0)
		status = need_libraries(&image, ladder, error);
	if (status == 0)
		status = ladder->program = keep("ladder", image.bytes, image.size, error);
	free(image.bytes);
	if (status < 0)
		ladder_close(ladder);
	return status < 0 ? status : 0;
}

void ladder_close(struct ladder *ladder)
{
	for (uint64_t i = 0; i < ladder->count; i++)
		close(ladder->libraries[i]);
	if (ladder->program >= 0)
		close(ladder->program);
	*ladder = (struct ladder){.program = -1};
}
