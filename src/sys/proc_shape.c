/* proc_shape: parses texts of /proc/PID. */
#define _GNU_SOURCE
#include "procbench/sys/proc_shape.h"

#include "procbench/sys/proc_text.h"

#include <string.h>

/* Bytes mapped by one page table, with 4 KiB pages. */
#define TABLE_BYTES (UINT64_C(2) << 20)

static void add(uint64_t *sum, uint64_t number)
{
	if (__builtin_add_overflow(*sum, number, sum))
		*sum = UINT64_MAX;
}

static bool read_kib(const char *line, const char *name, uint64_t *bytes)
{
	uint64_t kib = proc_text_number(line, name, 10);

	if (kib == PROC_TEXT_NONE)
		return false;
	if (__builtin_mul_overflow(kib, UINT64_C(1024), bytes))
		*bytes = UINT64_MAX;
	return true;
}

/* ---- smaps ---- */

/* "7f00-7f40 rw-p ...": no field has a - among hexadecimal digits. */
static bool read_range(const char *line, uint64_t *start, uint64_t *end)
{
	static const char hex[] = "0123456789abcdef";
	size_t first = strspn(line, hex), second;

	if (first == 0 || line[first] != '-')
		return false;
	second = strspn(line + first + 1, hex);
	if (second == 0 || line[first + 1 + second] != ' ')
		return false;
	*start = proc_text_digits(line, 16);
	*end = proc_text_digits(line + first + 1, 16);
	return true;
}

/* Huge pages need no page table of their own to be found. */
static uint64_t small_bytes(const struct proc_shape_smaps *smaps)
{
	return smaps->private_bytes > smaps->thp ? smaps->private_bytes - smaps->thp : 0;
}

/*
 * smaps does not give the position of pages within a mapping, so this counts the minimum number of
 * regions, without those already counted for earlier mappings.
 */
static uint64_t count_tables(struct proc_shape_smaps *smaps)
{
	uint64_t first = smaps->start / TABLE_BYTES, small = small_bytes(smaps), needed;

	if (smaps->end <= smaps->start || small == 0)
		return 0;
	needed = (small - 1) / TABLE_BYTES + 1;
	if (needed > (smaps->end - 1) / TABLE_BYTES - first + 1)
		needed = (smaps->end - 1) / TABLE_BYTES - first + 1;
	if (first < smaps->table) {
		first++;
		needed--;
	}
	smaps->table = first + needed;
	return needed;
}

static void end_mapping(struct proc_shape *shape, struct proc_shape_smaps *smaps)
{
	uint64_t common = smaps->rss > smaps->private_bytes ? smaps->rss - smaps->private_bytes : 0;

	if (!smaps->open)
		return;
	smaps->open = false;
	if (smaps->dontfork) {
		add(&shape->dontfork_bytes, smaps->rss);
		return;
	}
	shape->mappings++;
	shape->areas += small_bytes(smaps) > 0;
	add(&shape->tables, count_tables(smaps));
	add(&shape->private_bytes, smaps->private_bytes);
	add(&shape->thp_bytes, smaps->thp);
	add(&shape->hugetlb_bytes, smaps->hugetlb);
	add(&shape->swap_bytes, smaps->swap);
	add(&shape->locked_bytes, smaps->locked);
	add(&shape->common_bytes, common);
}

/* The vsyscall page belongs to no process. */
static bool is_gate(const char *line)
{
	return strstr(line, "[vsyscall]") != NULL;
}

static void read_field(struct proc_shape_smaps *smaps, const char *line)
{
	const char *flags = proc_text_field(line, "VmFlags");

	if (flags)
		smaps->dontfork = strstr(flags, "dc") != NULL;
	else if (!read_kib(line, "Rss", &smaps->rss) &&
		 !read_kib(line, "Anonymous", &smaps->private_bytes) &&
		 !read_kib(line, "AnonHugePages", &smaps->thp) &&
		 !read_kib(line, "Private_Hugetlb", &smaps->hugetlb) &&
		 !read_kib(line, "Swap", &smaps->swap))
		read_kib(line, "Locked", &smaps->locked);
}

void proc_shape_add_smaps(struct proc_shape *shape, struct proc_shape_smaps *smaps,
			  const char *line)
{
	uint64_t start, end;

	if (!read_range(line, &start, &end)) {
		if (smaps->open)
			read_field(smaps, line);
		return;
	}
	end_mapping(shape, smaps);
	*smaps = (struct proc_shape_smaps){
		.open = !is_gate(line), .start = start, .end = end, .table = smaps->table};
}

void proc_shape_end_smaps(struct proc_shape *shape, struct proc_shape_smaps *smaps)
{
	end_mapping(shape, smaps);
}

/* ---- status ---- */

static void copy_name(struct proc_shape *shape, const char *value)
{
	size_t length = strcspn(value, "\n");

	if (length > sizeof(shape->name) - 1)
		length = sizeof(shape->name) - 1;
	memcpy(shape->name, value, length);
	shape->name[length] = '\0';
}

void proc_shape_add_status(struct proc_shape *shape, const char *line)
{
	const char *value;

	if ((value = proc_text_field(line, "Name")))
		copy_name(shape, value);
	else if ((value = proc_text_field(line, "State")))
		shape->state = *value == '\n' ? '\0' : *value;
	else if (proc_text_field(line, "VmSize"))
		shape->has_memory = true;
	else if ((value = proc_text_field(line, "Threads")))
		shape->threads = proc_text_digits(value, 10);
	else if ((value = proc_text_field(line, "SigCgt")))
		shape->handlers = (uint64_t)__builtin_popcountll(proc_text_digits(value, 16));
}
