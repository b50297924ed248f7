/* manual_schema: the keys of a case as members of docs/procbench-1.schema.json, a line each. */
#include "manual.h"

#include "procbench/base/keys.h"

#include <jansson.h>
#include <stdlib.h>

static bool is_number(const struct key_info *key)
{
	return key->kind == KEY_BYTES || key->kind == KEY_NUMBER;
}

static void add_description(struct text *out, const struct key_info *key)
{
	struct text words = {0};
	json_t *json;
	char *dump;

	text_printf(&words, "%s%s", key->help, key->kind == KEY_BYTES ? ", in bytes" : "");
	json = json_string(text_string(&words));
	dump = json_dumps(json, JSON_ENCODE_ANY);
	if (dump)
		text_add(out, dump);
	else
		out->failed = true;
	free(dump);
	json_decref(json);
	text_free(&words);
}

void manual_schema(struct text *out)
{
	for (int key = 0; key < KEY_COUNT; key++) {
		text_printf(out, "            \"%s\": {\"description\": ", key_table[key].name);
		add_description(out, &key_table[key]);
		text_printf(out, ", \"type\": %s}%s\n",
			    is_number(&key_table[key]) ? "\"integer\", \"minimum\": 0"
						       : "\"string\"",
			    key + 1 < KEY_COUNT ? "," : "");
	}
}
