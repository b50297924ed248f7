/* method: the list of all methods, and properties derived from their descriptors. */
#define _GNU_SOURCE
#include "procbench/methods/method.h"

#include "procbench/base/suggest.h"

#include "methods_list.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>

#define METHOD_DECLARE(name) extern const struct method method_##name;
METHOD_LIST(METHOD_DECLARE)
#undef METHOD_DECLARE

#define METHOD_ROW(name) &method_##name,
static const struct method *const methods[] = {METHOD_LIST(METHOD_ROW)};
#undef METHOD_ROW

#define METHOD_COUNT (sizeof(methods) / sizeof(methods[0]))

const struct method *const *method_list(size_t *count)
{
	*count = METHOD_COUNT;
	return methods;
}

const struct method *method_find(const char *name, size_t length, struct error *error)
{
	const char *names[METHOD_COUNT];
	char word[64], phrase[96];

	for (size_t i = 0; i < METHOD_COUNT; i++) {
		names[i] = methods[i]->name;
		if (strlen(names[i]) == length && memcmp(names[i], name, length) == 0)
			return methods[i];
	}
	length = length < sizeof(word) ? length : sizeof(word) - 1;
	memcpy(word, name, length);
	word[length] = '\0';
	if (word[strcspn(word, ", ")])
		snprintf(phrase, sizeof(phrase),
			 " (separate cases by blanks, such as 'fork vfork')");
	else
		suggest_phrase(phrase, sizeof(phrase), word, names, METHOD_COUNT);
	error_set(error, EINVAL, "unknown method '%s'%s", word,
		  *phrase ? phrase : " (see 'procbench list')");
	return NULL;
}

bool method_takes(const struct method *method, enum key key)
{
	if (key_table[key].group == KEY_GROUP_METHOD)
		return method->own_keys & METHOD_KEY(key);
	return method->groups & key_table[key].group;
}

void method_add_takers(struct text *out, enum key key, const char *separator)
{
	size_t takers = 0;
	bool inverse, first = true;

	for (size_t i = 0; i < METHOD_COUNT; i++)
		takers += method_takes(methods[i], key);
	inverse = takers > METHOD_COUNT / 2;
	if (inverse)
		text_add(out, takers == METHOD_COUNT ? "all" : "all but ");
	for (size_t i = 0; i < METHOD_COUNT; i++) {
		if (method_takes(methods[i], key) == inverse)
			continue;
		text_printf(out, "%s%s", first ? "" : separator, methods[i]->name);
		first = false;
	}
}

int method_refuse_key(enum key key, const char *what, struct error *error)
{
	struct text takers = {0};
	int status;

	method_add_takers(&takers, key, ", ");
	status = error_set(error, EINVAL, "%s (supported by %s)", what, text_string(&takers));
	text_free(&takers);
	return status;
}

bool method_shares_memory(const struct method *method, const struct keys *keys)
{
	return method->shares_memory || (keys->number[KEY_FLAGS] & CLONE_VM);
}

bool method_shares_files(const struct method *method, const struct keys *keys)
{
	return method_takes(method, KEY_FLAGS) && (keys->number[KEY_FLAGS] & CLONE_FILES);
}

bool method_searches_path(const struct method *method, const struct keys *keys)
{
	return method->searches_path ||
	       (method_takes(method, KEY_VIA) && keys->number[KEY_VIA] == KEY_VIA_EXECVP);
}

const char *method_floor_name(const struct method *method, const struct keys *keys)
{
	uint64_t flags = method_takes(method, KEY_FLAGS) ? keys->number[KEY_FLAGS] : 0;

	if (method->floor)
		return method->floor;
	if (flags & CLONE_THREAD)
		return "floor-thread";
	return flags & CLONE_VM ? "floor-vfork" : "floor";
}

/* The methods that stand for what flags= make of clone and clone3. */
static const char *call_by_flags(uint64_t flags)
{
	extern const struct method method_fork, method_vfork, method_thread;

	if (flags & CLONE_VFORK)
		return method_vfork.call;
	return flags & CLONE_THREAD ? method_thread.call : method_fork.call;
}

/* Under these policies a parent that wakes up does not preempt its child, as it mostly does with
 * SCHED_OTHER. */
static bool yields_to_child(const struct keys *keys)
{
	return keys->number[KEY_CPU] == KEY_CPU_SAME &&
	       (keys->number[KEY_SCHED] == KEY_SCHED_FIFO ||
		keys->number[KEY_SCHED] == KEY_SCHED_BATCH);
}

void method_add_call(struct text *out, const struct method *method, const struct keys *keys)
{
	uint64_t flags = method_takes(method, KEY_FLAGS) ? keys->number[KEY_FLAGS] : 0;
	bool suspends = method->suspends || (flags & CLONE_VFORK);

	text_add(out, method_takes(method, KEY_FLAGS) ? call_by_flags(flags) : method->call);
	if (suspends && yields_to_child(keys))
		text_printf(out,
			    "; with sched=%s on one CPU it may contain all of the child's life",
			    keys->text[KEY_SCHED]);
}

const char *method_key_default(const struct method *method, enum key key)
{
	return key == KEY_EXEC && method->only_executes ? "tiny" : key_table[key].default_value;
}
