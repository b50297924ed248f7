/* like: from like=PID to the keys that give a subject the shape of that process. */
#define _GNU_SOURCE
#include "like.h"

#include "ablate.h"

#include "procbench/base/units.h"
#include "procbench/subject/arena.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Page tables come in regions of this size. */
#define TABLE_BYTES (UINT64_C(2) << 20)

/* Beyond this a subject's own mappings would not fit into the kernel's default of 65530. */
#define ISLANDS_MAX 60000

/* What a subject has open by itself: the standard ones, and the arena. */
#define OWN_FDS (ARENA_FD + 1)

/* .. and handles by itself: SIGTERM, to take its children with it. */
#define OWN_HANDLERS 1

static int out_of_memory(struct error *error)
{
	return error_set(error, ENOMEM, "out of memory");
}

/* ---- the keys ---- */

static uint64_t less(uint64_t whole, uint64_t part)
{
	return whole > part ? whole - part : 0;
}

static void set_number(struct keys *keys, enum key key, uint64_t number)
{
	if (!keys->is_explicit[key])
		keys->number[key] = number;
}

/* Page tables of memory in so many equal islands. */
static uint64_t tables_of(uint64_t bytes, uint64_t islands)
{
	return islands * ((bytes / islands + TABLE_BYTES - 1) / TABLE_BYTES);
}

static uint64_t distance(uint64_t a, uint64_t b)
{
	return a > b ? a - b : b - a;
}

/*
 * How far so many islands are from what is wanted. Areas weigh less: dirty= has those that islands
 * lack.
 */
static uint64_t lack_of_fit(uint64_t bytes, uint64_t islands, uint64_t areas, uint64_t tables)
{
	return 3 * distance(tables_of(bytes, islands), tables) + distance(islands, areas);
}

static uint64_t count_islands(uint64_t bytes, uint64_t areas, uint64_t tables)
{
	uint64_t pages = bytes / (uint64_t)sysconf(_SC_PAGESIZE), best = 1;
	uint64_t most = pages < ISLANDS_MAX ? pages : ISLANDS_MAX;

	areas = areas < most ? areas : most;
	tables = tables < UINT32_MAX ? tables : UINT32_MAX;
	for (uint64_t islands = 2; islands <= most && islands <= (areas > tables ? areas : tables);
	     islands++)
		if (lack_of_fit(bytes, islands, areas, tables) <
		    lack_of_fit(bytes, best, areas, tables))
			best = islands;
	return best;
}

/* Where most of it is in huge pages, all is. */
static bool is_huge(const struct proc_shape *shape)
{
	return shape->thp_bytes > 0 && shape->thp_bytes >= shape->private_bytes / 2;
}

static int set_memory(struct keys *keys, const struct proc_shape *shape,
		      const struct proc_shape *own, struct error *error)
{
	uint64_t unit = (uint64_t)sysconf(_SC_PAGESIZE);
	uint64_t bytes = less(shape->private_bytes, own->private_bytes);
	int status = 0;

	if (is_huge(shape) && !keys->is_explicit[KEY_BACKING] && !keys->is_explicit[KEY_RSS] &&
	    bytes > TABLE_BYTES) {
		unit = TABLE_BYTES;
		status = keys_set(keys, KEY_BACKING, "thp", error);
		keys->is_explicit[KEY_BACKING] = false;
	}
	set_number(keys, KEY_RSS, bytes / unit * unit);
	return status;
}

/* Of each thread of threads=: its stack, and the guard before it. */
#define THREAD_MAPPINGS 2
#define THREAD_AREAS    1

/* How many mappings the memory of rss= is in. */
static uint64_t pieces_of(const struct keys *keys)
{
	if (keys->number[KEY_RSS] == 0)
		return 0;
	return keys->number[KEY_ISLANDS] > 1 ? keys->number[KEY_ISLANDS] : 1;
}

static void set_islands(struct keys *keys, const struct proc_shape *shape,
			const struct proc_shape *own)
{
	uint64_t threads = keys->number[KEY_THREADS] * THREAD_AREAS, islands = 1;

	if (keys->number[KEY_RSS] == 0)
		return;
	if (keys->number[KEY_BACKING] == KEY_BACKING_4K)
		islands = count_islands(keys->number[KEY_RSS],
					less(less(shape->areas, own->areas), threads),
					less(shape->tables, own->tables));
	set_number(keys, KEY_ISLANDS, islands > 1 ? islands : 0);
}

/* What neither islands nor threads have of the areas. */
static void set_dirty(struct keys *keys, uint64_t areas)
{
	uint64_t others = pieces_of(keys) + keys->number[KEY_THREADS] * THREAD_AREAS;
	uint64_t dirty = less(areas, others), vmas = keys->number[KEY_VMAS];

	set_number(keys, KEY_DIRTY, dirty < vmas ? dirty : vmas);
}

int like_set_keys(struct keys *keys, const struct proc_shape *shape, const struct proc_shape *own,
		  struct error *error)
{
	uint64_t handlers = less(shape->handlers, OWN_HANDLERS), mappings;
	int status = set_memory(keys, shape, own, error);

