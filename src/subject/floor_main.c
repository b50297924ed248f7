/* floor_main: the freestanding subject. No libc, a handful of mappings, a few KiB. */
#include "serve.h"

#include "procbench/methods/method.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/raw.h"

#include <link.h>
#include <stddef.h>
#include <sys/mman.h>

#define PAGE_BYTES 4096UL

/* More than the initially mapped stack, less than the guard gap below it. */
#define STACK_BYTES (256UL << 10)

/* Large enough for the state of any freestanding method. */
#define STATE_BYTES 64

extern const struct method method_floor, method_floor_vfork, method_floor_thread;

static const struct method *const floors[] = {
	&method_floor,
	&method_floor_vfork,
	&method_floor_thread,
};

static bool is_same(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return *a == *b;
}

static const struct method *find_floor(const struct arena_header *header)
{
	for (unsigned i = 0; i < sizeof(floors) / sizeof(floors[0]); i++)
		if (is_same(header->method, floors[i]->name))
			return floors[i];
	return &method_floor;
}

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
 * Excludes the stack from fork, which avoids the page copy at the parent's first write after a
 * fork. Only for a child that touches no memory. The program's path is the topmost string on the
 * stack.
 */
static void hide_stack(const struct creation *creation, char *const *environment)
{
	const char *end = (const char *)auxiliary_value(environment, AT_EXECFN);
	unsigned long from = (unsigned long)environment - STACK_BYTES, page = SYS_PAGE_BYTES_MAX;

	if (creation->steps[0] || !end)
		return;
	while (*end)
		end++;
	from &= -page; /* may be below the stack; unmapped pages are skipped */
	sys_madvise((void *)from, ((unsigned long)end | (page - 1)) + 1 - from, MADV_DONTFORK);
}

/*
 * Excludes the program's variables from fork: two mappings and a dirty page less to copy (3% of the
 * floor). A child that only exits, with or without a counter timestamp, reads none of them except
 * the stamp page; a child that executes or reads the clock does.
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

/* Argument passed by free_main. */
struct start {
	struct arena_header *header;
	char *const *environment;
};

__attribute__((noreturn)) static void measure_case(void *argument)
{
	const struct start *start = argument;
	struct arena_header *header = start->header;
	const struct method *method = find_floor(header);
	_Alignas(16) unsigned char state[STATE_BYTES] = {0};
	struct creation creation = {.calls = method->calls, .state = state};

	if (serve_creation(header, &creation, start->environment) < 0)
		serve_refuse(header, 12, "cannot map the stamp page");
	if (method->prepare(&creation, NULL, NULL) < 0)
		serve_refuse(header, 12, "cannot map a stack for the thread");
	hide_data(header, &creation, start->environment);
	hide_stack(&creation, start->environment);
	serve_run(header, &creation);
	serve_end(header);
}

void free_main(long *stack, uint64_t counter)
{
	struct start start = {.environment = (char *const *)(stack + 1) + stack[0] + 1};

	(void)counter;
	start.header = serve_open();
	if (!start.header)
		sys_exit_group(2);
	if (start.header->clock_rate)
		clock_use_counter(start.header->clock_base.counter, start.header->clock_base.ns,
				  start.header->clock_rate);
	else
		clock_open(auxiliary_value(start.environment, AT_SYSINFO_EHDR));
	serve_from_page_top(measure_case, &start);
}
