/* replay: the calls of an observed program as cases that repeat and replace them. */
#define _GNU_SOURCE
#include "procbench/replay/replay.h"

#include "replay_case.h"
#include "replay_program.h"

#include "procbench/result/sites.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- names ---- */

static bool is_named(const struct replay *replay, const char *name)
{
	for (size_t i = 0; i < replay->site_count; i++)
		if (replay->sites[i].name && strcmp(replay->sites[i].name, name) == 0)
			return true;
	return false;
}

/* "python3: vfork, /usr/bin/true"; what is equal otherwise has its number behind it. */
static char *name_of(const struct replay *replay, const struct observe_site *site)
{
	const char *executable = replay_program_name(site->executable);
	struct text name = {0};

	text_printf(&name, "%s: %s", executable ? executable : "unknown program",
		    observe_kinds[site->kind]);
	if (site->program)
		text_printf(&name, ", %s", site->program);
	else if (site->kind != OBSERVE_THREAD && site->error == 0)
		text_add(&name, ", no exec");
	if (is_named(replay, text_string(&name)))
		text_printf(&name, " (site %" PRIu64 ")", site->number);
	return text_take(&name);
}

/* ---- cases ---- */

/* Takes the spec over, unless it is there already. */
static int add_spec(struct replay *replay, char *spec, struct error *error)
{
	char **specs;

	for (size_t i = 0; i < replay->spec_count; i++)
		if (strcmp(replay->specs[i], spec) == 0) {
			free(spec);
			return 0;
		}
	specs = realloc(replay->specs, (replay->spec_count + 1) * sizeof(*specs));
	if (!specs) {
		free(spec);
		return error_no_memory(error);
	}
	replay->specs = specs;
	specs[replay->spec_count++] = spec;
	return 0;
}

/* A case that cannot be is the site's reason; only memory that ran out ends the replay. */
static int take_case(struct replay *replay, struct result_site *site, int status, char *planned,
		     char **canonical, struct error *error)
{
	if (status == 0)
		return add_spec(replay, planned, error);
	free(planned);
	free(*canonical);
	*canonical = NULL;
	if (status == -ENOMEM)
		return status;
	site->why = strdup(error->text);
	*error = (struct error){0};
	return site->why ? 0 : error_no_memory(error);
}

static int add_now(struct replay *replay, struct result_site *site, const struct observe_site *from,
		   const struct replay_request *request, struct error *error)
{
	struct text note = {0};
	char *planned = NULL;
	int status = replay_case_now(from, request, &planned, &site->now, &note, error);

	status = take_case(replay, site, status, planned, &site->now, error);
	if (status == 0 && site->now && note.length > 0 && !(site->note = text_take(&note)))
		status = error_no_memory(error);
	text_free(&note);
	return status;
}

static int add_then(struct replay *replay, struct result_site *site,
		    const struct observe_site *from, const struct replay_request *request,
		    const struct plan_case *instead, struct error *error)
{
	char *planned = NULL;
	int status = replay_case_then(from, request, instead, &planned, &site->then, error);

	if (status == 0 && strcmp(site->then, site->now) == 0)
		status = error_set(error, EINVAL, "the call is already %s", instead->method->name);
	return take_case(replay, site, status, planned, &site->then, error);
}

static int add_site(struct replay *replay, const struct observe_site *from,
		    const struct replay_request *request, const struct plan_case *instead,
		    struct error *error)
{
	char *name = name_of(replay, from);
	struct result_site *site = &replay->sites[replay->site_count];
	int status;

	if (!name)
		return error_no_memory(error);
	*site = (struct result_site){.name = name, .calls = from->count};
	replay->site_count++;
	status = add_now(replay, site, from, request, error);
	return status == 0 && site->now && instead
		       ? add_then(replay, site, from, request, instead, error)
		       : status;
}

/* ---- all of it ---- */

static int add_sites(struct replay *replay, const struct observation *seen,
		     const struct replay_request *request, const struct plan_case *instead,
		     struct error *error)
{
	int status = 0;

	replay->sites = calloc(seen->sites.count + 1, sizeof(*replay->sites));
	if (!replay->sites)
		return error_no_memory(error);
	for (size_t i = 0; i < seen->sites.count && status == 0; i++)
		status = add_site(replay, &seen->sites.items[i], request, instead, error);
	if (status == 0 && seen->sites.count == 0)
		return error_set(error, ENOENT, "the observed program created no process");
	if (status == 0 && replay->spec_count == 0)
		return error_set(error, ENOENT, "no call can be replayed: %s: %s",
				 replay->sites[0].name, replay->sites[0].why);
	return status;
}

/* What it executes is the site's: a method that always executes gets a program only to be read. */
static int read_replacement(struct plan_case *item, const char *instead, struct error *error)
{
	size_t length = strcspn(instead, ":");
	const struct method *method = method_find(instead, length, error);
	bool lacks_program = method && method->only_executes && !strstr(instead, "exec=");
	struct text spec = {0};
	int status = method ? 0 : -error->code;

	text_add(&spec, instead);
	if (lacks_program)
		text_printf(&spec, "%sexec=tiny", instead[length] ? "," : ":");
	if (status == 0)
		status = spec.failed ? error_no_memory(error)
				     : plan_read_case(item, text_string(&spec), error);
	if (lacks_program)
		item->keys.is_explicit[KEY_EXEC] = false;
	text_free(&spec);
	return status < 0 ? error_prefix(error, "option '--instead'") : 0;
}

int replay_build(struct replay *replay, const struct observation *seen,
		 const struct replay_request *request, struct error *error)
{
	struct plan_case replacement = {0};
	int status = 0;

	*replay = (struct replay){0};
	if (request->instead)
		status = read_replacement(&replacement, request->instead, error);
	if (status == 0)
		status = add_sites(replay, seen, request, request->instead ? &replacement : NULL,
				   error);
	plan_case_free(&replacement);
	return status;
}

int replay_attach(struct replay *replay, const struct observation *seen, struct result *result,
		  struct error *error)
{
	struct text headline = {0};
	char *text;

	text_add(&headline, "replay of ");
	text_add_printable(&headline, seen->command ? seen->command : "a program");
	text_printf(&headline, " (%" PRIu64 " creation%s): %s", seen->creation_count,
		    seen->creation_count == 1 ? "" : "s", result->headline);
	text = text_take(&headline);
	text_free(&headline);
	if (!text)
		return error_no_memory(error);
	free(result->headline);
	result->headline = text;
	result->sites = replay->sites;
	result->site_count = replay->site_count;
	replay->sites = NULL;
	replay->site_count = 0;
	result_clear_ratios(result); /* of unrelated calls */
	return sites_derive(result) < 0 ? error_no_memory(error) : 0;
}

void replay_free(struct replay *replay)
{
	for (size_t i = 0; i < replay->spec_count; i++)
		free(replay->specs[i]);
	for (size_t i = 0; i < replay->site_count; i++)
		result_free_site(&replay->sites[i]);
	free(replay->specs);
	free(replay->sites);
	*replay = (struct replay){0};
}
