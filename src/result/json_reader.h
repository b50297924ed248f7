/* json_reader: reads values and fields of JSON; errors give the position. */
#ifndef PROCBENCH_RESULT_JSON_READER_H
#define PROCBENCH_RESULT_JSON_READER_H

#include "procbench/base/error.h"
#include "procbench/base/text.h"
#include "procbench/result/fields.h"
#include "procbench/result/result.h"

#include <jansson.h>
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

struct load_target {
	struct result *result;
	struct result_case *item;
	struct result_launch *launch;
};

/* Reads a part by its name. */
struct part {
	const char *name;
	int (*read)(struct reader *reader, const json_t *json, struct load_target *target);
};

/* Reads the fields of the list from an object into the struct at `base`. */
int reader_fields(struct reader *reader, const json_t *json, const struct field_list *list,
		  void *base, const struct part *parts, struct load_target *target);

/* The profile of the case target->item, or null. */
int load_profile(struct reader *reader, const json_t *json, struct load_target *target);

/* The list of cases. */
int load_cases(struct reader *reader, const json_t *json, struct result *result);

#endif
