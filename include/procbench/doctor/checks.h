/*
 * checks: which facts about a machine distort a measurement, why, and the remedy. Pure.
 */
#ifndef PROCBENCH_DOCTOR_CHECKS_H
#define PROCBENCH_DOCTOR_CHECKS_H

#include "procbench/base/facts.h"

#include <stddef.h>

enum check_verdict {
	CHECK_OK,
	CHECK_NOTE,    /* to know when reading or comparing results */
	CHECK_PROBLEM, /* makes results or their intervals wrong */
	CHECK_UNKNOWN, /* the fact is missing */
	CHECK_COUNT
};

/* "ok", "note", "problem", "unknown". */
extern const char *const check_verdict_names[CHECK_COUNT];

struct finding {
	const char *name;        /* of the fact */
	const char *group;       /* what it is about: "processor" */
	const struct fact *fact; /* of the facts judged; NULL: unknown */
	enum check_verdict verdict;
	const char *why;    /* "" when all is well; of `missing` when unknown */
	const char *remedy; /* a command, or what to do; "" where there is none */
};

/* The checks of facts that are read; those of a group stand together. */
extern const size_t check_count;

/* The checks of facts that doctor --measure adds; their indices follow. */
extern const size_t check_measured_count;

/* Judges by check `index`; `missing` has the reason of each fact that is not there. */
struct finding check_judge(size_t index, const struct facts *facts, const struct facts *missing);

#endif
