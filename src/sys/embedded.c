/*
 * embedded: programs embedded in the binary, in sections that are not loaded, so that they do not
 * enlarge the subject.
 */
#define _GNU_SOURCE
#include "procbench/sys/embedded.h"

#include "procbench/sys/interpreter.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/wait.h>
#include <unistd.h>

#define EMBEDDED_DECLARE(id, name, ...) \
	extern const char embedded_##name[] __attribute__((visibility("hidden")));
TARGET_LIST(EMBEDDED_DECLARE)
EMBEDDED_LIST(EMBEDDED_DECLARE)
#undef EMBEDDED_DECLARE

#define EMBEDDED_ROW(id, name, ...) [EMBEDDED_##id] = {#name, embedded_##name},
static const struct {
	const char *name;
	const char *section;
} programs[] = {TARGET_LIST(EMBEDDED_ROW) EMBEDDED_LIST(EMBEDDED_ROW)};
#undef EMBEDDED_ROW

/* ---- in this binary's file ---- */

struct place {
	off_t at;
	size_t size;
};

static int read_at(int fd, void *data, size_t size, uint64_t at)
{
	ssize_t n = pread(fd, data, size, (off_t)at);

	if (n < 0)
		return -errno;
	return (size_t)n == size ? 0 : -ENOEXEC;
}

static int read_section(int fd, const Elf64_Ehdr *file, unsigned i, Elf64_Shdr *section)
{
	return read_at(fd, section, sizeof(*section), file->e_shoff + i * sizeof(*section));
}

/* Whether the section whose name is at `at` has that name. */
static bool is_named(int fd, uint64_t at, const char *name)
{
	char found[32];
	size_t size = strlen(name) + 1;

	return size <= sizeof(found) && read_at(fd, found, size, at) == 0 &&
	       memcmp(found, name, size) == 0;
}

static int find_section(int fd, const char *name, struct place *place)
{
	Elf64_Ehdr file;
	Elf64_Shdr names, section;
	int status = read_at(fd, &file, sizeof(file), 0);

	if (status == 0)
		status = read_section(fd, &file, file.e_shstrndx, &names);
	for (unsigned i = 1; status == 0 && i < file.e_shnum; i++) {
		status = read_section(fd, &file, i, &section);
		if (status == 0 && is_named(fd, names.sh_offset + section.sh_name, name)) {
			*place = (struct place){(off_t)section.sh_offset, section.sh_size};
			return 0;
		}
	}
	return status < 0 ? status : -ENOENT;
}

/* ---- in a memfd ---- */

#ifndef MFD_EXEC
#define MFD_EXEC 0x0010U
#endif

/* Kernels before 6.3 do not support or need MFD_EXEC. */
int embedded_memfd(const char *name)
{
	char label[32];
	int fd;

	snprintf(label, sizeof(label), "procbench-%s", name);
	fd = memfd_create(label, MFD_CLOEXEC | MFD_EXEC);
	return fd < 0 && errno == EINVAL ? memfd_create(label, MFD_CLOEXEC) : fd;
}

static int copy_all(int to, int from, struct place place)
{
	while (place.size > 0) {
		ssize_t n = sendfile(to, from, &place.at, place.size);

		if (n < 0 && errno != EINTR)
			return -errno;
		if (n == 0)
			return -EIO;
		if (n > 0)
			place.size -= (size_t)n;
	}
	return 0;
}

static int copy_section(int to, const char *name)
{
	int self = open("/proc/self/exe", O_RDONLY | O_CLOEXEC), status;
	struct place place;

	if (self < 0)
		return -errno;
	status = find_section(self, name, &place);
	if (status == 0)
		status = copy_all(to, self, place);
	close(self);
	return status;
}

int embedded_copy(enum embedded program, int to, struct error *error)
{
	int status = copy_section(to, programs[program].section);

	if (status == 0)
		return 0;
	return error_set(error, -status, "cannot copy '%s' from /proc/self/exe: %s",
			 programs[program].name, strerror(-status));
}

int embedded_reopen(int fd)
{
	char path[32];
	int read_only;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	read_only = open(path, O_RDONLY | O_CLOEXEC);
	return read_only < 0 ? -errno : read_only;
}

int embedded_open(enum embedded program, struct error *error)
{
	const char *name = programs[program].name;
	int fd = embedded_memfd(name), read_only;

	if (fd < 0)
		return error_set(error, errno,
				 "cannot make an executable memfd for '%s': %s (vm.memfd_noexec?)",
				 name, strerror(errno));
	if (embedded_copy(program, fd, error) < 0) {
		close(fd);
		return -error->code;
	}
	read_only = embedded_reopen(fd);
	close(fd);
	if (read_only < 0)
		return error_set(error, -read_only, "cannot open the copy of '%s': %s", name,
				 strerror(-read_only));
	return read_only;
}

/* ---- requirements ---- */

__attribute__((noreturn)) static void become_program(const char *path)
{
	char *argv[] = {(char *)path, NULL};
	int null = open("/dev/null", O_RDWR);

	for (int fd = 0; fd <= 2; fd++)
		dup2(null, fd);
	execve(path, argv, environ);
	_exit(127); /* as a dynamic loader that finds no libc */
}

/*
 * Uses fork, because seccomp filters rarely refuse it. Returns -errno or the wait status; 0 if
 * SIGCHLD is ignored and the status is unknown.
 */
static int try_program(int program)
{
	char path[32];
	int status = 0;
	pid_t pid;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", program);
	pid = fork();
	if (pid == 0)
		become_program(path);
	if (pid < 0)
		return -errno;
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

static int try_loader(int program, const char *name, const char *loader, struct error *error)
{
	int status;

	if (access(loader, X_OK) < 0)
		return error_set(error, errno, "'%s' needs the dynamic loader '%s': %s", name,
				 loader, strerror(errno));
	status = try_program(program);
	if (status < 0)
		return error_set(error, -status, "cannot test '%s': %s", name, strerror(-status));
	if (status > 0)
		return error_set(error, ENOEXEC,
				 "'%s' does not start with this machine's libc, which may be older "
				 "than the one procbench was built with",
				 name);
	return 0;
}

int embedded_probe(enum embedded program, struct error *error)
{
	const char *name = programs[program].name;
	char loader[256];
	int fd = embedded_open(program, error), status;

	if (fd < 0)
		return fd;
	status = interpreter_of(fd, loader, sizeof(loader));
	if (status < 0)
		error_set(error, -status, "cannot read '%s': %s", name, strerror(-status));
	else
		status = status == INTERPRETER_LOADER ? try_loader(fd, name, loader, error) : 0;
	close(fd);
	return status;
}
