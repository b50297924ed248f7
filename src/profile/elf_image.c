/* elf_image: a 64-bit ELF file in memory; everything that it states is checked against its size. */
#include "elf_image.h"

#include <string.h>

/* Copies `size` bytes at offset `at`; false where they are not inside the file. */
static bool copy(struct bytes file, uint64_t at, void *to, size_t size)
{
	if (at > file.size || size > file.size - at)
		return false;
	memcpy(to, file.at + at, size);
	return true;
}

static Elf64_Ehdr header(struct bytes file)
{
	Elf64_Ehdr found = {0};

	copy(file, 0, &found, sizeof(found));
	return found;
}

bool elf_is_program(struct bytes file)
{
	Elf64_Ehdr found = header(file);

	return memcmp(found.e_ident, ELFMAG, SELFMAG) == 0 &&
	       found.e_ident[EI_CLASS] == ELFCLASS64 && found.e_ident[EI_DATA] == ELFDATA2LSB &&
	       (found.e_type == ET_EXEC || found.e_type == ET_DYN);
}

bool elf_is_fixed(struct bytes file)
{
	return header(file).e_type == ET_EXEC;
}

/* ---- sections ---- */

static bool read_section(struct bytes file, size_t number, Elf64_Shdr *section)
{
	Elf64_Ehdr found = header(file);

	return number < found.e_shnum &&
	       copy(file, found.e_shoff + number * sizeof(*section), section, sizeof(*section));
}

static struct bytes contents(struct bytes file, const Elf64_Shdr *section)
{
	if (section->sh_type == SHT_NOBITS || section->sh_offset > file.size ||
	    section->sh_size > file.size - section->sh_offset)
		return (struct bytes){0};
	return (struct bytes){file.at + section->sh_offset, section->sh_size};
}

struct bytes elf_section(struct bytes file, const char *name)
{
	Elf64_Ehdr found = header(file);
	size_t length = strlen(name) + 1;
	Elf64_Shdr section;
	struct bytes names = {0};

	if (read_section(file, found.e_shstrndx, &section))
		names = contents(file, &section);
	for (size_t i = 1; i < found.e_shnum && read_section(file, i, &section); i++)
		if (section.sh_name < names.size && length <= names.size - section.sh_name &&
		    memcmp(names.at + section.sh_name, name, length) == 0)
			return contents(file, &section);
	return (struct bytes){0};
}

/* ---- segments ---- */

size_t elf_segment_count(struct bytes file)
{
	return header(file).e_phnum;
}

Elf64_Phdr elf_segment(struct bytes file, size_t number)
{
	Elf64_Phdr found = {0};

	copy(file, header(file).e_phoff + number * sizeof(found), &found, sizeof(found));
	return found;
}

uint64_t elf_start(struct bytes file)
{
	for (size_t i = 0; i < elf_segment_count(file); i++) {
		Elf64_Phdr segment = elf_segment(file, i);

		if (segment.p_type == PT_LOAD && segment.p_offset == 0)
			return segment.p_vaddr;
	}
	return 0;
}
