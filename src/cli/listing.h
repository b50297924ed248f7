/* listing: what `procbench list` has found, and how it is written. */
#ifndef PROCBENCH_SRC_CLI_LISTING_H
#define PROCBENCH_SRC_CLI_LISTING_H

#include "procbench/base/error.h"
#include "procbench/base/text.h"

#include <stdbool.h>
#include <stddef.h>

/* X(id, name in JSON, title), in the order of the listing. */
#define LISTING_SECTIONS(X)                                              \
	X(METHODS, "methods", "methods")                                 \
	X(CALLS, "calls", "what the span call contains")                 \
	X(WORK, "work", "work of the child")                             \
	X(SHAPES, "shapes", "shape of the parent")                       \
	X(PLACES, "places", "placement and image")                       \
	X(REAPING, "reaping", "reaping")                                 \
	X(FLAGS, "flags", "flags of clone and clone3 (flags=)")          \
	X(ATTRIBUTES, "attributes", "attributes of posix_spawn (attr=)") \
	X(FORMATS, "formats", "output formats (--format, --export)")     \
	X(COLUMNS, "columns", "columns (--columns)")                     \
	X(CLAIMS, "claims", "claims (procbench claims NAME)")

enum listing_section {
#define LISTING_ENUM(id, name, title) LISTING_##id,
	LISTING_SECTIONS(LISTING_ENUM)
#undef LISTING_ENUM
};

struct listing_entry {
	enum listing_section section;
	char *name, *summary;
	char *reason;        /* why it does not work here; NULL: it does */
	bool is_not_offered; /* by procbench itself, whatever the machine */
};

struct listing {
	struct listing_entry *entries;
	size_t count;
	bool failed; /* out of memory */
};

/* Copies the strings; a NULL reason: it works here. */
void listing_add(struct listing *listing, enum listing_section section, const char *name,
		 const char *summary, const char *reason);
/* The same of something that procbench does not offer. */
void listing_add_refused(struct listing *listing, enum listing_section section, const char *name,
			 const char *summary, const char *reason);
void listing_free(struct listing *listing);

/* Both append to `out`; 0 or -ENOMEM. */
int listing_write_text(const struct listing *listing, struct text *out);
int listing_write_json(const struct listing *listing, struct text *out);

#endif
