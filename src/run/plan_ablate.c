/* plan_ablate: expands one set of flags to the cases that measure the cost of each flag. */
#define _GNU_SOURCE
#include "planning.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int add_note(struct plan *plan, const char *method, const char *word, const char *why,
		    struct error *error)
{
	char *note;

	if (asprintf(&note, "%s without %s is skipped: %s", method, word, why) < 0)
		return error_no_memory(error);
	return plan_note(plan, note, error);
}

static int check_can_ablate(const struct plan_case *item, struct error *error)
{
	if (!method_takes(item->method, KEY_FLAGS))
		return error_set(error, EINVAL, "method '%s' has no flags (use clone or clone3)",
				 item->method->name);
	if (item->keys.is_explicit[KEY_FLAGS])
		return error_set(error, EINVAL, "'--ablate' cannot be combined with flags=%s",
				 item->keys.text[KEY_FLAGS]);
	return 0;
}

/*
 * Makes a case with these flags: 0, -ENOMEM, or -EINVAL and why they cannot be combined. into= is
 * reset if flag into_cgroup is not in the set.
 */
static int make_case(struct plan_case *item, const struct plan_case *from, const char *flags,
		     const char *lacks, struct error *error)
{
	int status = plan_case_copy(item, from, error);

	if (status == 0 && strcmp(lacks, "into_cgroup") == 0)
		status = keys_set(&item->keys, KEY_INTO, key_table[KEY_INTO].default_value, error);
	if (status == 0)
		status = keys_set(&item->keys, KEY_FLAGS, flags, error);
	if (status == 0)
		status = item->method->check(&item->keys, error);
	if (status == 0 && !(item->lacks = strdup(lacks)))
		status = error_no_memory(error);
	if (status < 0)
		plan_case_free(item);
	return status;
}

/* "vm+vfork+pidfd" without the word of `length` at `at`. */
static int add_without(struct plan *plan, const struct plan_case *from, const char *set,
		       const char *at, size_t length, size_t full, struct error *error)
{
	struct text rest = {0}, word = {0};
	struct plan_case item = {0};
	struct error why = {0};
	int status;

	text_add_bytes(&word, at, length);
	text_add_bytes(&rest, set, (size_t)(at - set));
	if (at[length])
		text_add(&rest, at + length + 1);
	else if (rest.length > 0)
		rest.data[--rest.length] = '\0'; /* the + before the last word */
	status = make_case(&item, from, rest.length ? text_string(&rest) : "none",
			   text_string(&word), &why);
	item.full = full;
	if (rest.failed || word.failed || status == -ENOMEM)
		status = error_no_memory(error);
	else if (status < 0)
		status = add_note(plan, from->method->name, text_string(&word), why.text, error);
	else
		status = plan_append(plan, &item, error);
	text_free(&rest);
	text_free(&word);
	return status;
}

static int add_cases(struct plan *plan, const struct plan_case *from, const char *flags,
		     struct error *error)
{
	struct plan_case item = {0};
	size_t full = plan->count;
	int status = check_can_ablate(from, error);
	char *set;

	if (status == 0)
		status = make_case(&item, from, flags, "", error);
	if (status < 0)
		return status;
	item.full = full;
	set = strdup(item.keys.text[KEY_FLAGS]); /* canonical order without duplicates */
	if (set && strcmp(set, "none") == 0)
		status = error_set(error, EINVAL, "'none' contains no flag to omit");
	if (!set)
		status = error_no_memory(error);
	if (status == 0)
		status = plan_append(plan, &item, error);
	else
		plan_case_free(&item);
	for (const char *at = set; at && status == 0;) {
		size_t length = strcspn(at, "+");

		status = add_without(plan, from, set, at, length, full, error);
		at = at[length] ? at + length + 1 : NULL;
	}
	free(set);
	return status;
}

int plan_ablate(struct plan *plan, const char *set, struct error *error)
{
	struct plan all = {0};
	int status = 0;

	for (size_t i = 0; i < plan->count && status == 0; i++)
		status = add_cases(&all, &plan->cases[i], set, error);
	if (status < 0) {
		plan_free(&all);
		return error_prefix(error, "option '--ablate'");
	}
	plan_free(plan);
	*plan = all;
	return 0;
}
