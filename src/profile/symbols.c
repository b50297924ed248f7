/* symbols: the functions of a guest by address, from /proc/kallsyms and from ELF files. */
#define _GNU_SOURCE
#include "symbols.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool symbols_is_user(uint64_t address)
{
	return address >> 63 == 0;
}

static size_t without(const char *suffix, const char *name, size_t length)
{
	size_t size = strlen(suffix);

	return length > size && memcmp(name + length - size, suffix, size) == 0 ? length - size
										: length;
}

/*
 * "name.isra.0" is a clone of "name"; what begins with a dot has no other name. Since Linux 6.10
 * what allocates is a macro around "name_noprof", and "memset_orig" is one of the memset that the
 * kernel chooses from.
 */
static size_t source_length(const char *name, size_t length)
{
	const char *dot = length > 1 ? memchr(name + 1, '.', length - 1) : NULL;

	length = dot ? (size_t)(dot - name) : length;
	return without("_noprof", name, without("_orig", name, length));
}

static int add(struct symbols *symbols, uint64_t address, const char *name, size_t length,
	       struct error *error)
{
	if (symbols->count == symbols->capacity) {
		size_t capacity = symbols->capacity ? symbols->capacity * 2 : 4096;
		struct symbol *items = realloc(symbols->items, capacity * sizeof(*items));

		if (!items)
			return error_no_memory(error);
		symbols->items = items;
		symbols->capacity = capacity;
	}
	symbols->items[symbols->count++] =
		(struct symbol){address, name, name ? source_length(name, length) : 0};
	return 0;
}

/* ---- the kernel ---- */

/* "ffffffff81000000 T name", with a tab and "[module]" behind it. */
static int add_line(struct symbols *symbols, const char *line, size_t length, bool *has_address,
		    struct error *error)
{
	char *end;
	uint64_t address = strtoull(line, &end, 16);
	size_t used = (size_t)(end - line), name_length;

	if (used == 0 || used + 3 >= length || end[0] != ' ' || end[2] != ' ')
		return error_set(error, EINVAL, "kallsyms: '%.*s' is not a symbol",
				 (int)(length < 60 ? length : 60), line);
	if (!strchr("tTwW", end[1]) || strncmp(end + 3, "__pfx_", 6) == 0)
		return 0;
	name_length = strcspn(end + 3, "\t\r\n ");
	*has_address = *has_address || address != 0;
	return add(symbols, address, end + 3, name_length, error);
}

int symbols_add_kernel(struct symbols *symbols, const char *kallsyms, struct error *error)
{
	bool has_address = false;
	int status = 0;

	while (*kallsyms && status == 0) {
		size_t length = strcspn(kallsyms, "\n");

		status = add_line(symbols, kallsyms, length, &has_address, error);
		kallsyms += length + (kallsyms[length] == '\n');
	}
	if (status == 0 && !has_address)
		status =
			error_set(error, ENODATA,
				  "the guest's kernel names no functions (it needs CONFIG_KALLSYMS "
				  "and kernel.kptr_restrict below 2)");
	return status;
}

/* ---- programs ---- */

/* What is executable, and what stands behind it. */
static int add_segments(struct symbols *symbols, struct bytes program, const char *name,
			struct error *error)
{
	int status = 0;

	for (size_t i = 0; i < elf_segment_count(program) && status == 0; i++) {
		Elf64_Phdr segment = elf_segment(program, i);

		if (segment.p_type != PT_LOAD || !(segment.p_flags & PF_X))
			continue;
		status = add(symbols, segment.p_vaddr, name, strlen(name), error);
		if (status == 0)
			status = add(symbols, segment.p_vaddr + segment.p_memsz, NULL, 0, error);
	}
	return status;
}

static bool is_executable(struct bytes program, uint64_t address)
{
	for (size_t i = 0; i < elf_segment_count(program); i++) {
		Elf64_Phdr segment = elf_segment(program, i);

		if (segment.p_type == PT_LOAD && segment.p_flags & PF_X &&
		    address >= segment.p_vaddr && address - segment.p_vaddr < segment.p_memsz)
			return true;
	}
	return false;
}

/* Functions of assembly have no type. */
static bool is_function(const Elf64_Sym *symbol, struct bytes names)
{
	unsigned char type = ELF64_ST_TYPE(symbol->st_info);

	return (type == STT_FUNC || type == STT_GNU_IFUNC || type == STT_NOTYPE) &&
	       symbol->st_shndx != SHN_UNDEF && symbol->st_name < names.size &&
	       names.at[symbol->st_name] != '\0' && names.at[symbol->st_name] != '$';
}

int symbols_add_program(struct symbols *symbols, struct bytes program, const char *name,
			bool *stripped, struct error *error)
{
	struct bytes table = elf_section(program, ".symtab");
	struct bytes names = elf_section(program, ".strtab");
	Elf64_Sym symbol;
	int status = add_segments(symbols, program, name, error);

	*stripped = true;
	if (names.size > 0 && names.at[names.size - 1] != '\0')
		names.size = 0; /* damaged */
	for (; table.size >= sizeof(symbol) && status == 0;
	     table.size -= sizeof(symbol), table.at += sizeof(symbol)) {
		memcpy(&symbol, table.at, sizeof(symbol));
		if (!is_function(&symbol, names) || !is_executable(program, symbol.st_value))
			continue;
		*stripped = false;
		status = add(symbols, symbol.st_value, (const char *)names.at + symbol.st_name,
			     strlen((const char *)names.at + symbol.st_name), error);
	}
	return status;
}

/* ---- the map ---- */

static size_t underscores(const struct symbol *symbol)
{
	size_t count = 0;

	while (count < symbol->length && symbol->name[count] == '_')
		count++;
	return count;
}

/*
 * Of several names of one address the first is kept: a function's rather than a segment's or what
 * ends one, then the one with the fewest underscores in front, then the shortest.
 */
static int rank(const struct symbol *symbol)
{
	if (!symbol->name)
		return 2;
	return symbol->name[0] == '[';
}

static int by_address(const void *one, const void *other)
{
	const struct symbol *a = one, *b = other;

	if (a->address != b->address)
		return a->address < b->address ? -1 : 1;
	if (rank(a) != rank(b))
		return rank(a) - rank(b);
	if (!a->name)
		return 0;
	if (underscores(a) != underscores(b))
		return underscores(a) < underscores(b) ? -1 : 1;
	if (a->length != b->length)
		return a->length < b->length ? -1 : 1;
	return memcmp(a->name, b->name, a->length);
}

void symbols_sort(struct symbols *symbols)
{
	size_t kept = 0;

	if (symbols->count > 0)
		qsort(symbols->items, symbols->count, sizeof(*symbols->items), by_address);
	for (size_t i = 0; i < symbols->count; i++)
		if (i == 0 || symbols->items[i].address != symbols->items[kept - 1].address)
			symbols->items[kept++] = symbols->items[i];
	symbols->count = kept;
}

size_t symbols_find(const struct symbols *symbols, uint64_t address)
{
	size_t low = 0, high = symbols->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (symbols->items[middle].address <= address)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0 || !symbols->items[low - 1].name ||
	    symbols_is_user(symbols->items[low - 1].address) != symbols_is_user(address))
		return symbols->count;
	return low - 1;
}

void symbols_free(struct symbols *symbols)
{
	free(symbols->items);
	*symbols = (struct symbols){0};
}
