/* sample_row: one sample as a row of the samples file. */
#include "sample_row.h"

#include "procbench/base/text.h"
#include "procbench/render/csv_field.h"
#include "procbench/run/outcome.h"

#include <inttypes.h>

bool sample_row_has(const struct launch *launch, enum span span)
{
	return launch->stamped == span_table[span].child_side;
}

int sample_row_header(struct outfile *file, struct error *error)
{
	static const char header[] =
		"case,launch,index,total_ns,call_ns,start_ns,exec_ns,main_ns,outcome,stall_ns\r\n";

	return outfile_write(file, header, sizeof(header) - 1, error);
}

static void add_cell(struct text *row, const struct launch *launch, const int64_t *ns,
		     enum span span)
{
	text_add_char(row, ',');
	if (sample_row_has(launch, span) && ns[span] >= 0)
		text_printf(row, "%" PRId64, ns[span]);
}

int sample_row_write(struct outfile *file, const struct launch *launch, size_t number,
		     uint64_t index, const struct arena_sample *sample,
		     const int64_t ns[SPAN_COUNT], struct error *error)
{
	static const enum span columns[] = {SPAN_TOTAL, SPAN_CALL, SPAN_START, SPAN_EXEC,
					    SPAN_MAIN};
	char name[OUTCOME_NAME_BYTES];
	struct text row = {0};
	int status;

	csv_field_add(&row, launch->item->spec);
	text_printf(&row, ",%zu,%" PRIu64, number, index);
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		add_cell(&row, launch, ns, columns[i]);
	text_printf(&row, ",%s",
		    outcome_name(name, (enum arena_outcome)sample->outcome, sample->value));
	add_cell(&row, launch, ns, SPAN_STALL);
	text_add(&row, "\r\n");
	status = row.failed ? error_no_memory(error)
			    : outfile_write(file, row.data, row.length, error);
	text_free(&row);
	return status;
}
