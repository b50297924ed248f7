/*
 * human: human-readable numbers in suitable units; base/units has the forms that are read
 * back.
 */
#ifndef PROCBENCH_RENDER_HUMAN_H
#define PROCBENCH_RENDER_HUMAN_H

#include "procbench/base/quantity.h"
#include "procbench/base/text.h"

#define HUMAN_DIGITS 3 /* significant digits in prose; no run is more precise */

/* A unit to show a number or a column in. */
struct human_unit {
	const char *name; /* "ns", "us", "ms", "s"; "insns", "k insns" */
	double ns;        /* how many nanoseconds or instructions one is */
};

/* The largest unit in which `ns` is at least 1; the least for anything shorter or not finite. */
struct human_unit human_unit_for(enum quantity quantity, double ns);

/* "9.87", "98.7", "987", "9870": never an exponent; nothing where it is not finite. */
void human_add_number(struct text *out, double number, int digits);

/* "9.87 us"; nothing where it is not finite. */
void human_add_time(struct text *out, double ns, int digits);

/* The same, or "9.87 k insns". */
void human_add_amount(struct text *out, enum quantity quantity, double ns, int digits);

/* "9.71-10.0", "-0.2 to 0.5": both ends in one unit, which the caller names once. */
void human_add_range(struct text *out, double low, double high, int digits);

/* "512 bytes", "1.5 GiB": bytes in the unit that leaves one to four digits. */
void human_add_bytes(struct text *out, double bytes);

#endif
