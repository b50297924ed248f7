/* assertion_rules: which creations break which assertion. */
#ifndef PROCBENCH_SRC_OBSERVE_ASSERTION_RULES_H
#define PROCBENCH_SRC_OBSERVE_ASSERTION_RULES_H

#include "procbench/base/error.h"
#include "procbench/base/text.h"
#include "procbench/observe/observation.h"

struct assertion_info {
	const char *name;
	int (*read_limit)(const char *string, uint64_t *limit, struct error *error); /* or NULL */
	/* Whether a site can break it; each of the others needs one that can. */
	bool (*concerns)(const struct observe_site *site);
	bool (*is_broken)(const struct observe_site *site, uint64_t limit);
	/* What broke it, after "'/bin/sh' called clone 3 times": */
	void (*add_offence)(struct text *line, const struct observe_site *site, uint64_t limit);
	const char *nothing; /* why it was not tested where no site concerns it; NULL: it was */
	const char *remedy;
	bool is_of_all;          /* about all sites together: is_broken() is not asked */
	bool needs_all_calls;    /* rests on what each child did before exec */
	bool needs_whole_counts; /* .. up to its last call */
	bool needs_shapes;
	bool needs_descriptors;
};

#define ASSERTION_COUNT 5

extern const struct assertion_info assertion_table[ASSERTION_COUNT];

/* Whether its creations succeeded, and are of processes. */
bool assertion_is_process(const struct observe_site *site);

#endif
