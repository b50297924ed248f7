/* observe_fields: the members of an observation, by which it is written and loaded. */
#ifndef PROCBENCH_SRC_OBSERVE_OBSERVE_FIELDS_H
#define PROCBENCH_SRC_OBSERVE_OBSERVE_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

enum observe_field_kind {
	OBSERVE_NUMBER, /* uint64_t; OBSERVE_UNKNOWN is null */
	OBSERVE_BOOL,   /* bool */
	OBSERVE_TEXT,   /* const char *, a word of the observation; NULL is null */
	OBSERVE_NAME,   /* the same of letters, digits and "_+. -", never NULL: printed as it is */
	OBSERVE_CHOICE, /* an enum, by its word */
	OBSERVE_OBJECT, /* a struct with fields of its own */
	OBSERVE_LIST    /* a pointer to such structs, and their number behind it */
};

struct observe_fields;

struct observe_field {
	const char *name;
	enum observe_field_kind kind;
	size_t offset;
	bool is_optional;                  /* documents of earlier versions lack it */
	bool is_inlined;                   /* an object whose fields stand among the others */
	const struct observe_fields *part; /* of an object, or of a list's items */
	const char *const *words;          /* of a choice */
	size_t word_count;
};

struct observe_fields {
	const struct observe_field *items;
	size_t count;
	size_t size; /* of the struct */
};

/* A list in any of the structs. */
struct observe_any_list {
	void *items;
	size_t count;
};

/* Of struct observation, without what every document begins with. */
extern const struct observe_fields observe_fields;

#endif
