/* shape_like: the shape of a running process; planning replaces like= by other keys. */
#define _GNU_SOURCE
#include "procbench/shapes/shape_like.h"

#include "shape_descriptor.h"

#include "procbench/base/units.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Bytes mapped by one page table. */
#define TABLE_BYTES (UINT64_C(2) << 20)

/* Leaves room for the subject's own mappings below the kernel's default limit of 65530. */
#define CHUNKS_MAX 60000

/* Signals that every subject handles: SIGTERM, to kill its children. */
#define OWN_HANDLERS 1

static uint64_t less(uint64_t whole, uint64_t part)
{
	return whole > part ? whole - part : 0;
}

static void set_number(struct keys *keys, enum key key, uint64_t number)
{
	if (!keys->is_explicit[key])
		keys->number[key] = number;
}

/* Number of page tables of memory split into equal chunks. */
static uint64_t tables_of(uint64_t bytes, uint64_t chunks)
{
	return chunks * ((bytes / chunks + TABLE_BYTES - 1) / TABLE_BYTES);
}

static uint64_t distance(uint64_t a, uint64_t b)
{
	return a > b ? a - b : b - a;
}

/*
 * Distance of a number of chunks from the target. Areas have a lower weight, because dirty=
 * supplies those that are missing.
 */
static uint64_t lack_of_fit(uint64_t bytes, uint64_t chunks, uint64_t areas, uint64_t tables)
{
	return 3 * distance(tables_of(bytes, chunks), tables) + distance(chunks, areas);
}

static uint64_t count_chunks(uint64_t bytes, uint64_t areas, uint64_t tables)
{
	uint64_t pages = bytes / (uint64_t)sysconf(_SC_PAGESIZE), best = 1;
	uint64_t most = pages < CHUNKS_MAX ? pages : CHUNKS_MAX;

	areas = areas < most ? areas : most;
	tables = tables < UINT32_MAX ? tables : UINT32_MAX;
	for (uint64_t chunks = 2; chunks <= most && chunks <= (areas > tables ? areas : tables);
	     chunks++)
		if (lack_of_fit(bytes, chunks, areas, tables) <
		    lack_of_fit(bytes, best, areas, tables))
			best = chunks;
	return best;
}

/*
 * Memory that the user describes by other keys has no huge part of the process's. What the subject
 * has by itself is in small pages and takes nothing from the huge ones.
 */
static uint64_t huge_part(const struct keys *keys, const struct proc_shape *shape)
{
	uint64_t most = shape->private_bytes;
	uint64_t huge = shape->thp_bytes < most ? shape->thp_bytes : most;

	if (keys->is_explicit[KEY_RSS] || keys->is_explicit[KEY_BACKING])
		return 0;
	return huge / TABLE_BYTES * TABLE_BYTES;
}

/* Small pages and huge ones cost fork so differently that each kind has a key of its own. */
static void set_memory(struct keys *keys, const struct proc_shape *shape,
		       const struct proc_shape *own)
{
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
	uint64_t bytes = less(shape->private_bytes, own->private_bytes);

	set_number(keys, KEY_THP, huge_part(keys, shape));
	set_number(keys, KEY_RSS, less(bytes, keys->number[KEY_THP]) / page * page);
}

/* Mappings per thread: its stack and the guard page. */
#define THREAD_MAPPINGS 2
#define THREAD_AREAS    1

/* How many mappings the small pages of rss= are in. */
static uint64_t pieces_of(const struct keys *keys)
{
	if (keys->number[KEY_RSS] == 0)
		return 0;
	return keys->number[KEY_CHUNKS] > 1 ? keys->number[KEY_CHUNKS] : 1;
}

static void set_chunks(struct keys *keys, const struct proc_shape *shape,
		       const struct proc_shape *own)
{
	uint64_t threads = keys->number[KEY_THREADS] * THREAD_AREAS, chunks = 1;

	if (keys->number[KEY_RSS] == 0)
		return;
	if (keys->number[KEY_BACKING] == KEY_BACKING_4K)
		chunks = count_chunks(keys->number[KEY_RSS],
				      less(less(shape->areas, own->areas), threads),
				      less(shape->tables, own->tables));
	set_number(keys, KEY_CHUNKS, chunks > 1 ? chunks : 0);
}

