/* history_formats: the writers of a history. */
#ifndef PROCBENCH_SRC_HISTORY_HISTORY_FORMATS_H
#define PROCBENCH_SRC_HISTORY_HISTORY_FORMATS_H

#include "procbench/history/history.h"

history_writer history_write_table;
history_writer history_write_csv;
history_writer history_write_json;
history_writer history_write_markdown;
history_writer history_write_html;

#endif
