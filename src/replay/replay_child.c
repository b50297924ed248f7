/* replay_child: what the child of a site does, as keys of a case. */
#include "replay_child.h"

#include "replay_program.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* At least this many closes by one child are a loop, which the case repeats. */
#define CLOSES_MIN 16

/* Fewer calls than these take a microsecond or two, which is not worth a note. */
#define NOTED_CALLS_MIN 10

/* Calls that a note names. */
#define NAMES_SHOWN 4

void replay_add_note(struct text *note, const char *what)
{
	text_add(note, note->length > 0 ? "; " : "");
	text_add(note, what);
}

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

int replay_set_close(struct plan_case *item, const struct observe_site *site, struct error *error)
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
	if (sum >= NOTED_CALLS_MIN)
		replay_add_note(note, text_string(&line));
	text_free(&names);
	text_free(&line);
}

/* The target that replaces the site's program. */
static const char *target_of(const struct observe_site *site, const struct replay_request *request)
{
	const char *kind = site->program ? replay_program_kind(site->program) : "none";

	if (!kind || strcmp(kind, "dynamic") == 0)
		return request->in_guest ? "static" : "dynamic";
	return kind;
}

int replay_set_exec(struct plan_case *item, const struct observe_site *site,
		    const struct replay_request *request, struct error *error)
{
	if (!method_takes(item->method, KEY_EXEC) || item->keys.is_explicit[KEY_EXEC])
		return 0;
	return keys_set(&item->keys, KEY_EXEC, target_of(site, request), error);
}

void replay_add_child_notes(const struct plan_case *item, const struct observe_site *site,
			    const struct replay_request *request, struct text *note)
{
	const char *kind = site->program ? replay_program_kind(site->program) : NULL;

	if (item->method->trace.program)
		replay_add_note(note, "the program that the helper executes, which was not seen");
	if (item->method->runs_our_child && !item->method->trace.creation && site->program)
		add_calls_note(site, item->keys.is_explicit[KEY_CLOSE], note);
	if (item->method->runs_our_child && !site->program && site->kind != OBSERVE_THREAD)
		replay_add_note(note,
				"what the child does without exec, and the pages that it and its "
				"parent write meanwhile");
	if (site->program && !kind)
		replay_add_note(note,
				"the kind of program that it executes, which cannot be read here "
				"(taken to need shared libraries)");
	if (site->program && request->in_guest && (!kind || strcmp(kind, "dynamic") == 0))
		replay_add_note(note,
				"the shared libraries of the program, which a guest does not have");
	if (site->shape_high.seccomp_filters != OBSERVE_UNKNOWN &&
	    site->shape_high.seccomp_filters > 0)
		replay_add_note(note, "the caller's seccomp filters");
}
