/* load: loads a saved result. */
#include "procbench/result/load.h"

#include "loaders.h"

#include "procbench/base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* The size of a pipe is not known in advance, so the bytes are counted. */
static int read_all(int fd, struct text *bytes, struct error *error)
{
	char buffer[1 << 16];
	ssize_t n;

	while ((n = read(fd, buffer, sizeof(buffer))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_set(error, errno, "%s", strerror(errno));
		text_add_bytes(bytes, buffer, (size_t)n);
		if (bytes->failed)
			return error_set(error, ENOMEM, "out of memory");
		if (bytes->length > RESULT_LOAD_BYTES_MAX)
			return too_large(error);
	}
	return 0;
}

static int read_file(const char *path, struct text *bytes, struct error *error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), status;
	struct stat info;

	if (fd < 0)
		return error_set(error, errno, "%s", strerror(errno));
	if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) &&
	    (uintmax_t)info.st_size > RESULT_LOAD_BYTES_MAX)
		status = too_large(error);
	else
		status = read_all(fd, bytes, error);
	close(fd);
	return status;
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

int result_load(struct result *result, const char *path, struct error *error)
{
	bool is_stdin = strcmp(path, "-") == 0;
	const char *name = is_stdin ? "standard input" : path;
	struct text bytes = {0};
	int status;

	*result = (struct result){0};
	status = is_stdin ? read_all(STDIN_FILENO, &bytes, error) : read_file(path, &bytes, error);
	if (status < 0)
		error_prefix(error, "cannot read '%s'", name);
	else
		status = result_load_bytes(result, name, text_string(&bytes), bytes.length, error);
	text_free(&bytes);
	return status;
}