/* Areas that neither chunks nor threads supply. */
static void set_dirty(struct keys *keys, uint64_t areas)
{
	uint64_t others = pieces_of(keys) + keys->number[KEY_THREADS] * THREAD_AREAS;
	uint64_t dirty = less(areas, others), vmas = keys->number[KEY_VMAS];

	set_number(keys, KEY_DIRTY, dirty < vmas ? dirty : vmas);
}

void shape_like_set_keys(struct keys *keys, const struct proc_shape *shape,
			 const struct proc_shape *own)
{
	uint64_t handlers = less(shape->handlers, OWN_HANDLERS), mappings;

	set_memory(keys, shape, own);
	if (shape->fds_known)
		set_number(keys, KEY_FDS, less(shape->fds, SHAPE_LIKE_OWN_FDS));
	set_number(keys, KEY_HANDLERS, handlers < KEY_HANDLERS_MAX ? handlers : KEY_HANDLERS_MAX);
	set_number(keys, KEY_THREADS, less(shape->threads, 1));
	set_chunks(keys, shape, own);
	mappings = pieces_of(keys) + (keys->number[KEY_THP] > 0) +
		   keys->number[KEY_THREADS] * THREAD_MAPPINGS;
	set_number(keys, KEY_VMAS, less(less(shape->mappings, own->mappings), mappings));
	set_dirty(keys, less(shape->areas, own->areas));
}

/* ---- what is not reproduced ---- */

/* Of the memory that fork copies; less changes its time by less than noise does. */
#define BEYOND_PART 0.05

static void add_part(struct text *rest, const char *what)
{
	text_add(rest, rest->length > 0 ? ", " : "");
	text_add(rest, what);
}

static void add_bytes(struct text *rest, uint64_t bytes, const char *what)
{
	if (bytes == 0)
		return;
	text_add(rest, rest->length > 0 ? ", " : "");
	units_add_bytes(rest, bytes);
	text_add_char(rest, ' ');
	text_add(rest, what);
}

static uint64_t sum_of(uint64_t a, uint64_t b)
{
	return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

bool shape_like_is_beyond(struct text *why, const struct keys *keys, const struct proc_shape *shape)
{
	uint64_t beyond = sum_of(shape->hugetlb_bytes, shape->swap_bytes);
	struct text parts = {0};

	if (keys->is_explicit[KEY_RSS] || keys->is_explicit[KEY_BACKING] ||
	    (double)beyond <= BEYOND_PART * (double)sum_of(shape->private_bytes, beyond))
		return false;
	add_bytes(&parts, shape->hugetlb_bytes, "of hugetlb pages");
	add_bytes(&parts, shape->swap_bytes, "that is swapped out");
	text_printf(why,
		    "fork copies memory of that process that no key can add to the "
		    "rest: %s (describe its memory by rss= and backing=)",
		    text_string(&parts));
	why->failed = why->failed || parts.failed;
	text_free(&parts);
	return true;
}

void shape_like_add_rest(struct text *rest, const struct proc_shape *shape)
{
	add_bytes(rest, shape->common_bytes,
		  "of files and shared memory (fork does not copy their page tables)");
	add_bytes(rest, shape->dontfork_bytes, "that fork does not copy (MADV_DONTFORK)");
	add_bytes(rest, shape->hugetlb_bytes, "of hugetlb pages");
	add_bytes(rest, shape->swap_bytes, "that is swapped out");
	add_bytes(rest, shape->locked_bytes, "of locked memory (children do not inherit the lock)");
	if (!shape->fds_known)
		add_part(rest, "descriptors, which cannot be counted (run as the user of that "
			       "process or with CAP_SYS_PTRACE)");
}

/* ---- the value ---- */

int shape_like_pid(const char *value, struct error *error)
{
	char *end;
	long number = strtol(value, &end, 10);

	if (*value < '0' || *value > '9' || *end || number < 1 || number > INT_MAX)
		return error_set(error, EINVAL,
				 "key 'like': invalid value '%s' (expected a process id)", value);
	return (int)number;
}

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	(void)method;
	return shape_like_pid(keys->text[KEY_LIKE], error) < 0 ? -error->code : 0;
}

SHAPE(LIKE) = {.check = check};
