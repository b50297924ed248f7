/* program_file: the program of a guest, with the programs that are embedded in it. */
#ifndef PROCBENCH_SRC_PROFILE_PROGRAM_FILE_H
#define PROCBENCH_SRC_PROFILE_PROGRAM_FILE_H

#include "elf_image.h"

#include "procbench/base/error.h"

/* The section of an embedded program; see src/sys/embed.S. */
#define PROGRAM_SECTION(name) ".procbench." name

struct program_file {
	const char *path;
	struct bytes bytes;
};

/* Maps the file; -EINVAL where it is not a program. End with program_close(). */
int program_open(struct program_file *file, const char *path, struct error *error);
void program_close(struct program_file *file);

#endif
