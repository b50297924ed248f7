/* history_judge: where the series changed their level, and which of these changes are fresh. */
#include "gathering.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Lower bound of the noise of times, and of counts, which repeat exactly. */
#define SD_LEAST_TIME  1e-3
#define SD_LEAST_COUNT 1e-7

static int judge_series(struct history *history, struct history_series *series)
{
	double least = series->clock == QUANTITY_TIME ? SD_LEAST_TIME : SD_LEAST_COUNT;
	double *logs = calloc(series->point_count + 1, sizeof(*logs));
	int status = -ENOMEM;

	for (size_t i = 0; i < series->point_count && logs; i++)
		logs[i] = log(series->points[i].value);
	if (logs)
		status = shifts_find(logs, series->point_count, least, &series->shifts);
	free(logs);
	if (status < 0)
		return status;
	series->steps = calloc(series->shifts.step_count + 1, sizeof(*series->steps));
	if (!series->steps)
		return -ENOMEM;
	for (size_t i = 0; i < series->shifts.step_count; i++) {
		struct history_step *step = &series->steps[i];

		step->is_blessed = blessed_has(history, series, &series->shifts.steps[i]);
		step->is_fresh = !step->is_blessed && i + 1 == series->shifts.step_count;
		history->fresh += step->is_fresh;
	}
	history->changes += series->shifts.step_count;
	return 0;
}

static int by_name(const void *a, const void *b)
{
	const struct history_series *first = a, *second = b;

	if (first->spec != second->spec)
		return first->spec < second->spec ? -1 : 1;
	if (first->by != second->by)
		return first->by < second->by ? -1 : 1;
	if (first->machine != second->machine)
		return first->machine < second->machine ? -1 : 1;
	return 0;
}

static int check_cases(const struct history *history, struct error *error)
{
	for (size_t i = 0; i < history->settings.case_count; i++)
		if (words_find(&history->specs, history->settings.cases[i]) < 0)
			return error_set(error, EINVAL,
					 "no result has case '%.200s' (omit CASE to "
					 "list all cases)",
					 history->settings.cases[i]);
	return grouping_check(&history->by, error);
}

int history_judge(struct history *history, struct error *error)
{
	int status = history->run_count > 0 ? check_cases(history, error) : 0;

	if (status == 0)
		status = ranking_apply(history, error);
	if (status < 0)
		return status;
	if (history->series_count > 1)
		qsort(history->series, history->series_count, sizeof(*history->series), by_name);
	for (size_t i = 0; i < history->series_count && status == 0; i++) {
		ranking_sort(history, &history->series[i]);
		status = judge_series(history, &history->series[i]);
	}
	return status < 0 ? error_no_memory(error) : 0;
}
