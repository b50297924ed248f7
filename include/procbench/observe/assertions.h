/*
 * assertions: conditions on the creations of a program. Pure.
 *
 * An assertion holds only if something was observed that could have broken it, and all of it was:
 * otherwise it cannot be judged.
 */
#ifndef PROCBENCH_OBSERVE_ASSERTIONS_H
#define PROCBENCH_OBSERVE_ASSERTIONS_H

#include "procbench/base/error.h"
#include "procbench/base/text_list.h"
#include "procbench/observe/observation.h"

#include <stdbool.h>
#include <stdint.h>

/* System calls named close that one child makes before exec: from here on they are a loop. */
#define ASSERTION_CLOSE_LOOP 32

/* The words of --assert, separated by '|'. */
extern const char assertion_words[];

enum assertion_verdict { ASSERTION_HOLDS, ASSERTION_FAILS, ASSERTION_UNKNOWN };

struct assertion_info;

struct assertion {
	const struct assertion_info *info;
	uint64_t limit; /* of those that have one */
};

/* "no-fork-above=64M"; -EINVAL for what is none. */
int assertion_read(struct assertion *assertion, const char *word, struct error *error);

/* Whether it rests on the calls of every child before exec, which are sampled otherwise. */
bool assertion_needs_all_calls(const struct assertion *assertion);

/*
 * Adds to `lines` which call breaks the assertion, who made it and how to fix it, or why it cannot
 * be judged; nothing where it holds. -ENOMEM.
 */
int assertion_judge(const struct assertion *assertion, const struct observation *observation,
		    enum assertion_verdict *verdict, struct text_list *lines);

#endif
