/*
 * fields: the one table of what a saved result says by one name and one value each.
 *
 * The JSON writer and the loader both go by it, so a key that is added here is written and read.
 * What is made of several values is a part: writer and loader each know it by its name.
 */
#ifndef PROCBENCH_RESULT_FIELDS_H
#define PROCBENCH_RESULT_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

enum field_kind {
	FIELD_COUNT,     /* uint64_t */
	FIELD_SETTING,   /* uint64_t; 0 stands for null */
	FIELD_MAGNITUDE, /* double, never below 0; NAN stands for null */
	FIELD_NUMBER,    /* double; NAN stands for null */
	FIELD_BOOL,      /* bool */
	FIELD_TEXT,      /* char *, owned; NULL stands for null */
	FIELD_VERDICT,   /* enum verdict, by its word */
	FIELD_STOP,      /* const char *, one of result_stops; NULL stands for null */
	FIELD_PART       /* its writer's and its reader's own */
};

struct field {
	const char *name;
	enum field_kind kind;
	size_t offset; /* in the struct that the list describes */
	bool required; /* a file without it is refused; else what is missing was not measured */
};

struct field_list {
	const struct field *items;
	size_t count;
};

extern const struct field_list fields_of_settings;   /* struct result */
extern const struct field_list fields_of_case;       /* struct result_case */
extern const struct field_list fields_of_span;       /* struct result_span */
extern const struct field_list fields_of_launch;     /* struct result_launch */
extern const struct field_list fields_of_ratio;      /* struct result_case */
extern const struct field_list fields_of_marginal;   /* struct result_case */
extern const struct field_list fields_of_comparison; /* struct result_comparison */

#endif
