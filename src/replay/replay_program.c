/* replay_program: which target of procbench stands for a program. */
#include "replay_program.h"

#include <elf.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

/* Holds the program headers of common linkers, which follow the header of the file. */
#define HEAD_BYTES 4096

static bool has_interpreter(const unsigned char *head, size_t length)
{
	Elf64_Ehdr header;

	memcpy(&header, head, sizeof(header));
	for (size_t i = 0; i < header.e_phnum; i++) {
		size_t at = header.e_phoff + i * sizeof(Elf64_Phdr);
		Elf64_Phdr program;

		if (at > length || length - at < sizeof(program))
			return false;
		memcpy(&program, head + at, sizeof(program));
		if (program.p_type == PT_INTERP)
			return true;
	}
	return false;
}

const char *replay_program_kind(const char *path)
{
	unsigned char head[HEAD_BYTES];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	ssize_t length = fd < 0 ? -1 : read(fd, head, sizeof(head));

	if (fd >= 0)
		close(fd);
	if (length >= 2 && memcmp(head, "#!", 2) == 0)
		return "script";
	if (length < (ssize_t)sizeof(Elf64_Ehdr) || memcmp(head, ELFMAG, SELFMAG) != 0)
		return NULL;
	return head[EI_CLASS] != ELFCLASS64 || has_interpreter(head, (size_t)length) ? "dynamic"
										     : "static";
}
