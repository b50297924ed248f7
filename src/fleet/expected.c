/* expected: the hosts that should have results. */
#include "merging.h"

#include "procbench/base/text_file.h"
#include "procbench/base/units.h"

#include <errno.h>
#include <string.h>

#define BYTES_MAX ((size_t)16 << 20)

static int expect_label(struct fleet *fleet, const char *label)
{
	if (words_find(&fleet->labels, label) >= 0)
		return 0;
	return text_list_add(&fleet->missing, "%s", label);
}

/* A label per line, as its first word; # begins a comment, as in the files of pdsh and parallel. */
static int expect_lines(struct fleet *fleet, char *lines)
{
	int status = 0;

	for (char *next, *line = lines; line && status == 0; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		line += strspn(line, " \t\r");
		line[strcspn(line, " \t\r#")] = '\0';
		if (*line)
			status = expect_label(fleet, line);
	}
	return status;
}

static bool is_number(const char *word)
{
	return *word && strspn(word, "0123456789") == strlen(word);
}

int merge_expected(struct fleet *fleet, struct error *error)
{
	const char *expected = fleet->settings.expected;
	struct text lines = {0};
	uint64_t count = 0;
	int status = 0;

	if (expected && is_number(expected)) {
		status = units_read_count(expected, &count, error);
		if (status == 0 && count > fleet->labels.count)
			fleet->missing_count = (size_t)count - fleet->labels.count;
		return status;
	}
	if (expected)
		status = text_read_file(&lines, expected, BYTES_MAX);
	if (status < 0)
		status = error_set(error, -status, "cannot read '%s': %s", expected,
				   strerror(-status));
	else if (lines.length > 0 && expect_lines(fleet, lines.data) < 0)
		status = error_no_memory(error);
	fleet->missing_count = fleet->missing.count;
	text_free(&lines);
	return status;
}
