/* keys: the one table of case keys, and the values of one case. */
#include "procbench/base/keys.h"

#include "procbench/base/choice.h"
#include "procbench/base/suggest.h"
#include "procbench/base/units.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const struct key_info key_table[KEY_COUNT] = {
#define KEY_FIELDS(id, name, kind, group, default_value, value, help, unit, ...) \
	[KEY_##id] = {name, kind, group, default_value, value, help, unit},
#define KEY_ROW(...) KEY_FIELDS(__VA_ARGS__, NULL, NULL)
	KEY_LIST(KEY_ROW)
#undef KEY_ROW
#undef KEY_FIELDS
};

/* ---- names ---- */

static const struct {
	const char *name;
	enum key key;
} old_names[] = {
	{"islands", KEY_CHUNKS}, /* up to 0.1.0 */
};

#define OLD_NAME_COUNT (sizeof(old_names) / sizeof(old_names[0]))

const char *keys_old_name(enum key key)
{
	for (size_t i = 0; i < OLD_NAME_COUNT; i++)
		if (old_names[i].key == key)
			return old_names[i].name;
	return NULL;
}

struct key_option keys_option(enum key key)
{
	const char *name = key_table[key].name;
	struct key_option option = {""};

	for (size_t i = 0; name[i] && i < sizeof(option.name) - 1; i++)
		option.name[i] = name[i] == '_' ? '-' : name[i];
	return option;
}

static bool is_spelled(const char *name, const char *word, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (name[i] != word[i] && !(name[i] == '_' && word[i] == '-'))
			return false;
	return name[length] == '\0';
}

/* The index of the key with that name, or -1. */
static int find_name(const char *word, size_t length)
{
	for (int key = 0; key < KEY_COUNT; key++)
		if (is_spelled(key_table[key].name, word, length))
			return key;
	for (size_t i = 0; i < OLD_NAME_COUNT; i++)
		if (is_spelled(old_names[i].name, word, length))
			return (int)old_names[i].key;
	return -1;
}

int keys_find(const char *name, size_t length, struct error *error)
{
	const char *names[KEY_COUNT];
	char word[64], phrase[96];
	int found = find_name(name, length);

	if (found >= 0)
		return found;
	for (int key = 0; key < KEY_COUNT; key++)
		names[key] = key_table[key].name;
	length = length < sizeof(word) ? length : sizeof(word) - 1;
	memcpy(word, name, length);
	word[length] = '\0';
	suggest_phrase(phrase, sizeof(phrase), word, names, KEY_COUNT);
	return error_set(error, ENOENT, "unknown key '%s'%s", word, phrase);
}

/* ---- specs of earlier versions ---- */

/* The comma or NUL that ends a part; `\` escapes the next character. */
static const char *part_end(const char *at)
{
	for (; *at && *at != ','; at++)
		if (at[0] == '\\' && at[1])
			at++;
	return at;
}

/* Finds the value of each key; false when no name is old or the spec cannot be parsed. */
static bool find_values(const char *keys, const char *values[KEY_COUNT])
{
	bool is_old = false;

	for (const char *at = keys; at; at = *at ? at + 1 : NULL) {
		size_t length = strcspn(at, "=,");
		int key = find_name(at, length);

		if (key < 0 || at[length] != '=' || values[key])
			return false;
		is_old = is_old || strncmp(key_table[key].name, at, length) != 0;
		values[key] = at + length + 1;
		at = part_end(at);
	}
	return is_old;
}

int keys_renew_spec(char **spec)
{
	const char *values[KEY_COUNT] = {NULL};
	size_t length = strcspn(*spec, ":");
	struct text renewed = {0};
	char separator = ':';

	if (!(*spec)[length] || !find_values(*spec + length + 1, values))
		return 0;
	text_add_bytes(&renewed, *spec, length);
	for (int key = 0; key < KEY_COUNT; key++) {
		if (!values[key])
			continue;
		text_printf(&renewed, "%c%s=", separator, key_table[key].name);
		text_add_bytes(&renewed, values[key],
			       (size_t)(part_end(values[key]) - values[key]));
		separator = ',';
	}
	if (renewed.failed) {
		text_free(&renewed);
		return -ENOMEM;
	}
	free(*spec);
	*spec = text_take(&renewed);
	return 0;
}

/* ---- values ---- */

static int out_of_memory(struct error *error)
{
	return error_set(error, ENOMEM, "out of memory");
}

static int set_text(struct keys *keys, enum key key, const char *value, struct error *error)
{
	char *copy = strdup(value);

	if (!copy)
		return out_of_memory(error);
	free(keys->text[key]);
	keys->text[key] = copy;
	return 0;
}

