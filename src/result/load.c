/* load: loads a saved result. */
#include "procbench/result/load.h"

#include "loaders.h"
#include "outline.h"

#include "procbench/base/text_file.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>

/* ---- forms ---- */

static bool json_begins(const char *bytes, size_t length)
{
	static const char blanks[] = " \t\r\n";
	size_t at = 0;

	while (at < length && bytes[at] && strchr(blanks, bytes[at]))
		at++;
	return at < length && (bytes[at] == '{' || bytes[at] == '[');
}

/* Start of the CSV header, to recognize a renamed CSV export. */
static bool csv_begins(const char *bytes, size_t length)
{
	static const char header[] = "case,method,";

	return length >= sizeof(header) - 1 && memcmp(bytes, header, sizeof(header) - 1) == 0;
}

/* ---- bytes ---- */

static int too_large(struct error *error)
{
	return error_set(error, EFBIG,
			 "larger than the limit of %zu MiB (save fewer cases or launches per file)",
			 RESULT_LOAD_BYTES_MAX >> 20);
}

static int read_failed(int status, struct error *error)
{
	return status == -EFBIG ? too_large(error)
				: error_set(error, -status, "%s", strerror(-status));
}

static int load_any(struct result *result, const char *bytes, size_t length, struct error *error)
{
	if (length == 0)
		return error_set(error, EINVAL,
				 "empty file (save results with '--export FILE.json')");
	if (length > RESULT_LOAD_BYTES_MAX)
		return too_large(error);
	if (json_begins(bytes, length))
		return load_json(result, bytes, length, error);
	if (csv_begins(bytes, length))
		return error_set(error, EINVAL,
				 "CSV cannot be read back (export the run with '--export "
				 "FILE.json')");
	return error_set(error, EINVAL, "1:1: not JSON (export the run with '--export FILE.json')");
}

int result_load_bytes(struct result *result, const char *name, const char *bytes, size_t length,
		      struct error *error)
{
	*result = (struct result){0};
	if (load_any(result, bytes, length, error) < 0)
		return error_prefix(error, "cannot read '%s'", name);
	return 0;
}

static int read_input(struct text *bytes, const char *path, struct error *error)
{
	int status = text_read_input(bytes, path, RESULT_LOAD_BYTES_MAX);

	if (status == 0)
		return 0;
	read_failed(status, error);
	return error_prefix(error, "cannot read '%s'", text_input_name(path));
}

int result_load(struct result *result, const char *path, struct error *error)
{
	struct text bytes = {0};
	int status = read_input(&bytes, path, error);

	*result = (struct result){0};
	if (status == 0)
		status = result_load_bytes(result, text_input_name(path), text_string(&bytes),
					   bytes.length, error);
	text_free(&bytes);
	return status;
}

/* From the same bytes, because a pipe can be read only once. */
int outline_load(struct result *result, const char *path, enum outline_depth depth,
		 struct error *error)
{
	/* the complete reader limits its memory by variables of the process */
	static pthread_mutex_t complete_reader = PTHREAD_MUTEX_INITIALIZER;
	struct text bytes = {0};
	int status = read_input(&bytes, path, error);

	*result = (struct result){0};
	if (status == 0 && !outline_read(result, text_string(&bytes), bytes.length, depth)) {
		result_free(result);
		pthread_mutex_lock(&complete_reader);
		status = result_load_bytes(result, text_input_name(path), text_string(&bytes),
					   bytes.length, error);
		pthread_mutex_unlock(&complete_reader);
	}
	text_free(&bytes);
	return status;
}

int result_load_launches(struct result *result, const char *path, struct error *error)
{
	return outline_load(result, path, OUTLINE_LAUNCHES, error);
}
