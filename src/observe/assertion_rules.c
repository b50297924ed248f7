/* assertion_rules: which creations break which assertion. */
#include "assertion_rules.h"

#include "procbench/base/units.h"
#include "procbench/observe/assertions.h"

#include <inttypes.h>
#include <string.h>

/* ---- the sites ---- */

bool assertion_is_process(const struct observe_site *site)
{
	return site->error == 0 && site->kind != OBSERVE_THREAD;
}

static bool is_spawn(const struct observe_site *site)
{
	return assertion_is_process(site) && site->program;
}

static bool is_copy(const struct observe_site *site)
{
	return site->kind == OBSERVE_FORK;
}

static bool is_copying_spawn(const struct observe_site *site, uint64_t limit)
{
	(void)limit;
	return is_copy(site);
}

static bool is_large_copy(const struct observe_site *site, uint64_t limit)
{
	return is_copy(site) && site->shape_high.rss_anon != OBSERVE_UNKNOWN &&
	       site->shape_high.rss_anon > limit;
}

/* The most calls of one child of that name. */
static uint64_t calls_named(const struct observe_site *site, const char *name)
{
	for (size_t i = 0; i < site->calls.count; i++)
		if (strcmp(site->calls.items[i].name, name) == 0)
			return site->calls.items[i].high;
	return 0;
}

static bool has_close_loop(const struct observe_site *site, uint64_t limit)
{
	(void)limit;
	return calls_named(site, "close") >= ASSERTION_CLOSE_LOOP;
}

static bool leaks(const struct observe_site *site, uint64_t limit)
{
	(void)limit;
	return site->inherited_high != OBSERVE_UNKNOWN && site->inherited_high > 0;
}

/* ---- offences ---- */

static void add_resident(struct text *line, const struct observe_site *site)
{
	if (site->shape_high.rss_anon == OBSERVE_UNKNOWN)
		return;
	text_printf(line, " (up to %.1f MiB of private memory)",
		    (double)site->shape_high.rss_anon / (1 << 20));
}

static void add_copies(struct text *line, const struct observe_site *site, uint64_t limit)
{
	(void)limit;
	text_add(line, ", which copies the page tables of the caller");
	add_resident(line, site);
}

static void add_large_copy(struct text *line, const struct observe_site *site, uint64_t limit)
{
	text_printf(line, " with up to %.1f MiB of private memory, more than ",
		    (double)site->shape_high.rss_anon / (1 << 20));
	units_add_bytes(line, limit);
}

static void add_close_loop(struct text *line, const struct observe_site *site, uint64_t limit)
{
	(void)limit;
	text_printf(line, ", and the child closed descriptors by %" PRIu64 " calls before exec",
		    calls_named(site, "close"));
}

static void add_leak(struct text *line, const struct observe_site *site, uint64_t limit)
{
	(void)limit;
	text_printf(line,
		    ", and the program inherited %" PRIu64 " descriptor%s: ", site->inherited_high,
		    site->inherited_high == 1 ? "" : "s");
	text_add_printable(line, site->inherits ? site->inherits : "unknown");
}

/* ---- the table ---- */

const struct assertion_info assertion_table[ASSERTION_COUNT] = {
	{
		.name = "vfork",
		.concerns = is_spawn,
		.is_broken = is_copying_spawn,
		.add_offence = add_copies,
		.nothing = "no child executed a program",
		.remedy = "use posix_spawn, or vfork and exec",
	},
	{
		.name = "no-fork-above",
		.read_limit = units_read_bytes,
		.concerns = assertion_is_process,
		.is_broken = is_large_copy,
		.add_offence = add_large_copy,
		.nothing = "no process was created",
		.remedy = "use posix_spawn, or fork before memory is filled",
		.needs_shapes = true,
	},
	{
		.name = "max-creations",
		.read_limit = units_read_count,
		.concerns = assertion_is_process,
		.remedy = "create fewer processes: use one for several tasks, or builtins of the "
			  "shell",
		.is_of_all = true,
	},
	{
		.name = "no-close-loop",
		.concerns = is_spawn,
		.is_broken = has_close_loop,
		.add_offence = add_close_loop,
		.nothing = "no child executed a program",
		.remedy = "use close_range, or open descriptors with O_CLOEXEC",
		.needs_all_calls = true,
		.needs_whole_counts = true,
	},
	{
		.name = "cloexec",
		.concerns = is_spawn,
		.is_broken = leaks,
		.add_offence = add_leak,
		.nothing = "no child executed a program",
		.remedy = "open them with O_CLOEXEC",
		.needs_all_calls = true,
		.needs_descriptors = true,
	},
};
