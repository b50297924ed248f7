/*
 * units: parsing and formatting of numbers with units.
 *
 * The readers parse the whole string. On failure they return -EINVAL or -ERANGE and a text that
 * quotes the string and gives examples of valid values.
 */
#ifndef PROCBENCH_BASE_UNITS_H
#define PROCBENCH_BASE_UNITS_H

#include "procbench/base/error.h"
#include "procbench/base/text.h"

#include <stdint.h>

/* "64", "64K", "1.5M", "4GiB", "1T": bytes, in powers of 1024; a fraction must leave whole bytes.
 */
int units_read_bytes(const char *string, uint64_t *bytes, struct error *error);

/* "100", "10k", "1.5M": a count, in powers of 1000. */
int units_read_count(const char *string, uint64_t *count, struct error *error);

/* "500us", "20ms", "5s", "0.5s", "5" (seconds): a time above 0, in nanoseconds. */
int units_read_time(const char *string, uint64_t *ns, struct error *error);

/* "1%", "0.5%", "2": a percentage above 0 and at most 100, as a fraction (0.01). */
int units_read_percent(const char *string, double *fraction, struct error *error);

/* A percentage from 0 to 100, as a fraction. */
int units_read_margin(const char *string, double *fraction, struct error *error);

/* The shortest form that the readers accept: 1073741824 is "1G", 1536 is "1536". */
void units_add_bytes(struct text *text, uint64_t bytes);
void units_add_count(struct text *text, uint64_t count);
void units_add_time(struct text *text, uint64_t ns);

#endif
