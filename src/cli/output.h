/*
 * output: standard output and standard error, for this layer alone.
 */
#ifndef PROCBENCH_CLI_OUTPUT_H
#define PROCBENCH_CLI_OUTPUT_H

#include "config.h"

#include "procbench/base/text.h"
#include "procbench/report/report.h"

#include <stdbool.h>

/*
 * Gives closed standard descriptors a place (/dev/null), so that no file of ours takes theirs; call
 * it first. output_check() tells later that standard output was closed.
 */
void output_open(void);

/* 0, or -EBADF when there is no standard output to write to. */
int output_check(struct error *error);

/* Writes the whole text to standard output; -EPIPE when its reader is gone. */
int output_write(const struct text *text, struct error *error);

/*
 * Writes and frees the text, printing what failed; returns the exit status: `status`, or that of
 * the failure.
 */
int output_finish(struct text *text, int status);

/* Prints the error; returns EXIT_USAGE. */
int output_fail(const struct error *error);

/* "procbench: TEXT" on standard error. */
void output_error(const char *text);

/* What a line on standard error may take without being broken. */
size_t output_bar_columns(void);

struct report_style output_style(enum config_when color);

/* Whether to draw on standard error: as the options say, or where it is a terminal for that. */
bool output_wants_progress(const struct config *config);

#endif
