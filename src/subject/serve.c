/* serve: the part of a subject that all images share. */
#define _GNU_SOURCE
#include "serve.h"

#include "child.h"
#include "guard.h"
#include "measure.h"
#include "placement.h"

#include "procbench/base/keys.h"
#include "procbench/sys/cleanup.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/marks.h"
#include "procbench/sys/raw.h"

#include <stddef.h>
#include <sys/mman.h>

#define PAGE_BYTES 4096

#define REFRESH_ERROR 16 /* EBUSY */

static void *address_or_null(long address)
{
	return address < 0 && address > -4096 ? NULL : (void *)address;
}

static void *map_shared(int fd, size_t size)
{
	return address_or_null(sys_mmap(size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
}

/*
 * Among the program's variables, whose page table a child copies anyway: elsewhere the stamp page
 * would need its own page table (5% of a fork in a guest with shadow page tables).
 */
static void *map_stamps(void)
{
	static _Alignas(SYS_PAGE_BYTES_MAX) char place[SYS_PAGE_BYTES_MAX];

	return address_or_null(sys_mmap_fixed(place, ARENA_STAMP_BYTES, PROT_READ | PROT_WRITE,
					      MAP_SHARED, ARENA_FD_STAMP));
}

static size_t arena_bytes(const struct arena_header *header)
{
	return ARENA_SAMPLES_AT + header->samples * sizeof(struct arena_sample);
}

/* The size to map is in the header, so the header is mapped first. */
static struct arena_header *map_arena(void)
{
	struct arena_header *header = map_shared(ARENA_FD, ARENA_SAMPLES_AT);
	size_t size;

	if (!header || header->magic != ARENA_MAGIC || header->version != ARENA_VERSION)
		return NULL;
	size = arena_bytes(header);
	sys_munmap(header, ARENA_SAMPLES_AT);
	header = map_shared(ARENA_FD, size);
	if (header)
		sys_madvise(header, size, MADV_DONTFORK);
	return header;
}

/* Pre-faults the page of the next record, so that no sample includes that fault. */
static void touch_samples(struct arena_header *header)
{
	volatile char *bytes = (volatile char *)header;

	for (size_t at = ARENA_SAMPLES_AT; at < arena_bytes(header); at += PAGE_BYTES)
		bytes[at] = 0;
}

struct arena_header *serve_open(void)
{
	struct arena_header *header = map_arena();

	if (!header || guard_start(header->controller) < 0)
		return NULL;
	sys_close(ARENA_FD);
	header->state = ARENA_ACCEPTED;
	touch_samples(header);
	return header;
}

/* The samples after the header. */
static struct arena_sample *serve_samples(struct arena_header *header)
{
	return (struct arena_sample *)((char *)header + ARENA_SAMPLES_AT);
}

char *serve_text(struct arena_header *header, uint32_t at)
{
	return header->text + (at < ARENA_TEXT_BYTES ? at : 0);
}

/*
 * Children do not inherit the arena, so the strings that they need, which are the last ones of the
 * request, are copied to memory that they do inherit.
 */
static char *private_text(const struct arena_header *header, uint32_t at)
{
	static char copy[ARENA_TEXT_BYTES];
	static uint32_t copied;

	if (!copied)
		for (copied = header->program_at; copied < header->text_bytes; copied++)
			copy[copied - header->program_at] = header->text[copied];
	return copy + (at - header->program_at);
}

/* The words of argv are stored consecutively. */
static char *const *private_argv(const struct arena_header *header)
{
	static char *argv[ARENA_ARGS_MAX + 1];
	char *word = private_text(header, header->argv_at);
	uint32_t count = header->argc < ARENA_ARGS_MAX ? header->argc : ARENA_ARGS_MAX;

	for (uint32_t i = 0; i < count; i++) {
		argv[i] = word;
		while (*word)
			word++;
		word++;
	}
	argv[count] = NULL;
	return argv;
}

int serve_creation(struct arena_header *header, struct creation *creation, char *const *environment)
{
	creation->environment = environment;
	creation->child_cpu = header->spawners[0].child_cpu;
	if (header->program_at) {
		creation->program = private_text(header, header->program_at);
		creation->file = private_text(header, header->file_at);
		creation->argv = private_argv(header);
	}
	if (creation->program || header->stamping != ARENA_STAMP_NONE) {
		creation->stamps = map_stamps();
		if (!creation->stamps)
			return -1;
	}
	/* only an exec target needs the descriptor */
	if (!creation->program || header->stamping == ARENA_STAMP_NONE)
		sys_close(ARENA_FD_STAMP);
	child_plan(creation, (enum arena_stamping)header->stamping);
	return 0;
}

static void copy_text(char *to, size_t size, const char *text)
{
	size_t i = 0;

	for (; text[i] && i < size - 1; i++)
		to[i] = text[i];
	to[i] = '\0';
}

void serve_drift(struct arena_header *header, const char *text)
{
	copy_text(header->drift_text, sizeof(header->drift_text), text);
}

void serve_remark(struct arena_header *header, const char *text)
{
	copy_text(header->remark_text, sizeof(header->remark_text), text);
}

void serve_refuse(struct arena_header *header, int code, const char *text)
{
	copy_text(header->error_text, sizeof(header->error_text), text);
	cleanup_run();
	header->error_code = code;
	header->state = ARENA_REFUSED;
	sys_exit_group(0);
}

static uint64_t own_minor_faults(void)
{
	struct rusage usage = {0};

	sys_getrusage(&usage);
	return (uint64_t)usage.ru_minflt;
}

static int check_place(const struct arena_header *header, const struct arena_spawner *spawner,
		       const struct creation *creation, char why[PLACEMENT_TEXT_BYTES])
{
	int status = placement_check(header, spawner, why);

	return status == 0 && creation->trial
		       ? placement_check_trial(header, spawner, creation, why)
		       : status;
}

/* In frames of their own, so that the loop's stack stays on one page. */
__attribute__((noinline)) static void refuse_displaced(struct arena_header *header,
						       const struct arena_spawner *spawner,
						       const struct creation *creation)
{
	char why[PLACEMENT_TEXT_BYTES];

	if (check_place(header, spawner, creation, why) < 0)
		serve_refuse(header, PLACEMENT_ERROR, why);
}

__attribute__((noinline)) void serve_look_for_place(struct arena_header *header,
						    const struct arena_spawner *spawner,
						    const struct creation *creation)
{
	char why[PLACEMENT_TEXT_BYTES];

	if (check_place(header, spawner, creation, why) == 0)
		return;
	if (__atomic_exchange_n(&header->displaced, 1, __ATOMIC_SEQ_CST) == 0)
		serve_drift(header, why);
}

void serve_warm_up(struct arena_header *header, struct arena_spawner *spawner,
		   struct creation *creation)
{
	struct arena_sample *samples = serve_samples(header) + spawner->first;
	uint64_t warmup = spawner->count > 0 ? header->warmup : 0;

	refuse_displaced(header, spawner, creation);
	mark_case(0);
	spawner->alive_ns = clock_now_ns();
	for (uint64_t i = 0; i < warmup; i++)
		measure_sample(creation, spawner, samples);
	spawner->alive_ns = 0;
}

/* Outside of any sample, so the controller does not assume that a child hangs. */
static void rest(const struct arena_header *header, struct arena_spawner *spawner)
{
	uint64_t ms = header->number[KEY_PAUSE];

	if (ms == 0)
		return;
	spawner->alive_ns = clock_now_ns() + ms * 1000000;
	sys_sleep_ms((int)ms);
	spawner->alive_ns = clock_now_ns();
}

static void refresh(struct arena_header *header, const struct creation *creation)
{
	const char *why = creation->refresh ? creation->refresh(creation) : NULL;

	if (why)
		serve_refuse(header, REFRESH_ERROR, why);
}

void serve_measure(struct arena_header *header, struct arena_spawner *spawner,
		   struct creation *creation)
{
	struct arena_sample *samples = serve_samples(header) + spawner->first;

	spawner->alive_ns = clock_now_ns();
	mark_case(header->case_number);
	for (uint64_t i = 0; i < spawner->count; i++) {
		rest(header, spawner);
		refresh(header, creation);
		measure_sample(creation, spawner, samples + i);
	}
	mark_case(0);
	spawner->alive_ns = 0;
}

/* The controller opens the gate when all subjects of the launch are ready, or before they start. */
static void pass_gate(struct arena_header *header)
{
	if (header->gate == 0)
		header->state = ARENA_READY;
	while (header->gate == 0)
		sys_futex_wait(&header->gate, 0);
	header->state = ARENA_RUNNING;
}

static struct counters counters;

void serve_begin(struct arena_header *header)
{
	pass_gate(header);
	if (header->counting)
		counters_start(&counters, header->counters);
	header->parent_faults = own_minor_faults();
	header->pairs[0] = clock_pair_read();
}

void serve_finish(struct arena_header *header)
{
	if (header->counting)
		counters_finish(&counters, header->counters);
	header->pairs[1] = clock_pair_read();
	header->parent_faults = own_minor_faults() - header->parent_faults;
	header->state = ARENA_MEASURED;
}

void serve_end(struct arena_header *header)
{
	header->state = ARENA_DONE;
	cleanup_run();
	sys_exit_group(0);
}

void serve_from_page_top(serve_function *run, void *argument)
{
	uintptr_t over = (uintptr_t)__builtin_frame_address(0) % SYS_PAGE_BYTES_MAX;
	volatile char *gap = __builtin_alloca(over + 1);

	*gap = 0;
	run(argument);
	__builtin_unreachable();
}

void serve_run(struct arena_header *header, struct creation *creation)
{
	struct arena_spawner *spawner = &header->spawners[0];

	header->state = ARENA_RUNNING;
	placement_keep(header);
	serve_warm_up(header, spawner, creation);
	serve_begin(header);
	serve_measure(header, spawner, creation);
	serve_finish(header);
	serve_look_for_place(header, spawner, creation);
}
