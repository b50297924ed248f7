/*
 * history_csv: a history for spreadsheets and for Apache Otava, one row per result of a series.
 *
 * Otava reads `time`, numbers and attributes by the names of their columns, and selects one series
 * by the column `branch`.
 */
#include "history_formats.h"
#include "history_phrases.h"

#include "procbench/render/csv_field.h"

#include <errno.h>
#include <math.h>

static const char header[] =
	"time,commit,branch,case,label,value,value_low,value_high,median_ns,level,mark,change\r\n";

static void add_number(struct text *out, double number)
{
	if (isfinite(number))
		text_printf(out, "%.10g", number);
	text_add_char(out, ',');
}

static void add_word(struct text *out, const struct words *words, long index)
{
	if (index >= 0)
		csv_field_add(out, words->items[index]);
	text_add_char(out, ',');
}

/* The change that begins with the point. */
static const char *change_at(const struct history_series *series, size_t point)
{
	for (size_t i = 0; i < series->shifts.step_count; i++)
		if (series->shifts.steps[i].at == point)
			return history_text_step_state(&series->steps[i]);
	return "";
}

static void add_point(struct text *out, const struct history *history,
		      const struct history_series *series, size_t i, const char *title)
{
	const struct history_point *point = &series->points[i];
	const struct history_run *run = &history->runs[point->run];

	add_word(out, &history->dates, run->date);
	add_word(out, &history->commits, run->commit);
	csv_field_add(out, title);
	text_add_char(out, ',');
	add_word(out, &history->specs, (long)series->spec);
	add_word(out, &history->labels, run->label);
	add_number(out, point->value);
	add_number(out, point->low);
	add_number(out, point->high);
	add_number(out, point->median_ns);
	add_number(out, exp(series->shifts.levels[i]));
	text_printf(out, "%s,%s\r\n", history_text_mark(series->shifts.marks[i]),
		    change_at(series, i));
}

int history_write_csv(const struct history *history, bool color, struct text *out)
{
	struct text title = {0};

	(void)color;
	text_add(out, header);
	for (size_t i = 0; i < history->series_count; i++) {
		const struct history_series *series = &history->series[i];

		text_clear(&title);
		history_text_add_title(&title, history, series);
		for (size_t k = 0; k < series->point_count; k++)
			add_point(out, history, series, k, text_string(&title));
	}
	out->failed = out->failed || title.failed;
	text_free(&title);
	return out->failed ? -ENOMEM : 0;
}
