/* floor_main: the freestanding subject. No libc, a handful of mappings, a few KiB. */
#include "serve.h"

#include "procbench/methods/floor.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/raw.h"

#include <link.h>
#include <stddef.h>
#include <sys/mman.h>

#define PAGE_BYTES 4096UL

void free_main(long *stack, uint64_t counter);

static unsigned long auxiliary_value(char *const *environment, unsigned long type)
{
	const unsigned long *pair;

	while (*environment)
		environment++;
	pair = (const unsigned long *)(environment + 1);
	while (pair[0] != AT_NULL && pair[0] != type)
		pair += 2;
	return pair[0] == type ? pair[1] : 0;
}

/*
 * Takes the program's own variables out of fork's way: two mappings and a dirty page less to copy
 * (3 % of the floor). A child that exits, by the stamp of the counter or without, reads none of
 * them, but for the stamp page among them; one that executes or reads the clock does.
 */
static void hide_data(const struct arena_header *header, const struct creation *creation,
		      char *const *environment)
{
	const ElfW(Phdr) *program = (const void *)auxiliary_value(environment, AT_PHDR);
	unsigned long count = auxiliary_value(environment, AT_PHNUM);

	if (header->program_at || header->stamping == ARENA_STAMP_CLOCK)
		return;
	for (unsigned long i = 0; i < count; i++) {
		unsigned long from = program[i].p_vaddr & -PAGE_BYTES;

		if (program[i].p_type == PT_LOAD && (program[i].p_flags & PF_W))
			sys_madvise((void *)from, program[i].p_vaddr + program[i].p_memsz - from,
				    MADV_DONTFORK);
	}
	if (creation->stamps)
		sys_madvise(creation->stamps, ARENA_STAMP_BYTES, MADV_DOFORK);
}

void free_main(long *stack, uint64_t counter)
{
	char *const *environment = (char *const *)(stack + 1) + stack[0] + 1;
	struct arena_header *header;
	struct creation creation = {0};

	(void)counter;
	header = serve_open();
	if (!header)
		sys_exit_group(2);
	if (header->clock_rate)
		clock_use_counter(header->clock_base.counter, header->clock_base.ns,
				  header->clock_rate);
	else
		clock_open(auxiliary_value(environment, AT_SYSINFO_EHDR));
	if (serve_creation(header, &creation, environment) < 0)
		serve_refuse(header, 12, "cannot map the stamp page");
	hide_data(header, &creation, environment);
	serve_run(header, &floor_calls, &creation);
	serve_end(header);
}
