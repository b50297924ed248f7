/* history_phrases: what the formats of a history share. */
#ifndef PROCBENCH_SRC_HISTORY_HISTORY_PHRASES_H
#define PROCBENCH_SRC_HISTORY_HISTORY_PHRASES_H

#include "procbench/history/history.h"

#define PHRASES_METHOD "PELT"

/* "fork:rss=1G, machine 2, instance=small". */
void history_text_add_title(struct text *out, const struct history *history,
			    const struct history_series *series);

/* "1.44x floor", the latest level of a series that is judged. */
void history_text_add_now(struct text *out, const struct history_series *series);

/* "1.44x floor now, noise 1.2%, 120 results, no change", or why it is not judged. */
void history_text_add_level(struct text *out, const struct history_series *series);

/* "1a2b3c (2026-03-02T10:00:00Z)", or the date alone. */
void history_text_add_run(struct text *out, const struct history *history, size_t run);

/* "+5.1% (95% CI +4.2% to +6%) from ... on; before: ...". */
void history_text_add_step(struct text *out, const struct history *history,
			   const struct history_series *series, size_t step);

/* "fresh", "blessed" or "old". */
const char *history_text_step_state(const struct history_step *step);

/* The command that would confirm a change; the separator stands between its two cases. */
void history_text_add_duel(struct text *out, const struct history *history,
			   const struct history_series *series, size_t step, const char *separator);

/* The change, CASE@COMMIT, as a shell reads it. */
void history_text_add_change(struct text *out, const struct history *history,
			     const struct history_series *series, size_t step);

/* "+23% at 1a2b3c (...)" of a spike or an unconfirmed point. */
void history_text_add_spike(struct text *out, const struct history *history,
			    const struct history_series *series, size_t point);

/* "spike", "unconfirmed" or "". */
const char *history_text_mark(enum shifts_mark mark);

/* "30 results, 1 machine, 2 series; 1 change, 1 fresh". */
void history_text_add_summary(struct text *out, const struct history *history);

/* How the changes were found, in two sentences. */
void history_text_add_method(struct text *out, const struct history *history);

/* Calls `add` with each sentence about machines, what was not measured, or is doubtful. */
void history_text_each_note(struct text *out, const struct history *history,
			    void (*add)(struct text *out, const char *note));

#endif
