/* shape: the parent's state, put up in the subject before its first creation. */
#include "procbench/shapes/shape.h"

#include "shape_parts.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define PART(name) &shape_part_##name,
static const struct shape_part *const parts[] = {SHAPE_PARTS(PART)};
#undef PART

#define PART_COUNT (sizeof(parts) / sizeof(parts[0]))

static struct shape_seen before;

/* In a subject the text of a number is "". */
static bool is_asked_for(const struct keys *keys, const struct shape_part *part)
{
	const struct key_info *info = &key_table[part->key];

	if (info->kind == KEY_WORDS)
		return strcmp(keys->text[part->key], info->default_value) != 0;
	return keys->number[part->key] > 0;
}

static unsigned sees(const struct keys *keys)
{
	unsigned all = 0;

	for (size_t i = 0; i < PART_COUNT; i++)
		if (is_asked_for(keys, parts[i]))
			all |= parts[i]->sees;
	return all;
}

int shape_verify(const struct keys *keys, struct error *error)
{
	struct shape_seen now;
	int status = 0;

	if (sees(keys))
		shape_look(&now, sees(keys));
	for (size_t i = 0; i < PART_COUNT && status == 0; i++)
		if (parts[i]->verify && is_asked_for(keys, parts[i]))
			status = parts[i]->verify(keys, &before, &now, error);
	return status;
}

int shape_build(const struct keys *keys, struct error *error)
{
	int status = 0;

	if (sees(keys))
		shape_look(&before, sees(keys));
	for (size_t i = 0; i < PART_COUNT && status == 0; i++)
		if (is_asked_for(keys, parts[i]))
			status = parts[i]->build(keys, error);
	return status == 0 ? shape_verify(keys, error) : status;
}
