/*
 * json_parts: what the JSON of this layer is made of. What could not be made is NULL, which
 * jansson's own makers of objects pass on.
 */
#ifndef PROCBENCH_SRC_CLAIMS_JSON_PARTS_H
#define PROCBENCH_SRC_CLAIMS_JSON_PARTS_H

#include "procbench/base/facts.h"
#include "procbench/base/text.h"

#include <jansson.h>

/* What is not UTF-8, or a control character, becomes visible. */
json_t *json_parts_string(const char *value);
/* null where it is not finite. */
json_t *json_parts_number(double value);
json_t *json_parts_facts(const struct facts *facts);

/* Writes the object and gives it back; 0, or -ENOMEM, also when it is NULL. */
int json_parts_write(json_t *object, struct text *out);

#endif
