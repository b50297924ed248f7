/*
 * fields: the table of the scalar fields of a saved result.
 *
 * A new field is a member of the struct and a row of its table: the JSON writer, the loader and the
 * JSON Schema follow from it, and where a file lacks it, it was not measured. Composite values are
 * parts, which writer, loader and schema handle by name.
 */
#ifndef PROCBENCH_RESULT_FIELDS_H
#define PROCBENCH_RESULT_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

enum field_kind {
	FIELD_COUNT,     /* uint64_t */
	FIELD_SETTING,   /* uint64_t; 0 is written as null */
	FIELD_MAGNITUDE, /* double, not negative; NAN is written as null */
	FIELD_NUMBER,    /* double; NAN is written as null */
	FIELD_BOOL,      /* bool */
	FIELD_TEXT,      /* char *, owned; NULL is written as null */
	FIELD_VERDICT,   /* enum verdict, by its word */
	FIELD_CLOCK,     /* enum quantity, by its clock; a file without it has times */
	FIELD_STOP,      /* const char *, one of result_stops; NULL stands for null */
	FIELD_PART       /* handled by name in writer and loader */
};

struct field {
	const char *name;
	enum field_kind kind;
	size_t offset; /* in the struct described by the list */
	bool required; /* a file without it is invalid; otherwise a missing value was not measured
			*/
	const char *description; /* in the JSON Schema, which is generated; NULL of a part */
};

struct field_list {
	const char *name; /* of the object in the JSON Schema */
	const struct field *items;
	size_t count;
};

/* Every list below, NULL behind the last. */
extern const struct field_list *const fields_all[];

/* Marks every number of the struct that the list describes as not measured. */
void fields_clear(const struct field_list *list, void *of);

extern const struct field_list fields_of_settings;   /* struct result */
extern const struct field_list fields_of_case;       /* struct result_case */
extern const struct field_list fields_of_profile;    /* struct result_profile */
extern const struct field_list fields_of_function;   /* struct result_function */
extern const struct field_list fields_of_counters;   /* struct result_counters */
extern const struct field_list fields_of_counter;    /* struct result_counter */
extern const struct field_list fields_of_span;       /* struct result_span */
extern const struct field_list fields_of_launch;     /* struct result_launch */
extern const struct field_list fields_of_ratio;      /* struct result_case */
extern const struct field_list fields_of_marginal;   /* struct result_case */
extern const struct field_list fields_of_comparison; /* struct result_comparison */
extern const struct field_list fields_of_site;       /* struct result_site */

#endif
