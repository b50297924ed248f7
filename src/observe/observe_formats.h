/* observe_formats: the writers of an observation. */
#ifndef PROCBENCH_SRC_OBSERVE_OBSERVE_FORMATS_H
#define PROCBENCH_SRC_OBSERVE_OBSERVE_FORMATS_H

#include "procbench/observe/observe_report.h"

observe_writer observe_write_table;
observe_writer observe_write_csv;
observe_writer observe_write_json;
observe_writer observe_write_markdown;
observe_writer observe_write_html;

/* Calls add() with each process, parents before their children, and how deep it is. */
void observe_each_process(const struct observation *observation,
			  void (*add)(void *context, const struct observe_process *process,
				      size_t depth),
			  void *context);

/* "true (pid 12) by vfork, exited with 0": a line of the tree. */
void observe_add_process(struct text *out, const struct observation *observation,
			 const struct observe_process *process);

#endif
