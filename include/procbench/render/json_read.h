/*
 * json_read: reads single values of JSON; errors give the position.
 */
#ifndef PROCBENCH_RENDER_JSON_READ_H
#define PROCBENCH_RENDER_JSON_READ_H

#include "procbench/base/error.h"
#include "procbench/base/text.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Current position, for messages: "cases[3].spans.total". */
struct reader {
	struct text place;
	struct error *error;
};

/* Enters a member or an item; reader_leave() takes the returned value and returns `status`. */
size_t reader_enter(struct reader *reader, const char *name);
size_t reader_enter_item(struct reader *reader, size_t index);
int reader_leave(struct reader *reader, size_t length, int status);

/* Errors with the current position. */
int reader_out_of_memory(struct reader *reader);
int reader_wrong_value(struct reader *reader, const char *problem);
int reader_wrong_type(struct reader *reader, const char *wanted, const json_t *json);
/* "an object". */
const char *reader_type_name(const json_t *json);

/* Scalar values; null becomes NAN, and leaves a text unchanged. */
int reader_count(struct reader *reader, const json_t *json, uint64_t *count);
int reader_number(struct reader *reader, const json_t *json, double least, double *number);
int reader_text(struct reader *reader, const json_t *json, char **text);
int reader_bool(struct reader *reader, const json_t *json, bool *value);

#endif
