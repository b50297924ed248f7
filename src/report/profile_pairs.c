/* profile_pairs: which profiles are shown, and which of them are compared. */
#include "profile_pairs.h"

#include "procbench/base/keys.h"

#include <string.h>

bool profile_pairs_shows(const struct result_case *item)
{
	return item->profile.samples > 0 && !item->implied;
}

static bool is_kernel(const struct result_key *key)
{
	return strcmp(key->name, key_table[KEY_KERNEL].name) == 0;
}

static bool are_equal(const struct result_key *a, const struct result_key *b)
{
	if (a->is_number != b->is_number || strcmp(a->name, b->name) != 0)
		return false;
	return a->is_number ? a->number == b->number
			    : strcmp(a->string ? a->string : "", b->string ? b->string : "") == 0;
}

/* Equal but for the kernel, which differs. */
static bool differ_in_kernel(const struct result_case *a, const struct result_case *b)
{
	bool differ = false;

	if (a->key_count != b->key_count || strcmp(a->method, b->method) != 0)
		return false;
	for (size_t i = 0; i < a->key_count; i++) {
		if (are_equal(&a->keys[i], &b->keys[i]))
			continue;
		if (!is_kernel(&a->keys[i]) || !is_kernel(&b->keys[i]))
			return false;
		differ = true;
	}
	return differ;
}

const struct result_case *profile_pairs_find(const struct result *result,
					     const struct result_case *item)
{
	const struct result_case *first = NULL;
	size_t count = 0;

	for (size_t i = 0; i < result->case_count; i++) {
		if (!profile_pairs_shows(&result->cases[i]))
			continue;
		first = first ? first : &result->cases[i];
		count++;
	}
	if (count == 2)
		return item == first ? NULL : first;
	for (const struct result_case *other = result->cases; other < item; other++)
		if (profile_pairs_shows(other) && differ_in_kernel(other, item))
			return other;
	return NULL;
}
