/* plugin_option: the plugin as a file, and its arguments from the marks of a program. */
#define _GNU_SOURCE
#include "elf_image.h"
#include "program_file.h"

#include "procbench/profile/profile.h"
#include "procbench/sys/embedded.h"
#include "procbench/sys/marks.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

/* ---- marks ---- */

/* A note of ours: its owner's name takes up 12 bytes. */
struct note {
	Elf64_Nhdr header;
	char owner[12];
	uint64_t address;
} __attribute__((packed));

static void add_mark(struct text *option, const struct note *note, uint64_t start)
{
	switch (note->header.n_type) {
	case MARK_START:
		text_printf(option, ",start=%" PRIx64, note->address);
		break;
	case MARK_REAPED:
		text_printf(option, ",reaped=%" PRIx64, note->address);
		break;
	case MARK_CASE:
		text_printf(option, ",case=%" PRIx64 "/%" PRIx64, note->address, start);
		break;
	}
}

/* Returns the number of marks. */
static size_t add_marks(struct text *option, struct bytes program)
{
	struct bytes notes = elf_section(program, MARKS_SECTION);
	struct note note;
	size_t count = 0;

	for (; notes.size >= sizeof(note); notes.size -= sizeof(note), notes.at += sizeof(note)) {
		memcpy(&note, notes.at, sizeof(note));
		if (note.header.n_namesz != sizeof(MARKS_OWNER) ||
		    note.header.n_descsz != sizeof(note.address) ||
		    memcmp(note.owner, MARKS_OWNER, sizeof(MARKS_OWNER)) != 0)
			break;
		add_mark(option, &note, elf_start(program));
		count++;
	}
	return count;
}

static int add_programs(struct text *option, const struct program_file *file, struct error *error)
{
	struct bytes floor = elf_section(file->bytes, PROGRAM_SECTION("floor"));

	if (!elf_is_fixed(file->bytes))
		return error_set(error, EINVAL,
				 "cannot profile '%s': it may run at any address (link it "
				 "statically, without -static-pie)",
				 file->path);
	if (add_marks(option, file->bytes) == 0)
		return error_set(error, EINVAL,
				 "cannot profile '%s': it has no section " MARKS_SECTION
				 " (use a procbench of this version)",
				 file->path);
	if (elf_is_program(floor))
		add_marks(option, floor);
	return option->failed ? error_no_memory(error) : 0;
}

/* ---- the file ---- */

static int write_plugin(const char *path, struct error *error)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600), status;

	if (fd < 0)
		return error_set(error, errno, "cannot write '%s': %s", path, strerror(errno));
	status = embedded_copy(EMBEDDED_PLUGIN, fd, error);
	if (close(fd) < 0 && status == 0)
		status = error_set(error, errno, "cannot write '%s': %s", path, strerror(errno));
	return status;
}

/* In an option of QEMU, a comma in a value is doubled. */
static void add_value(struct text *option, const char *value)
{
	for (; *value; value++) {
		if (*value == ',')
			text_add_char(option, ',');
		text_add_char(option, *value);
	}
}

int profile_plugin(const char *folder, const char *binary, struct text *option, struct error *error)
{
	struct text path = {0};
	struct program_file file;
	int status = program_open(&file, binary, error);

	if (status < 0)
		return status;
	text_printf(&path, "%s/plugin.so", folder);
	if (path.failed)
		status = error_no_memory(error);
	if (status == 0)
		status = write_plugin(text_string(&path), error);
	if (status == 0) {
		add_value(option, text_string(&path));
		text_add(option, ",out=");
		add_value(option, folder);
		text_add(option, "/" PROFILE_COUNTS_FILE);
		status = add_programs(option, &file, error);
	}
	text_free(&path);
	program_close(&file);
	return status;
}
