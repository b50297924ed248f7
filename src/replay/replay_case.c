/* replay_case: the case that makes the same call as a site, and the one that replaces it. */
#define _GNU_SOURCE
#include "replay_case.h"

#include "replay_program.h"

#include "procbench/methods/clone_flags.h"
#include "procbench/shapes/shape_like.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* From so many closes of one child on they are a loop, which the case repeats. */
#define CLOSES_MIN 16

/* The names of calls that a note tells. */
#define NAMES_SHOWN 4

/* ---- the call ---- */

static uint64_t flags_of(const char *names)
{
	struct error ignored;
	uint64_t flags = 0;

	clone_flags_read(names, &flags, &ignored);
	return flags;
}

/* libc's fork is a clone that has the child's id stored for libc. */
static bool is_fork_of_libc(const struct observe_site *site)
{
	return site->kind == OBSERVE_FORK &&
	       (strcmp(site->call, "fork") == 0 ||
		(strcmp(site->call, "clone") == 0 &&
		 site->flag_bits == flags_of("child_settid+child_cleartid")));
}

static bool is_posix_spawn_of_libc(const struct observe_site *site)
{
	return site->kind == OBSERVE_POSIX_SPAWN && site->program &&
	       (site->flag_bits & ~flags_of("clear_sighand")) == flags_of("vm+vfork");
}

/* The method that makes the call; `flags` is set where it takes them. */
static const char *method_of(const struct observe_site *site, const char **flags)
{
	*flags = NULL;
	if (site->kind == OBSERVE_THREAD)
		return "thread";
	if (is_fork_of_libc(site))
		return "fork";
	if (is_posix_spawn_of_libc(site))
		return "posix_spawn";
	if (strcmp(site->call, "vfork") == 0)
		return "vfork";
	*flags = site->flags;
	return site->call;
}

static int check_site(const struct observe_site *site, struct error *error)
{
	char scratch[16];

	if (site->error != 0)
		return error_set(error, EINVAL, "the call failed with %s",
				 error_name((int)site->error, scratch));
	if (site->machine)
		return error_set(error, EINVAL, "the call is one of %s, and procbench is not",
				 site->machine);
	if (!site->like.has_memory)
		return error_set(error, EINVAL,
				 "the caller's memory could not be read when it was observed");
	return 0;
}

/* ---- the shape ---- */

static uint64_t scaled(uint64_t bytes, double factor)
{
	return (uint64_t)((double)bytes * factor);
}

/*
 * The caller may grow from call to call, and the price of a fork grows with it: half way stands for
 * all.
 */
static struct proc_shape shape_of(const struct observe_site *site)
{
	struct proc_shape shape = site->like;
	uint64_t low = site->shape_low.rss_anon, high = site->shape_high.rss_anon;
	double factor;

	if (low == OBSERVE_UNKNOWN || high == OBSERVE_UNKNOWN || shape.private_bytes == 0)
		return shape;
	factor = ((double)low + (double)high) / 2 / (double)shape.private_bytes;
	shape.private_bytes = scaled(shape.private_bytes, factor);
	shape.thp_bytes = scaled(shape.thp_bytes, factor);
	shape.tables = scaled(shape.tables, factor);
	return shape;
}

static void add_part(struct text *note, const char *what)
{
	text_add(note, note->length > 0 ? "; " : "");
	text_add(note, what);
}

/* What a copy of the parent would contain in addition. */
static int add_memory_notes(const struct observe_site *site, const struct keys *keys,
			    struct text *note, struct error *error)
{
	struct proc_shape shape = shape_of(site);
	struct text text = {0};
	bool is_beyond = shape_like_is_beyond(&text, keys, &shape);

	if (is_beyond)
		error_set(error, EINVAL, "%s", text_string(&text));
	text_clear(&text);
	shape.common_bytes = 0; /* which no fork copies */
	shape_like_add_rest(&text, &shape);
	if (text.length > 0)
		add_part(note, text_string(&text));
	text_free(&text);
	return is_beyond ? -EINVAL : 0;
}

/* ---- what the child does ---- */

static uint64_t calls_named(const struct observe_site *site, const char *name)
{
	for (size_t i = 0; i < site->calls.count; i++)
		if (strcmp(site->calls.items[i].name, name) == 0)
			return site->calls.items[i].high;
	return 0;
}

static int set_number(struct keys *keys, enum key key, uint64_t number, struct error *error)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRIu64, number);
	return keys_set(keys, key, text, error);
}

static int set_close(struct plan_case *item, const struct observe_site *site, struct error *error)
{
	uint64_t closes = calls_named(site, "close");
	int status;

	if (!method_takes(item->method, KEY_CLOSE) || item->keys.is_explicit[KEY_CLOSE])
		return 0;
	if (closes < CLOSES_MIN)
		return calls_named(site, "close_range") > 0
			       ? keys_set(&item->keys, KEY_CLOSE, "close_range", error)
			       : 0;
	if (calls_named(site, "getdents64") > 0)
		return keys_set(&item->keys, KEY_CLOSE, "proc", error);
	status = keys_set(&item->keys, KEY_CLOSE, "loop", error);
	return status == 0 ? set_number(&item->keys, KEY_NOFILE, closes + 3, error) : status;
}

static bool is_closing(const char *name)
{
	return strcmp(name, "close") == 0 || strcmp(name, "close_range") == 0 ||
	       strcmp(name, "getdents64") == 0;
}

