/*
 * choice: a value that is one of a few words, listed as "same|other|any".
 */
#ifndef PROCBENCH_BASE_CHOICE_H
#define PROCBENCH_BASE_CHOICE_H

#include "procbench/base/error.h"

/*
 * The index of `word` in `choices`, or -EINVAL and "invalid value 'both' (expected same, other or
 * any)".
 */
int choice_read(const char *choices, const char *word, struct error *error);

#endif
