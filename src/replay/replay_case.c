/* replay_case: the case that makes the same call as a site, and the one that replaces it. */
#define _GNU_SOURCE
#include "replay_case.h"

#include "replay_child.h"
#include "replay_preset.h"

#include "procbench/methods/clone_flags.h"
#include "procbench/shapes/shape_like.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

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

/*
 * The method that makes the call, with what its program does around it where that is known; `flags`
 * is set where it takes them. The helper of a preset needs libraries, which a guest does not have.
 */
static const char *method_of(const struct observe_site *site, bool in_guest, const char **flags)
{
	const struct method *preset = replay_preset(site);

	*flags = NULL;
	if (preset && !(in_guest && preset->trace.program))
		return preset->name;
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
		return error_set(error, EINVAL,
				 "the call uses the ABI %s, which procbench does not support",
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

/* To 1 part in 128, so that sites of one caller share a case. */
static uint64_t rounded(uint64_t bytes)
{
	uint64_t step = UINT64_C(4096);

	while (bytes / step > 128)
		step *= 2;
	return (bytes + step / 2) / step * step;
}

/*
 * The caller may grow from call to call, and the cost of a fork with it: use the midpoint.
 */
static struct proc_shape shape_of(const struct observe_site *site)
{
	struct proc_shape shape = site->like;
	uint64_t low = site->shape_low.rss_anon, high = site->shape_high.rss_anon;
	double factor;

	if (low == OBSERVE_UNKNOWN || high == OBSERVE_UNKNOWN || shape.private_bytes == 0)
		return shape;
	factor = ((double)low + (double)high) / 2 / (double)shape.private_bytes;
	shape.private_bytes = rounded(scaled(shape.private_bytes, factor));
	shape.thp_bytes = scaled(shape.thp_bytes, factor);
	shape.tables = scaled(shape.tables, factor);
	return shape;
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
		replay_add_note(note, text_string(&text));
	text_free(&text);
	return is_beyond ? -EINVAL : 0;
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
	int status = replay_set_exec(item, site, request, error);

	if (status == 0)
		status = replay_set_close(item, site, error);
	if (status == 0)
		shape_like_set_keys(&item->keys, &shape, &request->own);
	return status;
}

static int begin_now(struct plan_case *item, const struct observe_site *site, bool in_guest,
		     struct error *error)
{
	const char *flags, *method = method_of(site, in_guest, &flags);
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
		status = begin_now(&item, site, request->in_guest, error);
	if (status == 0)
		status = fill(&item, site, request, error);
	if (status == 0 && site->kind == OBSERVE_FORK)
		status = add_memory_notes(site, &item.keys, note, error);
	if (status == 0) {
		replay_add_child_notes(&item, site, request, note);
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
				 "its child keeps running without exec, but %s "
				 "suspends the parent until exec",
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
