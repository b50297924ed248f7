/* observe_phrases: what the formats of an observation share. */
#ifndef PROCBENCH_SRC_OBSERVE_OBSERVE_PHRASES_H
#define PROCBENCH_SRC_OBSERVE_OBSERVE_PHRASES_H

#include "procbench/base/text.h"
#include "procbench/observe/observation.h"

/* Its last part; "?" for NULL. */
const char *phrase_base_name(const char *path);

/* "12 creations at 3 sites by 2 processes" */
void phrase_add_summary(struct text *out, const struct observation *observation);

/* "exited with 3", "killed by signal 9", "still running" */
void phrase_add_end(struct text *out, const struct observe_end *end);

/* What came of it: the program, "-" for none, or "failed: ENOSYS". */
void phrase_add_outcome(struct text *out, const struct observe_site *site);

/* "9.1 MiB", "9.1 MiB to 1.2 GiB"; "-" if it is not known. */
void phrase_add_bytes(struct text *out, uint64_t low, uint64_t high);

/* "3", "3-7", "-" */
void phrase_add_range(struct text *out, uint64_t low, uint64_t high);

/* The resident memory of its callers. */
void phrase_add_rss(struct text *out, const struct observe_site *site);

/* "16.3 ms", "-" */
void phrase_add_price(struct text *out, const struct observe_price *price);

/* What the prices are, and what all creations of a run cost. */
void phrase_add_run_price(struct text *out, const struct observation *observation);

struct phrase {
	const char *label;
	void (*add)(struct text *out, const struct observe_site *site); /* may add nothing */
};

/* The lines that describe a site in full. */
extern const struct phrase phrases_of_site[];
extern const size_t phrases_of_site_count;

/* What holds for the whole observation, one sentence at a time. */
void phrases_each(const struct observation *observation, void (*add)(struct text *, const char *),
		  struct text *out);

#endif
