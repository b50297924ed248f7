/* symbols: the functions of a guest by address. */
#ifndef PROCBENCH_SRC_PROFILE_SYMBOLS_H
#define PROCBENCH_SRC_PROFILE_SYMBOLS_H

#include "elf_image.h"

#include "procbench/base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A function, up to the next one. The name is that of the source: without what the compiler adds to
 * parts, clones and variants of a function (".cold", ".isra.0", "_noprof").
 */
struct symbol {
	uint64_t address;
	const char
		*name; /* in the text or file it comes from, not terminated; NULL: nothing known */
	size_t length;
};

struct symbols {
	struct symbol *items; /* ascending, once sorted */
	size_t count;
	size_t capacity;
};

/* Of user space: the lower half of the addresses on x86-64 and aarch64. */
bool symbols_is_user(uint64_t address);

/* Adds the functions of /proc/kallsyms, which has to outlive the map. */
int symbols_add_kernel(struct symbols *symbols, const char *kallsyms, struct error *error);

/*
 * Adds the functions of a program, which has to outlive the map, as has `name`, which stands for
 * what has no symbol. *stripped: there is none at all.
 */
int symbols_add_program(struct symbols *symbols, struct bytes program, const char *name,
			bool *stripped, struct error *error);

/* Sorts the map, and keeps one symbol per address. */
void symbols_sort(struct symbols *symbols);

/* The index of the function that holds the address; symbols->count where it is not known. */
size_t symbols_find(const struct symbols *symbols, uint64_t address);

void symbols_free(struct symbols *symbols);

#endif
