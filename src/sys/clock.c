/* clock: the clock for all timestamps, and the raw CPU counter. */
#define _GNU_SOURCE
#include "procbench/sys/clock.h"

#include "procbench/sys/raw.h"

#include <elf.h>
#include <link.h>
#include <stddef.h>

typedef int clock_function(clockid_t clock, struct timespec *time);

static int clock_by_system_call(clockid_t clock, struct timespec *time)
{
	return (int)sys_clock_gettime(clock, time);
}

static clock_function *clock_read = clock_by_system_call;

static const char *const vdso_names[] = {"__vdso_clock_gettime", "__kernel_clock_gettime"};

static bool same_string(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return *a == *b;
}

/* Pointers from the vDSO's dynamic section. */
struct vdso {
	unsigned long bias; /* load address minus link address */
	const ElfW(Sym) * symbols;
	const char *strings;
	const uint32_t *hash;     /* DT_HASH, or NULL */
	const uint32_t *gnu_hash; /* DT_GNU_HASH, or NULL */
};

static bool vdso_read(struct vdso *vdso, unsigned long base)
{
	const ElfW(Ehdr) *header = (const void *)base;
	const ElfW(Phdr) *program = (const void *)(base + header->e_phoff);
	const ElfW(Dyn) *dynamic = NULL;

	for (unsigned i = 0; i < header->e_phnum; i++) {
		if (program[i].p_type == PT_LOAD && program[i].p_offset == 0)
			vdso->bias = base - program[i].p_vaddr;
		if (program[i].p_type == PT_DYNAMIC)
			dynamic = (const void *)(base + program[i].p_offset);
	}
	for (; dynamic && dynamic->d_tag != DT_NULL; dynamic++) {
		const void *target = (const void *)(vdso->bias + dynamic->d_un.d_ptr);

		if (dynamic->d_tag == DT_SYMTAB)
			vdso->symbols = target;
		if (dynamic->d_tag == DT_STRTAB)
			vdso->strings = target;
		if (dynamic->d_tag == DT_HASH)
			vdso->hash = target;
		if (dynamic->d_tag == DT_GNU_HASH)
			vdso->gnu_hash = target;
	}
	return vdso->symbols && vdso->strings && (vdso->hash || vdso->gnu_hash);
}

/* The GNU hash table has no count: the chain of the highest bucket ends at the last symbol. */
static uint32_t gnu_symbol_count(const uint32_t *table)
{
	uint32_t bucket_count = table[0], first = table[1], last = 0;
	const uint32_t *buckets = table + 4 + table[2] * (sizeof(ElfW(Addr)) / 4);
	const uint32_t *chains = buckets + bucket_count;

	for (uint32_t i = 0; i < bucket_count; i++)
		if (buckets[i] > last)
			last = buckets[i];
	if (last < first)
		return first;
	while (!(chains[last - first] & 1))
		last++;
	return last + 1;
}

static clock_function *vdso_find(const struct vdso *vdso, const char *name)
{
	uint32_t count = vdso->hash ? vdso->hash[1] : gnu_symbol_count(vdso->gnu_hash);

	for (uint32_t i = 0; i < count; i++) {
		const ElfW(Sym) *symbol = &vdso->symbols[i];

		if (symbol->st_shndx != SHN_UNDEF &&
		    same_string(vdso->strings + symbol->st_name, name))
			return (clock_function *)(vdso->bias + symbol->st_value);
	}
	return NULL;
}

void clock_open(unsigned long base)
{
	struct vdso vdso = {0};

	if (!base || !vdso_read(&vdso, base))
		return;
	for (size_t i = 0; i < sizeof(vdso_names) / sizeof(vdso_names[0]); i++) {
		clock_function *found = vdso_find(&vdso, vdso_names[i]);
		struct timespec time;

		if (found && found(CLOCK_MONOTONIC, &time) == 0)
			clock_read = found;
	}
}

static uint64_t now_by_clock(void)
{
	struct timespec time;

	clock_read(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static struct {
	uint64_t counter;
	uint64_t ns;
	uint64_t rate;
} base;

/* Integer arithmetic, because fork copies the floating-point state if it is in use. */
static uint64_t now_by_counter(void)
{
	uint64_t ticks = counter_read() - base.counter;

	return base.ns + (uint64_t)((unsigned __int128)ticks * base.rate >> 32);
}

static uint64_t (*now)(void) = now_by_clock;

void clock_use_counter(uint64_t base_counter, uint64_t base_ns, uint64_t rate)
{
	base.counter = base_counter;
	base.ns = base_ns;
	base.rate = rate;
	now = now_by_counter;
}

uint64_t clock_now_ns(void)
{
	return now();
}

struct clock_pair clock_pair_read(void)
{
	struct clock_pair best = {0};
	uint64_t tightest = UINT64_MAX;

	for (int i = 0; i < 16; i++) {
		uint64_t before = counter_read();
		uint64_t ns = clock_now_ns();
		uint64_t took = counter_read() - before;

		if (took < tightest) {
			tightest = took;
			best = (struct clock_pair){before + took / 2, ns};
		}
	}
	return best;
}
