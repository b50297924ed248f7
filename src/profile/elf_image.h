/* elf_image: a 64-bit ELF file in memory, which may be of another architecture or damaged. */
#ifndef PROCBENCH_SRC_PROFILE_ELF_IMAGE_H
#define PROCBENCH_SRC_PROFILE_ELF_IMAGE_H

#include <elf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes {
	const unsigned char *at;
	size_t size;
};

/* Whether it is a little-endian 64-bit program; only then the others may be called. */
bool elf_is_program(struct bytes file);

/* Whether it runs at the addresses that it states. */
bool elf_is_fixed(struct bytes file);

/* The contents of the section; of size 0 where there is none or it is not inside the file. */
struct bytes elf_section(struct bytes file, const char *name);

/* The number of program headers, and one of them. */
size_t elf_segment_count(struct bytes file);
Elf64_Phdr elf_segment(struct bytes file, size_t number);

/* The address of the file's first byte. */
uint64_t elf_start(struct bytes file);

#endif
