/* listing: what `procbench list` has found, and how it is written. */
#include "listing.h"

#include "procbench/base/version.h"
#include "procbench/render/jsons.h"
#include "procbench/render/prose.h"

#include <stdlib.h>
#include <string.h>

#define LIST_SCHEMA  "procbench-list/1"
#define LINE_COLUMNS 80
#define NAME_COLUMNS 17
#define TEXT_COLUMN  (2 + NAME_COLUMNS + 1)

static const struct {
	const char *name, *title;
} sections[] = {
#define LISTING_ROW(id, name, title) {name, title},
	LISTING_SECTIONS(LISTING_ROW)
#undef LISTING_ROW
};

/* ---- entries ---- */

static char *copy(struct listing *listing, const char *string)
{
	char *copied = string ? strdup(string) : NULL;

	listing->failed = listing->failed || (string && !copied);
	return copied;
}

void listing_add(struct listing *listing, enum listing_section section, const char *name,
		 const char *summary, const char *reason)
{
	struct listing_entry *entries =
		realloc(listing->entries, (listing->count + 1) * sizeof(*entries));

	if (!entries) {
		listing->failed = true;
		return;
	}
	listing->entries = entries;
	entries[listing->count++] = (struct listing_entry){
		section, copy(listing, name), copy(listing, summary), copy(listing, reason), false};
}

void listing_add_refused(struct listing *listing, enum listing_section section, const char *name,
			 const char *summary, const char *reason)
{
	size_t before = listing->count;

	listing_add(listing, section, name, summary, reason);
	if (listing->count > before)
		listing->entries[before].is_not_offered = true;
}

void listing_free(struct listing *listing)
{
	for (size_t i = 0; i < listing->count; i++) {
		free(listing->entries[i].name);
		free(listing->entries[i].summary);
		free(listing->entries[i].reason);
	}
	free(listing->entries);
	*listing = (struct listing){0};
}

/* ---- text ---- */

static void add_reason(struct text *out, const struct listing_entry *entry)
{
	struct text line = {0};

	text_printf(&line, "%s: %s", entry->is_not_offered ? "not offered" : "unsupported",
		    entry->reason);
	text_printf(out, "%*s", TEXT_COLUMN, "");
	prose_wrap(out, text_string(&line), TEXT_COLUMN, TEXT_COLUMN, LINE_COLUMNS);
	text_free(&line);
}

/* The names of several methods take more than a column. */
static void add_call(struct text *out, const struct listing_entry *entry)
{
	struct text line = {0};

	text_printf(&line, "%s: %s", entry->name, entry->summary);
	text_add(out, "  ");
	prose_wrap(out, text_string(&line), 2, 4, LINE_COLUMNS);
	text_free(&line);
}

static void add_entry(struct text *out, const struct listing_entry *entry)
{
	if (strlen(entry->name) > NAME_COLUMNS)
		text_printf(out, "  %s\n%*s", entry->name, TEXT_COLUMN, "");
	else
		text_printf(out, "  %-*s ", NAME_COLUMNS, entry->name);
	prose_wrap(out, entry->summary, TEXT_COLUMN, TEXT_COLUMN, LINE_COLUMNS);
	if (entry->reason)
		add_reason(out, entry);
}

int listing_write_text(const struct listing *listing, struct text *out)
{
	for (size_t i = 0; i < listing->count && !listing->failed; i++) {
		const struct listing_entry *entry = &listing->entries[i];

		if (i == 0 || entry->section != entry[-1].section)
			text_printf(out, "%s%s\n", i == 0 ? "" : "\n",
				    sections[entry->section].title);
		if (entry->section == LISTING_CALLS)
			add_call(out, entry);
		else
			add_entry(out, entry);
	}
	return listing->failed || out->failed ? -1 : 0;
}

/* ---- JSON ---- */

static json_t *entry_json(struct jsons *jsons, const struct listing_entry *entry)
{
	json_t *object = json_object();

	jsons_set(jsons, object, "name", jsons_string(entry->name));
	jsons_set(jsons, object, "summary", jsons_string(entry->summary));
	if (entry->section == LISTING_CALLS)
		return object;
	jsons_set(jsons, object, "works", json_boolean(entry->reason == NULL));
	if (entry->reason)
		jsons_set(jsons, object, "reason", jsons_string(entry->reason));
	return object;
}

int listing_write_json(const struct listing *listing, struct text *out)
{
	json_t *object = json_object(), *array = NULL;
	struct jsons jsons = {.failed = listing->failed};

	jsons_set(&jsons, object, "schema", jsons_string(LIST_SCHEMA));
	jsons_set(&jsons, object, "version", jsons_string(PROCBENCH_VERSION));
	for (size_t i = 0; i < listing->count; i++) {
		const struct listing_entry *entry = &listing->entries[i];

		if (i == 0 || entry->section != entry[-1].section) {
			array = json_array();
			jsons_set(&jsons, object, sections[entry->section].name, array);
		}
		jsons_append(&jsons, array, entry_json(&jsons, entry));
	}
	return jsons_finish(&jsons, object, out, NULL);
}
