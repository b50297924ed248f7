/*
 * manual_schema: the parts of docs/procbench-1.schema.json that follow from tables, for
 * scripts/check-formats: per member a line of its object's name, a tab, and the member.
 */
#include "manual.h"

#include "procbench/base/keys.h"
#include "procbench/result/fields.h"
#include "procbench/result/result.h"

#include <jansson.h>
#include <stdlib.h>

static bool is_number(const struct key_info *key)
{
	return key->kind == KEY_BYTES || key->kind == KEY_NUMBER;
}

static void add_string(struct text *out, const char *string)
{
	json_t *json = json_string(string);
	char *dump = json ? json_dumps(json, JSON_ENCODE_ANY) : NULL;

	if (dump)
		text_add(out, dump);
	else
		out->failed = true;
	free(dump);
	json_decref(json);
}

/* ---- the keys of a case ---- */

static void add_key(struct text *out, const struct key_info *key)
{
	struct text words = {0};

	text_printf(&words, "%s%s", key->help, key->kind == KEY_BYTES ? ", in bytes" : "");
	text_printf(out, "keys\t\"%s\": {\"description\": ", key->name);
	add_string(out, text_string(&words));
	text_printf(out, ", \"type\": %s}\n",
		    is_number(key) ? "\"integer\", \"minimum\": 0" : "\"string\"");
	text_free(&words);
}

/* ---- the members of a result ---- */

static void add_words(struct text *out, const char *type, const char *(*word)(int i), int count,
		      bool is_nullable)
{
	text_printf(out, "%s, \"enum\": [", type);
	for (int i = 0; i < count; i++)
		text_printf(out, "%s\"%s\"", i ? ", " : "", word(i));
	text_add(out, is_nullable ? ", null]" : "]");
}

static const char *verdict_word(int i)
{
	return verdict_words[i];
}

static const char *clock_word(int i)
{
	return quantity_table[i].clock;
}

static const char *stop_word(int i)
{
	return result_stops[i];
}

static void add_type(struct text *out, const struct field *field)
{
	switch (field->kind) {
	case FIELD_COUNT:
		text_add(out, "\"integer\", \"minimum\": 0");
		break;
	case FIELD_SETTING:
		text_add(out, "[\"integer\", \"null\"], \"minimum\": 0");
		break;
	case FIELD_MAGNITUDE:
		text_add(out, "[\"number\", \"null\"], \"minimum\": 0");
		break;
	case FIELD_NUMBER:
		text_add(out, "[\"number\", \"null\"]");
		break;
	case FIELD_BOOL:
		text_add(out, "\"boolean\"");
		break;
	case FIELD_TEXT:
		text_add(out, field->required ? "\"string\"" : "[\"string\", \"null\"]");
		break;
	case FIELD_VERDICT:
		add_words(out, "\"string\"", verdict_word, VERDICT_COUNT, false);
		break;
	case FIELD_CLOCK:
		add_words(out, "\"string\"", clock_word, QUANTITY_COUNT, false);
		break;
	case FIELD_STOP:
		add_words(out, "[\"string\", \"null\"]", stop_word, RESULT_STOP_COUNT, true);
		break;
	case FIELD_PART:
		break;
	}
}

/* A part is only named, for the list of required members; its definition is written by hand. */
static void add_field(struct text *out, const char *object, const struct field *field)
{
	text_printf(out, "%s\t\"%s\": {", object, field->name);
	if (field->kind != FIELD_PART) {
		text_add(out, "\"description\": ");
		add_string(out, field->description);
		text_add(out, ", \"type\": ");
		add_type(out, field);
	}
	text_add(out, "}\n");
}

void manual_schema(struct text *out)
{
	for (int key = 0; key < KEY_COUNT; key++)
		add_key(out, &key_table[key]);
	for (const struct field_list *const *list = fields_all; *list; list++)
		for (size_t i = 0; i < (*list)->count; i++)
			add_field(out, (*list)->name, &(*list)->items[i]);
}
