/* ranges: expands ranges of a numeric key, such as 1M..4G*4. */
#define _GNU_SOURCE
#include "procbench/base/ranges.h"

#include "procbench/base/units.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define DOTS ".."

struct range {
	uint64_t first;
	uint64_t last;
	uint64_t step;
	bool multiplies; /* multiply by the step instead of adding it */
};

static bool is_numeric(enum key key)
{
	return key_table[key].kind == KEY_BYTES || key_table[key].kind == KEY_NUMBER;
}

static int read_number(enum key key, const char *from, size_t length, uint64_t *number,
		       struct error *error)
{
	char *word = strndup(from, length);
	int status = -ENOMEM;

	if (!word)
		return error_set(error, ENOMEM, "out of memory");
	if (key_table[key].kind == KEY_BYTES)
		status = units_read_bytes(word, number, error);
	else
		status = units_read_count(word, number, error);
	free(word);
	return status;
}

/* The step has the key's unit; a factor is a plain number. */
static int read_step(struct range *range, enum key key, const char *step, struct error *error)
{
	range->multiplies = *step == '*';
	if (range->multiplies)
		return units_read_count(step + 1, &range->step, error);
	return read_number(key, step + 1, strlen(step + 1), &range->step, error);
}

static int read_range(struct range *range, enum key key, const char *part, struct error *error)
{
	const char *dots = strstr(part, DOTS), *last = dots + strlen(DOTS);
	const char *step = strpbrk(last, "+*");
	int status;

	if (!step)
		return error_set(error, EINVAL, "no step (write %s+N to add or %s*N to multiply)",
				 part, part);
	status = read_number(key, part, (size_t)(dots - part), &range->first, error);
	if (status == 0)
		status = read_number(key, last, (size_t)(step - last), &range->last, error);
	return status == 0 ? read_step(range, key, step, error) : status;
}

/* Rejects ranges that are empty or would never end. */
static int check_range(const struct range *range, struct error *error)
{
	if (range->first > range->last)
		return error_set(error, EINVAL, "the start is above the end");
	if (range->multiplies && range->step < 2)
		return error_set(error, EINVAL, "the factor must be at least 2");
	if (range->multiplies && range->first == 0)
		return error_set(error, EINVAL,
				 "cannot multiply from 0 (write 0, a comma and a range that "
				 "starts above 0)");
	if (range->step == 0)
		return error_set(error, EINVAL, "the step must not be 0");
	return 0;
}

/* Advances to the next number; false if it is beyond the end. */
static bool advance(const struct range *range, uint64_t *number)
{
	bool overflows = range->multiplies ? __builtin_mul_overflow(*number, range->step, number)
					   : __builtin_add_overflow(*number, range->step, number);

	return !overflows && *number <= range->last;
}

static void add_number(struct text *out, enum key key, uint64_t number)
{
	if (out->length > 0)
		text_add_char(out, ',');
	if (key_table[key].kind == KEY_BYTES)
		units_add_bytes(out, number);
	else
		units_add_count(out, number);
}

static int add_range(struct text *out, enum key key, const char *part, struct error *error)
{
	struct range range;
	int status = read_range(&range, key, part, error), count = 0;
	uint64_t number;

	if (status == 0)
		status = check_range(&range, error);
	number = range.first;
	if (status == 0)
		do
			add_number(out, key, number);
		while (++count <= RANGES_MAX && advance(&range, &number));
	if (count > RANGES_MAX)
		status = error_set(error, E2BIG, "more than %d values", RANGES_MAX);
	return status < 0 ? error_prefix(error, "range '%s'", part) : 0;
}

static int add_part(struct text *out, enum key key, const char *part, struct error *error)
{
	if (strstr(part, DOTS))
		return add_range(out, key, part, error);
	if (out->length > 0)
		text_add_char(out, ',');
	text_add(out, part);
	return 0;
}

char *ranges_expand(enum key key, const char *list, struct error *error)
{
	struct text out = {0};
	char *part, *expanded;
	int status = 0;

	if (!is_numeric(key) || !strstr(list, DOTS))
		text_add(&out, list);
	else
		while (status == 0 && list && (part = keys_next_part(&list))) {
			status = add_part(&out, key, part, error);
			free(part);
		}
	expanded = status == 0 ? text_take(&out) : NULL;
	text_free(&out);
	if (!expanded && status == 0)
		error_set(error, ENOMEM, "out of memory");
	return expanded;
}
