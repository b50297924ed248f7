/*
 * exit_set: the exit statuses that count as success besides 0.
 */
#ifndef PROCBENCH_BASE_EXIT_SET_H
#define PROCBENCH_BASE_EXIT_SET_H

#include "procbench/base/error.h"
#include "procbench/base/text.h"

#include <stdbool.h>
#include <stdint.h>

struct exit_set {
	uint64_t bits[4]; /* one per status from 0 to 255 */
};

/* Reads "0,1,42"; an empty part or a number above 255 is refused with -EINVAL. */
int exit_set_read(const char *value, struct exit_set *set, struct error *error);

bool exit_set_has(const struct exit_set *set, unsigned status);

/* "1,42", in ascending order and without 0; nothing for an empty set. */
void exit_set_add_text(struct text *out, const struct exit_set *set);

#endif
