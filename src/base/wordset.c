/* wordset: a set of words from a table, stored as a bit mask. */
#include "procbench/base/wordset.h"

#include "procbench/base/suggest.h"

#include <errno.h>
#include <string.h>

static int refuse(const char *word, size_t length, const char *const *words, size_t count,
		  const char *noun, struct error *error)
{
	char copy[64], phrase[96];

	length = length < sizeof(copy) ? length : sizeof(copy) - 1;
	memcpy(copy, word, length);
	copy[length] = '\0';
	if (strcmp(copy, WORDSET_NONE) == 0)
		return error_set(error, EINVAL,
				 "%s '%s' cannot be combined with others (remove it)", noun, copy);
	suggest_phrase(phrase, sizeof(phrase), copy, words, count);
	return error_set(error, EINVAL, "unknown %s '%s'%s", noun, copy,
			 *phrase ? phrase : " (see 'procbench list')");
}

static size_t find(const char *word, size_t length, const char *const *words, size_t count)
{
	size_t i = 0;

	while (i < count && (strlen(words[i]) != length || memcmp(words[i], word, length) != 0))
		i++;
	return i;
}

int wordset_read(const char *value, const char *const *words, size_t count, const char *noun,
		 uint64_t *places, struct error *error)
{
	*places = 0;
	if (strcmp(value, WORDSET_NONE) == 0)
		return 0;
	for (;;) {
		size_t length = strcspn(value, "+");
		size_t place = find(value, length, words, count);

		if (place == count)
			return refuse(value, length, words, count, noun, error);
		*places |= UINT64_C(1) << place;
		if (value[length] == '\0')
			return 0;
		value += length + 1;
	}
}

void wordset_add(struct text *out, const char *const *words, size_t count, uint64_t places)
{
	const char *before = "";

	if (places == 0)
		text_add(out, WORDSET_NONE);
	for (size_t i = 0; i < count; i++)
		if (places >> i & 1) {
			text_printf(out, "%s%s", before, words[i]);
			before = "+";
		}
}
