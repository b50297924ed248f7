/*
 * rung: the bytes of a shared library that is only loaded and relocated.
 *
 * It is laid out as linkers do: headers and tables, code, constants, and data with the dynamic
 * section, each in a segment of its own, so that the loader maps four.
 */
#include "rung.h"

#include "procbench/sys/raw.h"

#include <elf.h>
#include <string.h>

#if defined(__aarch64__)
#define MACHINE  EM_AARCH64
#define RELATIVE 1027 /* R_AARCH64_RELATIVE */
#else
#define MACHINE  EM_X86_64
#define RELATIVE 8 /* R_X86_64_RELATIVE */
#endif

/* Segments stand at multiples of the largest page, in the file as in memory. */
#define PAGE ((size_t)SYS_PAGE_BYTES_MAX)

struct tables {
	Elf64_Ehdr file;
	Elf64_Phdr segments[7];
	Elf64_Sym none;
	uint32_t hash[4]; /* one bucket, empty, and one chain */
	char strings[8];
	Elf64_Rela relocations[];
};

struct data {
	Elf64_Dyn dynamic[12];
};

static size_t round_up(size_t bytes)
{
	return (bytes + PAGE - 1) / PAGE * PAGE;
}

struct layout {
	size_t tables, code, constants, data, words, end;
};

static struct layout lay_out(uint64_t relocations)
{
	struct layout at;

	at.tables = offsetof(struct tables, relocations) + relocations * sizeof(Elf64_Rela);
	at.code = round_up(at.tables);
	at.constants = at.code + PAGE;
	at.data = at.constants + PAGE;
	at.words = at.data + PAGE; /* the page before is read-only once it is relocated */
	at.end = at.words + relocations * sizeof(uint64_t);
	return at;
}

size_t rung_bytes(uint64_t relocations)
{
	return lay_out(relocations).end;
}

static Elf64_Phdr segment(uint32_t type, uint32_t flags, size_t at, size_t size)
{
	return (Elf64_Phdr){.p_type = type,
			    .p_flags = flags,
			    .p_offset = at,
			    .p_vaddr = at,
			    .p_paddr = at,
			    .p_filesz = size,
			    .p_memsz = size,
			    .p_align = type == PT_LOAD ? PAGE : sizeof(uint64_t)};
}

static void fill_headers(struct tables *tables, const struct layout *at)
{
	tables->file = (Elf64_Ehdr){
		.e_ident = {ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64, ELFDATA2LSB,
			    EV_CURRENT},
		.e_type = ET_DYN,
		.e_machine = MACHINE,
		.e_version = EV_CURRENT,
		.e_phoff = offsetof(struct tables, segments),
		.e_ehsize = sizeof(Elf64_Ehdr),
		.e_phentsize = sizeof(Elf64_Phdr),
		.e_phnum = sizeof(tables->segments) / sizeof(tables->segments[0]),
	};
	tables->segments[0] = segment(PT_LOAD, PF_R, 0, at->tables);
	tables->segments[1] = segment(PT_LOAD, PF_R | PF_X, at->code, PAGE);
	tables->segments[2] = segment(PT_LOAD, PF_R, at->constants, PAGE);
	tables->segments[3] = segment(PT_LOAD, PF_R | PF_W, at->data, at->end - at->data);
	tables->segments[4] = segment(PT_DYNAMIC, PF_R | PF_W, at->data, sizeof(struct data));
	tables->segments[5] = segment(PT_GNU_RELRO, PF_R, at->data, PAGE);
	tables->segments[6] = segment(PT_GNU_STACK, PF_R | PF_W, 0, 0);
}

static void fill_dynamic(struct data *data, uint64_t relocations)
{
	const Elf64_Dyn entries[] = {
		{DT_HASH, {offsetof(struct tables, hash)}},
		{DT_STRTAB, {offsetof(struct tables, strings)}},
		{DT_STRSZ, {sizeof(((struct tables *)0)->strings)}},
		{DT_SYMTAB, {offsetof(struct tables, none)}},
		{DT_SYMENT, {sizeof(Elf64_Sym)}},
		{DT_RELA, {offsetof(struct tables, relocations)}},
		{DT_RELASZ, {relocations * sizeof(Elf64_Rela)}},
		{DT_RELAENT, {sizeof(Elf64_Rela)}},
		{DT_RELACOUNT, {relocations}},
	};

	/* without relocations the last four would be of nothing */
	memcpy(data->dynamic, entries,
	       sizeof(entries) - (relocations ? 0 : 4 * sizeof(entries[0])));
}

void rung_fill(char *bytes, uint64_t relocations)
{
	struct layout at = lay_out(relocations);
	struct tables *tables = (void *)bytes;

	fill_headers(tables, &at);
	tables->hash[0] = tables->hash[1] = 1; /* buckets, chains */
	for (uint64_t i = 0; i < relocations; i++)
		tables->relocations[i] = (Elf64_Rela){.r_offset = at.words + i * sizeof(uint64_t),
						      .r_info = RELATIVE,
						      .r_addend = (int64_t)at.words};
	fill_dynamic((void *)(bytes + at.data), relocations);
}
