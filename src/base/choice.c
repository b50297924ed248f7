/* choice: a value that is one of a few words, listed as "same|other|any". */
#include "procbench/base/choice.h"

#include "procbench/base/text.h"

#include <errno.h>
#include <string.h>

static int refuse(const char *choices, const char *word, struct error *error)
{
	struct text expected = {0};
	int status;

	while (*choices) {
		size_t length = strcspn(choices, "|");

		text_add_bytes(&expected, choices, length);
		choices += length;
		if (*choices)
			text_add(&expected, strchr(choices + 1, '|') ? ", " : " or ");
		choices += *choices != '\0';
	}
	status = error_set(error, EINVAL, "invalid value '%s' (expected %s)", word,
			   text_string(&expected));
	text_free(&expected);
	return status;
}

int choice_read(const char *choices, const char *word, struct error *error)
{
	size_t length = strlen(word);
	const char *at = choices;

	for (int index = 0; *at; index++) {
		size_t n = strcspn(at, "|");

		if (n == length && memcmp(at, word, n) == 0)
			return index;
		at += n + (at[n] == '|');
	}
	return refuse(choices, word, error);
}
