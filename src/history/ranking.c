/* ranking: the order of results, by date or by commit. */
#define _GNU_SOURCE
#include "gathering.h"

#include "procbench/base/text_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define BYTES_MAX    ((size_t)256 << 20)
#define PREFIX_LEAST 4 /* of an abbreviated commit, as in git */

/* A line of the list, and its number from 1. */
struct listed {
	const char *commit;
	size_t rank;
};

static int by_commit(const void *a, const void *b)
{
	return strcmp(((const struct listed *)a)->commit, ((const struct listed *)b)->commit);
}

/* One commit per line, as its first word, the oldest first. The lines are split in place. */
static size_t split_lines(char *lines, struct listed *all)
{
	size_t count = 0;

	for (char *next, *line = lines; line; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		line[strcspn(line, " \t\r")] = '\0';
		if (*line)
			all[count] = (struct listed){line, count + 1}, count++;
	}
	qsort(all, count, sizeof(*all), by_commit);
	return count;
}

/* The rank of a commit or its abbreviation; 0: it is not listed, or several are abbreviated so. */
static size_t find_rank(const struct listed *all, size_t count, const char *commit)
{
	size_t length = strlen(commit), low = 0, high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (strcmp(all[middle].commit, commit) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == count || length < PREFIX_LEAST || strncmp(all[low].commit, commit, length) != 0)
		return 0;
	if (strcmp(all[low].commit, commit) != 0 && low + 1 < count &&
	    strncmp(all[low + 1].commit, commit, length) == 0)
		return 0;
	return all[low].rank;
}

static int rank_runs(struct history *history, const struct listed *all, size_t count)
{
	int status = 0;

	for (size_t i = 0; i < history->run_count && status == 0; i++) {
		struct history_run *run = &history->runs[i];
		const char *commit = run->commit < 0 ? NULL : history->commits.items[run->commit];
		const char *why = commit ? "its commit is not in the list of --commits"
					 : "it has no tag 'commit' (measure with --tag commit=ID)";

		run->rank = commit ? find_rank(all, count, commit) : 0;
		if (run->rank == 0)
			status = gather_problem(history, -1, history->files.items[run->file], why);
	}
	return status;
}

int ranking_apply(struct history *history, struct error *error)
{
	const char *path = history->settings.commits;
	struct listed *all = NULL;
	struct text lines = {0};
	size_t count = 1;
	int status;

	if (!path)
		return 0;
	status = text_read_file(&lines, path, BYTES_MAX);
	if (status < 0) {
		text_free(&lines);
		return error_set(error, -status, "cannot read '%s': %s", path, strerror(-status));
	}
	for (const char *at = text_string(&lines); (at = strchr(at, '\n')); at++)
		count++;
	all = calloc(count, sizeof(*all));
	if (all && lines.data)
		status = rank_runs(history, all, split_lines(lines.data, all));
	free(all);
	text_free(&lines);
	return !all || status < 0 ? error_no_memory(error) : 0;
}

static int by_rank(const void *a, const void *b, void *context)
{
	const struct history *history = context;
	size_t one = ((const struct history_point *)a)->run;
	size_t other = ((const struct history_point *)b)->run;
	const struct history_run *first = &history->runs[one], *second = &history->runs[other];
	int order = (first->rank > second->rank) - (first->rank < second->rank);

	if (order == 0 && first->date != second->date)
		order = strcmp(history->dates.items[first->date],
			       history->dates.items[second->date]);
	return order ? order : (one > other) - (one < other);
}

void ranking_sort(const struct history *history, struct history_series *series)
{
	size_t kept = 0;

	for (size_t i = 0; i < series->point_count; i++)
		if (!history->settings.commits || history->runs[series->points[i].run].rank > 0)
			series->points[kept++] = series->points[i];
	series->point_count = kept;
	if (kept > 1)
		qsort_r(series->points, kept, sizeof(*series->points), by_rank,
			(void *)(uintptr_t)history);
}
