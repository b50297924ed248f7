/*
 * doctor: finds sources of measurement noise on this machine and how to fix them.
 */
#ifndef PROCBENCH_DOCTOR_DOCTOR_H
#define PROCBENCH_DOCTOR_DOCTOR_H

#include "procbench/base/error.h"
#include "procbench/base/facts.h"
#include "procbench/base/text.h"
#include "procbench/doctor/checks.h"

#include <stdbool.h>
#include <stddef.h>

struct diagnosis {
	struct facts facts;
	struct facts missing; /* the facts that could not be read, and why */
	size_t count;         /* of findings */
	size_t counts[CHECK_COUNT];
	struct error failure; /* why the stability could not be measured; code 0: it was, or was not
				 asked for */
};

/*
 * Reads and judges every fact about this machine, within half a second; with `measure` also how
 * well runs will repeat, which takes 3 s more. 0 or -ENOMEM; call doctor_free() either way.
 */
int doctor_diagnose(struct diagnosis *diagnosis, bool measure);
void doctor_free(struct diagnosis *diagnosis);

/* Adds the diagnosis to `out`: 0, or -ENOMEM. `color`: for a terminal. */
typedef int diagnosis_writer(const struct diagnosis *diagnosis, bool color, struct text *out);

/* The writer of a format: "table", "csv", "json"; NULL where there is none. */
diagnosis_writer *doctor_writer(const char *format);

#endif
