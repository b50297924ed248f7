/* shape: the parent's state, put up in the subject before its first creation. */
#include "procbench/subject/shape.h"

#include "shape_parts.h"

#include <stddef.h>
#include <string.h>

#define PART(name) &shape_part_##name,
static const struct shape_part *const parts[] = {SHAPE_PARTS(PART)};
#undef PART

/* In a subject the text of a number is "". */
static bool is_asked_for(const struct keys *keys, enum key key)
{
	const struct key_info *info = &key_table[key];

	if (info->kind == KEY_WORDS || info->kind == KEY_SET)
		return strcmp(keys->text[key], info->fallback) != 0;
	return keys->number[key] > 0;
}

int shape_build(const struct keys *keys, struct error *error)
{
	int status = 0;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]) && status == 0; i++)
		if (is_asked_for(keys, parts[i]->key))
			status = parts[i]->build(keys, error);
	return status;
}
