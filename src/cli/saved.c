/* saved: results read from files. */
#include "saved.h"

#include "procbench/base/text_file.h"
#include "procbench/result/load.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static bool is_stdin(const char *path)
{
	return strcmp(path, "-") == 0;
}

int saved_load(struct saved *saved, char *const *paths, size_t count, struct error *error)
{
	size_t standard = 0;
	int status = 0;

	*saved = (struct saved){calloc(count + 1, sizeof(*saved->results)), 0};
	if (!saved->results)
		return error_no_memory(error);
	for (size_t i = 0; i < count; i++)
		standard += is_stdin(paths[i]);
	if (standard > 1)
		return error_set(error, EINVAL,
				 "standard input can be read only once (use '-' once)");
	while (saved->count < count && status == 0) {
		status = result_load(&saved->results[saved->count], paths[saved->count], error);
		saved->count++;
	}
	return status;
}

int saved_load_bytes(struct saved *saved, const char *path, const struct text *bytes,
		     struct error *error)
{
	*saved = (struct saved){calloc(1, sizeof(*saved->results)), 1};
	if (!saved->results) {
		saved->count = 0;
		return error_no_memory(error);
	}
	return result_load_bytes(saved->results, text_input_name(path), text_string(bytes),
				 bytes->length, error);
}

void saved_free(struct saved *saved)
{
	for (size_t i = 0; i < saved->count; i++)
		result_free(&saved->results[i]);
	free(saved->results);
	*saved = (struct saved){0};
}
