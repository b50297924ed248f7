/* interpreter: what the kernel executes in place of a program, as the program's file says. */
#define _GNU_SOURCE
#include "procbench/sys/interpreter.h"

#include <elf.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

/* As much of the first line as the kernel reads. */
#define LINE_BYTES 256

static int read_at(int fd, void *data, size_t size, uint64_t at)
{
	ssize_t n = pread(fd, data, size, (off_t)at);

	if (n < 0)
		return -errno;
	return (size_t)n == size ? 0 : -ENOEXEC;
}

/* "#! /bin/sh -e"; the kernel refuses to execute one without a path. */
static int read_script(const char *line, char *path, size_t size)
{
	const char *word = line + 2 + strspn(line + 2, " \t");
	size_t length = strcspn(word, " \t\n");

	if (length >= size)
		return -ENAMETOOLONG;
	memcpy(path, word, length);
	path[length] = '\0';
	return length > 0 ? INTERPRETER_SCRIPT : INTERPRETER_UNKNOWN;
}

static int read_loader(int fd, char *path, size_t size)
{
	Elf64_Ehdr file;
	Elf64_Phdr segment;
	int status = read_at(fd, &file, sizeof(file), 0);

	for (unsigned i = 0; status == 0 && i < file.e_phnum; i++) {
		status = read_at(fd, &segment, sizeof(segment), file.e_phoff + i * sizeof(segment));
		if (status < 0 || segment.p_type != PT_INTERP)
			continue;
		if (segment.p_filesz == 0 || segment.p_filesz > size)
			return -ENAMETOOLONG;
		status = read_at(fd, path, segment.p_filesz, segment.p_offset);
		path[segment.p_filesz - 1] = '\0';
		return status < 0 ? status : INTERPRETER_LOADER;
	}
	return status < 0 ? status : INTERPRETER_NONE;
}

int interpreter_of(int fd, char *path, size_t size)
{
	char line[LINE_BYTES + 1];
	ssize_t length = pread(fd, line, LINE_BYTES, 0);

	path[0] = '\0';
	if (length < 0)
		return -errno;
	line[length] = '\0';
	if (length >= 2 && memcmp(line, "#!", 2) == 0)
		return read_script(line, path, size);
	if (length <= EI_CLASS || memcmp(line, ELFMAG, SELFMAG) != 0)
		return INTERPRETER_UNKNOWN;
	return line[EI_CLASS] == ELFCLASS64 ? read_loader(fd, path, size) : INTERPRETER_FOREIGN;
}