/* "its 64 calls before exec (rt_sigaction 62, read 2)", largest first. */
static void add_calls_note(const struct observe_site *site, bool closes, struct text *note)
{
	struct text names = {0}, line = {0};
	uint64_t sum = 0, below = UINT64_MAX;
	size_t shown = 0;

	for (uint64_t next = 1; next > 0; below = next) {
		next = 0;
		for (size_t i = 0; i < site->calls.count; i++) {
			const struct observe_calls_range *calls = &site->calls.items[i];

			if (closes && is_closing(calls->name))
				continue;
			sum += below == UINT64_MAX ? calls->high : 0;
			if (calls->high < below && calls->high > next)
				next = calls->high;
			if (calls->high == below && shown++ < NAMES_SHOWN)
				text_printf(&names, "%s%s %" PRIu64, names.length ? ", " : "",
					    calls->name, calls->high);
		}
	}
	text_printf(&line, "up to %" PRIu64 " system calls of the child before exec (%s%s)", sum,
		    text_string(&names), shown > NAMES_SHOWN ? ", ..." : "");
	if (sum > 0)
		add_part(note, text_string(&line));
	text_free(&names);
	text_free(&line);
}

/* The target that stands for the site's program. */
static const char *target_of(const struct observe_site *site, const struct replay_request *request)
{
	const char *kind = site->program ? replay_program_kind(site->program) : "none";

	if (!kind || strcmp(kind, "dynamic") == 0)
		return request->in_guest ? "static" : "dynamic";
	return kind;
}

static int set_exec(struct plan_case *item, const struct observe_site *site,
		    const struct replay_request *request, struct error *error)
{
	if (!method_takes(item->method, KEY_EXEC) || item->keys.is_explicit[KEY_EXEC])
		return 0;
	return keys_set(&item->keys, KEY_EXEC, target_of(site, request), error);
}

static void add_work_notes(const struct plan_case *item, const struct observe_site *site,
			   const struct replay_request *request, struct text *note)
{
	const char *kind = site->program ? replay_program_kind(site->program) : NULL;

	if (item->method->runs_our_child && site->program)
		add_calls_note(site, item->keys.is_explicit[KEY_CLOSE], note);
	if (item->method->runs_our_child && !site->program && site->kind != OBSERVE_THREAD)
		add_part(note, "what the child does without exec, and the pages that it and its "
			       "parent write meanwhile");
	if (site->program && !kind)
		add_part(note, "the kind of program that it executes, which cannot be read here "
			       "(taken to need shared libraries)");
	if (site->program && request->in_guest && (!kind || strcmp(kind, "dynamic") == 0))
		add_part(note, "the shared libraries of the program, which a guest does not have");
	if (site->shape_high.seccomp_filters != OBSERVE_UNKNOWN &&
	    site->shape_high.seccomp_filters > 0)
		add_part(note, "the caller's seccomp filters");
}

/* ---- specs ---- */

/* The canonical spec comes from the plan's own reader, which also checks the keys. */
static int take_specs(const struct plan_case *item, char **planned, char **canonical,
		      struct error *error)
{
	struct plan_case read = {0};
	struct text spec = {0};
	int status;

	plan_add_guest_spec(&spec, item);
	*planned = text_take(&spec);
	text_free(&spec);
	if (!*planned)
		return error_no_memory(error);
	status = plan_read_case(&read, *planned, error);
	if (status == 0 && !(*canonical = strdup(read.spec)))
		status = error_no_memory(error);
	plan_case_free(&read);
	return status;
}

static int fill(struct plan_case *item, const struct observe_site *site,
		const struct replay_request *request, struct error *error)
{
	struct proc_shape shape = shape_of(site);
	int status = set_exec(item, site, request, error);

	if (status == 0)
		status = set_close(item, site, error);
	if (status == 0)
		shape_like_set_keys(&item->keys, &shape, &request->own);
	return status;
}

static int begin_now(struct plan_case *item, const struct observe_site *site, struct error *error)
{
	const char *flags, *method = method_of(site, &flags);
	int status = keys_init(&item->keys, error);

	item->method = method_find(method, strlen(method), error);
	if (status == 0 && !item->method)
		return -error->code;
	return status == 0 && flags ? keys_set(&item->keys, KEY_FLAGS, flags, error) : status;
}

int replay_case_now(const struct observe_site *site, const struct replay_request *request,
		    char **planned, char **canonical, struct text *note, struct error *error)
{
	struct plan_case item = {0};
	int status = check_site(site, error);

	if (status == 0)
		status = begin_now(&item, site, error);
	if (status == 0)
		status = fill(&item, site, request, error);
	if (status == 0 && site->kind == OBSERVE_FORK)
		status = add_memory_notes(site, &item.keys, note, error);
	if (status == 0) {
		add_work_notes(&item, site, request, note);
		status = take_specs(&item, planned, canonical, error);
	}
	plan_case_free(&item);
	return status;
}

/* ---- the replacement ---- */

static int check_replacement(const struct observe_site *site, const struct method *method,
			     struct error *error)
{
	if (site->kind == OBSERVE_THREAD)
		return error_set(error, EINVAL, "it is a thread");
	if (!site->program && method->only_executes)
		return error_set(error, EINVAL, "its child executes no program, and %s always does",
				 method->name);
	if (!site->program && method->suspends)
		return error_set(error, EINVAL,
				 "its child goes on beside its parent, which %s suspends",
				 method->name);
	return 0;
}

int replay_case_then(const struct observe_site *site, const struct replay_request *request,
		     const struct plan_case *instead, char **planned, char **canonical,
		     struct error *error)
{
	struct plan_case item = {.method = instead->method};
	int status = check_replacement(site, instead->method, error);

	if (status == 0)
		status = keys_copy(&item.keys, &instead->keys, error);
	if (status == 0)
		status = fill(&item, site, request, error);
	if (status == 0)
		status = take_specs(&item, planned, canonical, error);
	plan_case_free(&item);
	return status;
}
