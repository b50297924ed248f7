/* history: a folder of saved results in the order of time. */
#include "procbench/history/history.h"

#include "gathering.h"

#include "procbench/base/file_tree.h"
#include "procbench/result/load.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int history_init(struct history *history, const struct history_settings *settings,
		 struct error *error)
{
	*history = (struct history){.settings = *settings};
	return grouping_init(&history->by, settings->by, error);
}

static int add_result(void *context, const char *path, struct result *result,
		      const struct error *error)
{
	return error ? gather_problem(context, -1, NULL, error->text)
		     : gather_result(context, result, path);
}

struct folder {
	struct history *history;
	struct words paths;
};

static int add_path(void *context, const char *path, const struct error *unreadable)
{
	struct folder *folder = context;

	if (unreadable)
		return gather_problem(folder->history, -1, NULL, unreadable->text);
	return words_add(&folder->paths, path) < 0 ? -ENOMEM : 0;
}

int history_add(struct history *history, const char *path, struct error *error)
{
	struct folder folder = {.history = history};
	int status = file_tree_walk(path, ".json", add_path, &folder);

	if (status == 0)
		status = result_load_outlines((const char *const *)folder.paths.items,
					      folder.paths.count, add_result, history);
	words_free(&folder.paths);
	return status < 0 ? error_no_memory(error) : 0;
}

static void free_series(struct history_series *series)
{
	free(series->floor);
	free(series->points);
	free(series->steps);
	shifts_free(&series->shifts);
}

static void free_words(struct history *history)
{
	words_free(&history->dates);
	words_free(&history->labels);
	words_free(&history->commits);
	words_free(&history->files);
	words_free(&history->specs);
	words_free(&history->series_keys);
	words_free(&history->problem_keys);
	words_free(&history->runs_seen);
	text_list_free(&history->blessed);
	text_list_free(&history->warnings);
}

void history_free(struct history *history)
{
	for (size_t i = 0; i < history->series_count; i++)
		free_series(&history->series[i]);
	for (size_t i = 0; i < history->problem_count; i++) {
		free(history->problems[i].file);
		free(history->problems[i].why);
	}
	for (size_t i = 0; i < history->machine_count; i++)
		facts_free(&history->machines[i]);
	free(history->series);
	free(history->problems);
	free(history->machines);
	free(history->runs);
	grouping_free(&history->by);
	free_words(history);
	*history = (struct history){0};
}

void history_add_problem(struct text *out, const struct history *history,
			 const struct history_problem *problem)
{
	if (problem->spec >= 0)
		text_printf(out, "%s: ", history->specs.items[problem->spec]);
	text_add(out, problem->why);
	if (problem->file)
		text_printf(out, " ('%s'", problem->file);
	if (problem->count > 1)
		text_printf(out, " and %zu more", problem->count - 1);
	if (problem->file)
		text_add_char(out, ')');
}
