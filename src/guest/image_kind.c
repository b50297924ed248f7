/* image_kind: whether a file is what a guest needs, by its first bytes. */
#include "image_kind.h"

#include "procbench/guest/guest.h"
#include "procbench/guest/guest_binary.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

/* Reaches over the header of a bzImage. */
#define HEAD_BYTES 1024

/* Where a kind of kernel has its mark. */
static const struct kind {
	uint16_t elf_machine;
	size_t at;
	const char *mark;
} kinds[] = {
	{EM_X86_64, 0x202, "HdrS"},    /* bzImage */
	{EM_AARCH64, 0x38, "ARM\x64"}, /* Image */
};

static int read_head(const char *path, unsigned char head[HEAD_BYTES], struct error *error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, head, HEAD_BYTES);

	if (n < 0)
		error_set(error, GUEST_FAILED, "cannot read '%s': %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	if (n >= 0 && n < HEAD_BYTES)
		return error_set(error, GUEST_FAILED, "'%s' is not a kernel or a program", path);
	return n < 0 ? -GUEST_FAILED : 0;
}

/* The architecture of a program, or 0. */
static uint16_t elf_machine(const unsigned char *head)
{
	Elf64_Ehdr header;

	memcpy(&header, head, sizeof(header));
	return memcmp(head, ELFMAG, SELFMAG) == 0 ? header.e_machine : 0;
}

static uint16_t kernel_machine(const unsigned char *head)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (memcmp(head + kinds[i].at, kinds[i].mark, strlen(kinds[i].mark)) == 0)
			return kinds[i].elf_machine;
	return elf_machine(head) == EM_X86_64 ? EM_X86_64 : 0;
}

int image_check_kernel(const struct guest_arch *arch, const char *path, struct error *error)
{
	unsigned char head[HEAD_BYTES];
	uint16_t machine;

	if (read_head(path, head, error) < 0)
		return -error->code;
	machine = kernel_machine(head);
	if (machine == arch->elf_machine)
		return 0;
	if (machine != 0)
		return error_set(error, GUEST_FAILED,
				 "'%s' is a kernel for another architecture than %s (use --arch)",
				 path, arch->name);
	return error_set(
		error, GUEST_FAILED,
		"'%s' is not a kernel that QEMU can start (expected a bzImage, an Image or "
		"a vmlinux)",
		path);
}

static bool is_dynamic(const unsigned char *head)
{
	Elf64_Ehdr header;

	memcpy(&header, head, sizeof(header));
	for (size_t i = 0; i < header.e_phnum; i++) {
		size_t at = header.e_phoff + i * sizeof(Elf64_Phdr);
		Elf64_Phdr program;

		if (at > HEAD_BYTES - sizeof(program))
			return false;
		memcpy(&program, head + at, sizeof(program));
		if (program.p_type == PT_INTERP)
			return true;
	}
	return false;
}

int guest_binary_check(const struct guest_arch *arch, const char *path, struct error *error)
{
	unsigned char head[HEAD_BYTES];

	if (read_head(path, head, error) < 0)
		return -error->code;
	if (elf_machine(head) != arch->elf_machine)
		return error_set(error, GUEST_FAILED,
				 "'%s' is not a program for %s (give one with --guest-binary)",
				 path, arch->name);
	if (is_dynamic(head))
		return error_set(error, GUEST_FAILED,
				 "'%s' needs shared libraries, which a guest does not have (use a "
				 "static program)",
				 path);
	return 0;
}
