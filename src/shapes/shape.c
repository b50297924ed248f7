/* shape: the table of key descriptors, and the operations over all of them. */
#include "procbench/shapes/shape.h"

#include "shape_needs.h"
#include "shape_seen.h"

#include <stddef.h>
#include <string.h>

/* ---- the table ---- */

#define SHAPE_IN_KEY_GROUP_WORK(use, id)     use(id)
#define SHAPE_IN_KEY_GROUP_ARGS(use, id)     use(id)
#define SHAPE_IN_KEY_GROUP_CHILD(use, id)    use(id)
#define SHAPE_IN_KEY_GROUP_SHAPE(use, id)    use(id)
#define SHAPE_IN_KEY_GROUP_PLACE(use, id)    use(id)
#define SHAPE_IN_KEY_GROUP_REAP(use, id)     use(id)
#define SHAPE_IN_KEY_GROUP_LOAD(use, id)     use(id)
#define SHAPE_IN_KEY_GROUP_SPAWNERS(use, id) use(id)
#define SHAPE_IN_KEY_GROUP_CGROUP(use, id)   use(id)
#define SHAPE_IN_KEY_GROUP_METHOD(use, id)
#define SHAPE_IN_KEY_GROUP_IMAGE(use, id)
#define SHAPE_IN_KEY_GROUP_MACHINE(use, id)

#define SHAPE_EXTERN(id)                            extern const struct shape shape_of_##id;
#define SHAPE_DECLARE(id, name, kind, group, ...)   SHAPE_IN_##group(SHAPE_EXTERN, id)
#define SHAPE_POINTER(id)                           [KEY_##id] = &shape_of_##id,
#define SHAPE_TABLE_ROW(id, name, kind, group, ...) SHAPE_IN_##group(SHAPE_POINTER, id)

KEY_LIST(SHAPE_DECLARE)

const struct shape *const shape_table[KEY_COUNT] = {KEY_LIST(SHAPE_TABLE_ROW)};

/* ---- in the controller ---- */

/* At the key's default or the method's, which differ for exec= of some methods. */
static bool is_left_alone(const struct method *method, const struct keys *keys, enum key key)
{
	return keys_is_default(keys, key) &&
	       strcmp(method_key_default(method, key), key_table[key].default_value) == 0;
}

int shape_check(const struct method *method, const struct keys *keys, struct error *error)
{
	for (int key = 0; key < KEY_COUNT; key++) {
		const struct shape *shape = shape_table[key];

		if (shape && shape->check && !is_left_alone(method, keys, (enum key)key) &&
		    shape->check(method, keys, error) < 0)
			return -error->code;
	}
	return 0;
}

static int probe_facts(const struct shape *shape, const struct keys *keys, enum key key,
		       struct error *error)
{
	struct shape_facts facts =
		shape->describe ? shape->describe(keys) : (struct shape_facts){0};
	struct text value = {0};

	if (!facts.probe || facts.probe(error) == 0)
		return 0;
	keys_add_value(&value, keys, key);
	error_prefix(error, "%s=%s", key_table[key].name, text_string(&value));
	text_free(&value);
	return -error->code;
}

int shape_probe(const struct method *method, const struct keys *keys, struct error *error)
{
	for (int key = 0; key < KEY_COUNT; key++) {
		const struct shape *shape = shape_table[key];

		if (!shape || is_left_alone(method, keys, (enum key)key))
			continue;
		if (probe_facts(shape, keys, (enum key)key, error) < 0 ||
		    (shape->probe && shape->probe(method, keys, error) < 0))
			return -error->code;
	}
	return shape_fits(keys, 0, error);
}

/* ---- in the subject ---- */

static struct shape_seen before;

/* The descriptor of a key that must be built and verified in this case, or NULL. */
static const struct shape *asked(const struct keys *keys, int key)
{
	return keys_is_default(keys, (enum key)key) ? NULL : shape_table[key];
}

static unsigned sees(const struct keys *keys)
{
	unsigned all = 0;

	for (int key = 0; key < KEY_COUNT; key++)
		if (asked(keys, key))
			all |= shape_table[key]->sees;
	return all;
}

int shape_verify(const struct keys *keys, struct error *error)
{
	struct shape_seen now;
	int status = 0;

	if (sees(keys))
		shape_look(&now, sees(keys));
	for (int key = 0; key < KEY_COUNT && status == 0; key++) {
		const struct shape *shape = asked(keys, key);

		if (shape && shape->verify)
			status = shape->verify(keys, &before, &now, error);
	}
	return status;
}

static int build_stage(const struct keys *keys, int stage, struct error *error)
{
	int status = 0;

	for (int key = 0; key < KEY_COUNT && status == 0; key++) {
		const struct shape *shape = asked(keys, key);

		if (shape && shape->build && (int)shape->stage == stage)
			status = shape->build(keys, error);
	}
	return status;
}

int shape_build(const struct keys *keys, struct error *error)
{
	int status = 0;

	if (sees(keys))
		shape_look(&before, sees(keys));
	for (int stage = 0; stage < SHAPE_STAGE_COUNT && status == 0; stage++)
		status = build_stage(keys, stage, error);
	return status == 0 ? shape_verify(keys, error) : status;
}