	if (shape->fds_known)
		set_number(keys, KEY_FDS, less(shape->fds, OWN_FDS));
	set_number(keys, KEY_HANDLERS, handlers < KEY_HANDLERS_MAX ? handlers : KEY_HANDLERS_MAX);
	set_number(keys, KEY_THREADS, less(shape->threads, 1));
	set_islands(keys, shape, own);
	mappings = pieces_of(keys) + keys->number[KEY_THREADS] * THREAD_MAPPINGS;
	set_number(keys, KEY_VMAS, less(less(shape->mappings, own->mappings), mappings));
	set_dirty(keys, less(shape->areas, own->areas));
	return status;
}

/* ---- what is not in them ---- */

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

void like_add_rest(struct text *rest, const struct proc_shape *shape)
{
	add_bytes(rest, shape->common_bytes,
		  "of files and shared memory (fork leaves them to page faults)");
	add_bytes(rest, shape->dontfork_bytes, "that fork does not copy (MADV_DONTFORK)");
	if (is_huge(shape))
		add_bytes(rest, less(shape->private_bytes, shape->thp_bytes),
			  "of small pages (backing=thp has them in huge ones)");
	else
		add_bytes(rest, shape->thp_bytes, "of huge pages (rss= has them in small ones)");
	add_bytes(rest, shape->hugetlb_bytes, "of hugetlb pages");
	add_bytes(rest, shape->swap_bytes, "that is swapped out");
	add_bytes(rest, shape->locked_bytes, "being locked (fork does not pass that on)");
	if (!shape->fds_known)
		add_part(rest, "descriptors, which may not be counted: be the process's user, or "
			       "have CAP_SYS_PTRACE");
}

/* ---- the plan ---- */

struct likeness {
	int pid;
	struct proc_shape shape, own;
};

/* It, or -EINVAL. */
static int read_pid(const char *value, struct error *error)
{
	char *end;
	long number = strtol(value, &end, 10);

	if (*value < '0' || *value > '9' || *end || number < 1 || number > INT_MAX)
		return error_set(error, EINVAL, "'%s' is no process id", value);
	return (int)number;
}

static void add_name(struct text *text, const struct likeness *like)
{
	text_printf(text, "like=%d (", like->pid);
	text_add_printable(text, like->shape.name);
	text_add(text, ")");
}

/* "like=1234 (redis-server): fds=5,islands=60,rss=92M,threads=4,vmas=40", once a process. */
static int tell_keys(struct text *told, const struct likeness *like, struct error *error)
{
	struct keys keys;
	const char *separator = ": ";
	int status = keys_init(&keys, error);

	if (status == 0)
		status = like_set_keys(&keys, &like->shape, &like->own, error);
	if (told->length > 0)
		text_add(told, "; ");
	add_name(told, like);
	for (int key = 0; key < KEY_COUNT && status == 0; key++) {
		if (keys_is_default(&keys, (enum key)key))
			continue;
		text_printf(told, "%s%s=", separator, key_table[key].name);
		keys_add_value(told, &keys, (enum key)key);
		separator = ",";
	}
	if (*separator == ':')
		text_add(told, ": no more than a subject has by itself");
	keys_free(&keys);
	return status;
}

static int note_rest(struct plan *plan, const struct likeness *like, struct error *error)
{
	struct text rest = {0}, note = {0};

	like_add_rest(&rest, &like->shape);
	add_name(&note, like);
	text_printf(&note, ": not in its shape: %s", text_string(&rest));
	if (rest.failed)
		text_free(&note);
	if (rest.failed || rest.length > 0) {
		text_free(&rest);
		return plan_note(plan, text_take(&note), error);
	}
	text_free(&rest);
	text_free(&note);
	return 0;
}

static int look_at(struct plan *plan, struct likeness *like, int pid, struct error *error)
{
	int status = proc_shape_read(&like->shape, pid, error);

	if (status == 0)
		status = proc_shape_read(&like->own, getpid(), error);
	if (status < 0)
		return error_prefix(error, "like=%d", pid);
	like->pid = pid;
	status = tell_keys(&plan->likeness, like, error);
	return status < 0 ? status : note_rest(plan, like, error);
}

/* The one of the process, read when it is first asked for, so that all cases have the same. */
static struct likeness *find(struct plan *plan, struct likeness *likes, size_t *count, int pid,
			     struct error *error)
{
	for (size_t i = 0; i < *count; i++)
		if (likes[i].pid == pid)
			return &likes[i];
	return look_at(plan, &likes[*count], pid, error) < 0 ? NULL : &likes[(*count)++];
}

static int apply(struct plan *plan, struct keys *keys, struct likeness *likes, size_t *count,
		 struct error *error)
{
	const struct likeness *like;
	int pid;

	if (keys_is_default(keys, KEY_LIKE))
		return 0;
	pid = read_pid(keys->text[KEY_LIKE], error);
	if (pid < 0)
		return error_prefix(error, "key 'like'");
	like = find(plan, likes, count, pid, error);
	if (!like)
		return -error->code;
	if (like_set_keys(keys, &like->shape, &like->own, error) < 0)
		return -error->code;
	return keys_set(keys, KEY_LIKE, key_table[KEY_LIKE].default_value, error);
}

int like_plan(struct plan *plan, struct error *error)
{
	struct likeness *likes = calloc(plan->count + 1, sizeof(*likes));
	size_t count = 0;
	int status = likes ? 0 : out_of_memory(error);

	for (size_t i = 0; i < plan->count && status == 0; i++)
		status = apply(plan, &plan->cases[i].keys, likes, &count, error);
	free(likes);
	if (status == 0 && plan->likeness.failed)
		status = out_of_memory(error);
	return status;
}
