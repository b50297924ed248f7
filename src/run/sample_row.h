/* sample_row: one sample as a row of the samples file. */
#ifndef PROCBENCH_SRC_RUN_SAMPLE_ROW_H
#define PROCBENCH_SRC_RUN_SAMPLE_ROW_H

#include "procbench/base/outfile.h"
#include "procbench/base/spans.h"
#include "procbench/run/launch.h"

/* Whether a span of this launch counts: child timestamps add overhead to the other spans. */
bool sample_row_has(const struct launch *launch, enum span span);

int sample_row_header(struct outfile *file, struct error *error);

/* Sample `index` of launch `number` of its case; spans in ns, negative where not measured. */
int sample_row_write(struct outfile *file, const struct launch *launch, size_t number,
		     uint64_t index, const struct arena_sample *sample,
		     const int64_t ns[SPAN_COUNT], struct error *error);

#endif