static int set_choice(struct keys *keys, enum key key, const char *value, struct error *error)
{
	int index = choice_read(key_table[key].value, value, error);

	if (index < 0 && key == KEY_CPU && *value && strspn(value, "0123456789+") == strlen(value))
		return error_set(error, EINVAL,
				 "invalid value '%s' (expected same, other or any; to choose the "
				 "CPUs use cpus=%s)",
				 value, value);
	if (index < 0)
		return index;
	keys->number[key] = (uint64_t)index;
	return set_text(keys, key, value, error);
}

static int set_value(struct keys *keys, enum key key, const char *value, struct error *error)
{
	switch (key_table[key].kind) {
	case KEY_BYTES:
		return units_read_bytes(value, &keys->number[key], error);
	case KEY_NUMBER:
		return units_read_count(value, &keys->number[key], error);
	case KEY_CHOICE:
		return set_choice(keys, key, value, error);
	case KEY_WORDS:
	case KEY_SET:
		break;
	}
	if (*value == '\0' && *key_table[key].default_value != '\0')
		return error_set(error, EINVAL, "empty value (the default is '%s')",
				 key_table[key].default_value);
	return set_text(keys, key, value, error);
}

int keys_set(struct keys *keys, enum key key, const char *value, struct error *error)
{
	int status = set_value(keys, key, value, error);

	if (status < 0)
		return error_prefix(error, "key '%s'", key_table[key].name);
	keys->is_explicit[key] = true;
	return 0;
}

int keys_rewrite(struct keys *keys, enum key key, struct text *canonical, struct error *error)
{
	bool was_explicit = keys->is_explicit[key];
	int status = canonical->failed ? out_of_memory(error)
				       : keys_set(keys, key, text_string(canonical), error);

	keys->is_explicit[key] = was_explicit;
	text_free(canonical);
	return status;
}

int keys_init(struct keys *keys, struct error *error)
{
	int status = 0;

	memset(keys, 0, sizeof(*keys));
	for (int key = 0; key < KEY_COUNT && status == 0; key++)
		status = set_value(keys, (enum key)key, key_table[key].default_value, error);
	return status;
}

int keys_copy(struct keys *to, const struct keys *from, struct error *error)
{
	*to = *from;
	memset(to->text, 0, sizeof(to->text));
	for (int key = 0; key < KEY_COUNT; key++)
		if (from->text[key] && set_text(to, (enum key)key, from->text[key], error) < 0)
			return -ENOMEM;
	return 0;
}

void keys_free(struct keys *keys)
{
	for (int key = 0; key < KEY_COUNT; key++)
		free(keys->text[key]);
	memset(keys, 0, sizeof(*keys));
}

bool keys_is_default(const struct keys *keys, enum key key)
{
	const char *default_value = key_table[key].default_value;

	if (keys->text[key])
		return strcmp(keys->text[key], default_value) == 0;
	return keys->number[key] ==
	       strtoull(default_value, NULL, 10); /* no numeric default has a unit */
}

char *keys_next_part(const char **at)
{
	struct text part = {0};
	const char *s = *at;

	if (!s)
		return NULL;
	for (; *s && *s != ','; s++) {
		if (s[0] == '\\' && s[1] == ',')
			s++;
		else if (s[0] == '\\' && s[1])
			text_add_char(&part, *s++);
		text_add_char(&part, *s);
	}
	*at = *s ? s + 1 : NULL;
	return text_take(&part);
}

void keys_add_word(struct text *out, const char *word)
{
	if (*word == '\0')
		text_add(out, "\"\"");
	else if (*word == '"')
		text_add_char(out, '\\'); /* so that it is not read as the empty word */
	for (; *word; word++) {
		if (strchr(" \t\n\\", *word))
			text_add_char(out, '\\');
		text_add_char(out, *word);
	}
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static bool is_empty_word(const char *s)
{
	return s[0] == '"' && s[1] == '"' && (s[2] == '\0' || is_blank(s[2]));
}

int keys_split_words(char *value, char **words, int max)
{
	char *from = value, *to = value;
	int count = 0;

	for (;;) {
		while (is_blank(*from))
			from++;
		if (!*from)
			break;
		if (count == max)
			return -E2BIG;
		words[count++] = to;
		if (is_empty_word(from))
			from += 2;
		while (*from && !is_blank(*from)) {
			if (from[0] == '\\' && from[1])
				from++;
			*to++ = *from++;
		}
		if (*from)
			from++;
		*to++ = '\0';
	}
	words[count] = NULL;
	return count;
}
