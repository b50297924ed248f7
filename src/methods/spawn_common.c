/* spawn_common: attr=, which the methods of the posix_spawn family share. */
#include "spawn_common.h"

#include "procbench/methods/spawn_attrs.h"

#include <errno.h>
#include <string.h>

/* A preset keeps its objects in static state, and there is one cgroup per parent. */
static int check_spawners(const struct keys *keys, uint64_t attrs, struct error *error)
{
	if (keys->number[KEY_SPAWNERS] <= 1)
		return 0;
	for (size_t i = 0; i < spawn_attr_count; i++)
		if ((attrs >> i & 1) && spawn_attr_table[i].preset)
			return error_set(error, EINVAL,
					 "attr=%s cannot be combined with spawners=: it reproduces "
					 "a single-threaded program (use parallel=)",
					 spawn_attr_table[i].name);
	if (spawn_attrs_make_cgroup(attrs))
		return error_set(error, EINVAL,
				 "attr=setcgroup cannot be combined with spawners=: each parent "
				 "creates one cgroup (use parallel=)");
	return 0;
}

int spawn_check(struct keys *keys, struct error *error)
{
	struct text canonical = {0};
	uint64_t attrs;
	int status = spawn_attrs_read(keys->text[KEY_ATTR], &attrs, error);

	if (status == 0)
		status = spawn_attrs_check(attrs, error);
	if (status == 0)
		status = check_spawners(keys, attrs, error);
	if (status < 0)
		return status;
	keys->number[KEY_ATTR] = attrs;
	spawn_attrs_add(&canonical, attrs);
	return keys_rewrite(keys, KEY_ATTR, &canonical, error);
}

/* The objects used by every spawn, initialized when a word first needs them. */
static int open_objects(struct spawn *spawn, const struct spawn_attr *attr)
{
	int code = 0;

	if (attr->flag && !spawn->attributes) {
		spawn->attributes = &spawn->its_attributes;
		code = posix_spawnattr_init(spawn->attributes);
	}
	if (attr->act && !spawn->actions && code == 0) {
		spawn->actions = &spawn->its_actions;
		code = posix_spawn_file_actions_init(spawn->actions);
	}
	return code;
}

static int add_flag(posix_spawnattr_t *attributes, short flag)
{
	short flags;
	int code = posix_spawnattr_getflags(attributes, &flags);

	return code ? code : posix_spawnattr_setflags(attributes, (short)(flags | flag));
}

static int add_word(struct spawn *spawn, const struct spawn_attr *attr, struct error *error)
{
	int code = open_objects(spawn, attr);

	if (code == 0 && attr->flag)
		code = add_flag(spawn->attributes, attr->flag);
	if (code == 0 && attr->set)
		code = attr->set(spawn->attributes);
	if (code == 0 && attr->act)
		code = attr->act(spawn->actions);
	return code ? error_set(error, code, "attr=%s: %s", attr->name, strerror(code)) : 0;
}

static int add_words(struct creation *creation, uint64_t attrs, struct error *error)
{
	int status = 0;

	for (size_t i = 0; i < spawn_attr_count && status == 0; i++) {
		const struct spawn_attr *attr = &spawn_attr_table[i];
		const char *missing;

		if (!(attrs >> i & 1))
			continue;
		missing = attr->missing ? attr->missing() : NULL;
		if (missing)
			status = error_set(error, ENOTSUP, "attr=%s: %s", attr->name, missing);
		else if (attr->preset)
			status = attr->preset(creation, error);
		else
			status = add_word(creation->state, attr, error);
	}
	return status;
}

int spawn_prepare(struct creation *creation, spawn_call *call, const struct keys *keys,
		  struct error *error)
{
	struct spawn *spawn = creation->state;

	spawn->call = call;
	return add_words(creation, keys->number[KEY_ATTR], error);
}
