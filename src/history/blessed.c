/* blessed: accepted changes, one per line of a file in the folder. */
#include "gathering.h"

#include "procbench/base/text_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define BYTES_MAX    ((size_t)16 << 20)
#define PREFIX_LEAST 4 /* of an abbreviated commit, as in git */

static int add_lines(struct history *history, char *lines, const char *path)
{
	int status = 0;

	for (char *next, *line = lines; line && status == 0; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		line[strcspn(line, "\r")] = '\0';
		if (*line == '\0' || *line == '#')
			continue;
		if (strrchr(line, '@'))
			status = text_list_add(&history->blessed, "%s", line);
		else
			status = text_list_add(&history->warnings,
					       "'%s': '%.80s' is ignored (expected CASE@COMMIT or "
					       "CASE@DATE)",
					       path, line);
	}
	return status;
}

int history_read_blessed(struct history *history, const char *directory, struct error *error)
{
	struct text path = {0}, lines = {0};
	int status;

	text_printf(&path, "%s/%s", directory, HISTORY_BLESSED);
	status = text_read_file(&lines, text_string(&path), BYTES_MAX);
	if (status == -ENOENT || status == -ENOTDIR)
		status = 0;
	else if (status < 0)
		error_set(error, -status, "cannot read '%s': %s", text_string(&path),
			  strerror(-status));
	else if (lines.data && add_lines(history, lines.data, text_string(&path)) < 0)
		status = error_no_memory(error);
	history->blessed_saved = history->blessed.count;
	text_free(&path);
	text_free(&lines);
	return status;
}

/* Whether `id` is a result's date, or its commit or the beginning of that. */
static bool names_run(const struct history *history, const struct history_run *run, const char *id)
{
	if (strcmp(history->dates.items[run->date], id) == 0)
		return true;
	return run->commit >= 0 && strlen(id) >= PREFIX_LEAST &&
	       strncmp(history->commits.items[run->commit], id, strlen(id)) == 0;
}

/* More results may move a change within its interval, so all of that counts. */
static bool is_meant(const struct history *history, const struct history_series *series,
		     const struct shifts_step *step, const char *entry)
{
	const char *spec = history->specs.items[series->spec], *at = strrchr(entry, '@');

	if ((size_t)(at - entry) != strlen(spec) || strncmp(entry, spec, strlen(spec)) != 0)
		return false;
	for (size_t i = step->first; i <= step->last; i++)
		if (names_run(history, &history->runs[series->points[i].run], at + 1))
			return true;
	return false;
}

bool blessed_has(const struct history *history, const struct history_series *series,
		 const struct shifts_step *step)
{
	for (size_t i = 0; i < history->blessed.count; i++)
		if (is_meant(history, series, step, history->blessed.items[i]))
			return true;
	return false;
}

/* Whether an editor has left the last line without its end. */
static bool is_cut(int fd)
{
	off_t size = lseek(fd, 0, SEEK_END);
	char last = '\n';

	return size > 0 && pread(fd, &last, 1, size - 1) == 1 && last != '\n';
}

/* One write of one line to the end of the file: concurrent ones follow each other. */
static int append(const char *path, const char *change)
{
	int fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	int status = fd < 0 ? -errno : 0;
	struct text line = {0};
	ssize_t written;

	text_printf(&line, "%s%s\n", fd >= 0 && is_cut(fd) ? "\n" : "", change);
	written = fd < 0 || line.failed ? 0 : write(fd, line.data, line.length);
	if (status == 0 && line.failed)
		status = -ENOMEM;
	else if (status == 0 && written != (ssize_t)line.length)
		status = written < 0 ? -errno : -ENOSPC;
	if (status == 0 && fsync(fd) < 0 && errno != EINVAL)
		status = -errno;
	if (fd >= 0)
		close(fd);
	text_free(&line);
	return status;
}

static bool is_change(const struct history *history, const char *entry)
{
	for (size_t i = 0; i < history->series_count; i++)
		for (size_t k = 0; k < history->series[i].shifts.step_count; k++)
			if (is_meant(history, &history->series[i],
				     &history->series[i].shifts.steps[k], entry))
				return true;
	return false;
}

static bool is_saved(const struct history *history, const char *entry)
{
	for (size_t i = 0; i < history->blessed_saved; i++)
		if (strcmp(history->blessed.items[i], entry) == 0)
			return true;
	return false;
}

int history_accept(struct history *history, const char *change, struct error *error)
{
	const char *at = strrchr(change, '@');

	if (!at || at == change || !at[1] || strpbrk(change, "\r\n") || *change == '#')
		return error_set(error, EINVAL,
				 "option '--bless': invalid value '%.80s' (expected CASE@COMMIT or "
				 "CASE@DATE)",
				 change);
	return text_list_add(&history->blessed, "%s", change) < 0 ? error_no_memory(error) : 0;
}

int history_bless(const struct history *history, const char *directory, const char *change,
		  struct error *error)
{
	struct text path = {0};
	int status = 0;

	if (!is_change(history, change))
		return error_set(error, EINVAL,
				 "option '--bless': there is no change '%.200s' (the report shows "
				 "the changes with their commits)",
				 change);
	text_printf(&path, "%s/%s", directory, HISTORY_BLESSED);
	if (!is_saved(history, change))
		status = path.failed ? -ENOMEM : append(text_string(&path), change);
	if (status < 0)
		error_set(error, -status, "cannot write '%s': %s", text_string(&path),
			  strerror(-status));
	text_free(&path);
	return status;
}
