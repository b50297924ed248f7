/* json_reader: reads the fields of objects in saved results. */
#ifndef PROCBENCH_RESULT_JSON_READER_H
#define PROCBENCH_RESULT_JSON_READER_H

#include "procbench/render/json_read.h"
#include "procbench/result/fields.h"
#include "procbench/result/result.h"

#include <jansson.h>

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

/* Its counted events, or null. */
int load_counters(struct reader *reader, const json_t *json, struct load_target *target);

/* The list of cases. */
int load_cases(struct reader *reader, const json_t *json, struct result *result);

#endif
