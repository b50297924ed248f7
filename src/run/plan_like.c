/* plan_like: replaces like=PID by the keys that reproduce the shape of that process. */
#include "planning.h"

#include "procbench/shapes/shape_like.h"

#include <stdlib.h>
#include <unistd.h>

struct likeness {
	int pid;
	struct proc_shape shape, own;
};

static void add_name(struct text *text, const struct likeness *like)
{
	text_printf(text, "like=%d (", like->pid);
	text_add_printable(text, like->shape.name);
	text_add(text, ")");
}

/* "like=1234 (redis-server): fds=5,chunks=60,rss=92M,threads=4,vmas=40", once per process. */
static int describe_keys(struct text *told, const struct likeness *like, struct error *error)
{
	struct keys keys;
	const char *separator = ": ";
	int status = keys_init(&keys, error);

	if (status == 0)
		shape_like_set_keys(&keys, &like->shape, &like->own);
	if (told->length > 0)
		text_add(told, "; ");
	add_name(told, like);
	for (int key = 0; key < KEY_COUNT && status == 0; key++) {
		if (keys_is_default(&keys, (enum key)key))
			continue;
		text_printf(told, "%s%s=", separator, key_table[key].name);
		keys_add_value(told, &keys, (enum key)key);
		separator = ",";
	}
	if (*separator == ':')
		text_add(told, ": nothing beyond a plain process");
	keys_free(&keys);
	return status;
}

static int note_rest(struct plan *plan, const struct likeness *like, struct error *error)
{
	struct text rest = {0}, note = {0};

	shape_like_add_rest(&rest, &like->shape);
	add_name(&note, like);
	text_printf(&note, ": not reproduced: %s", text_string(&rest));
	if (rest.failed)
		text_free(&note);
	if (rest.failed || rest.length > 0) {
		text_free(&rest);
		return plan_note(plan, text_take(&note), error);
	}
	text_free(&rest);
	text_free(&note);
	return 0;
}

static int look_at(struct plan *plan, struct likeness *like, int pid, struct error *error)
{
	int status = proc_shape_read(&like->shape, pid, error);

	if (status == 0)
		status = proc_shape_read(&like->own, getpid(), error);
	if (status < 0)
		return error_prefix(error, "like=%d", pid);
	like->pid = pid;
	status = describe_keys(&plan->likeness, like, error);
	return status < 0 ? status : note_rest(plan, like, error);
}

/* The shape of the process, read once, so that all cases use the same. */
static struct likeness *find(struct plan *plan, struct likeness *likes, size_t *count, int pid,
			     struct error *error)
{
	for (size_t i = 0; i < *count; i++)
		if (likes[i].pid == pid)
			return &likes[i];
	return look_at(plan, &likes[*count], pid, error) < 0 ? NULL : &likes[(*count)++];
}

/* Reduced to what can be made, it would be the time of another parent. */
static int skip_what_is_beyond(struct plan_case *item, const struct likeness *like,
			       struct error *error)
{
	struct text why = {0};

	add_name(&why, like);
	text_add(&why, ": ");
	if (shape_like_is_beyond(&why, &item->keys, &like->shape)) {
		item->skipped = text_take(&why);
		if (!item->skipped)
			return error_no_memory(error);
	}
	text_free(&why);
	return 0;
}

static int apply(struct plan *plan, struct plan_case *item, struct likeness *likes, size_t *count,
		 struct error *error)
{
	struct keys *keys = &item->keys;
	const struct likeness *like;
	int pid;

	if (keys_is_default(keys, KEY_LIKE))
		return 0;
	pid = shape_like_pid(keys->text[KEY_LIKE], error);
	if (pid < 0)
		return -error->code;
	like = find(plan, likes, count, pid, error);
	if (!like)
		return -error->code;
	if (skip_what_is_beyond(item, like, error) < 0)
		return -error->code;
	shape_like_set_keys(keys, &like->shape, &like->own);
	return keys_set(keys, KEY_LIKE, key_table[KEY_LIKE].default_value, error);
}

int plan_like(struct plan *plan, struct error *error)
{
	struct likeness *likes = calloc(plan->count + 1, sizeof(*likes));
	size_t count = 0;
	int status = likes ? 0 : error_no_memory(error);

	for (size_t i = 0; i < plan->count && status == 0; i++)
		status = apply(plan, &plan->cases[i], likes, &count, error);
	free(likes);
	if (status == 0 && plan->likeness.failed)
		status = error_no_memory(error);
	return status;
}
