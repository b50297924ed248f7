/*
 * output: standard output and standard error; only this layer uses them.
 */
#ifndef PROCBENCH_CLI_OUTPUT_H
#define PROCBENCH_CLI_OUTPUT_H

#include "config.h"

#include "procbench/base/text.h"
#include "procbench/report/report.h"

#include <stdbool.h>

/*
 * Opens /dev/null for closed standard descriptors, so that no other file gets their numbers; call
 * it first. output_check() reports later that standard output was closed.
 */
void output_open(void);

/* Closes what output_open() has opened: for a command that is executed. */
void output_restore(void);

/* 0, or -EBADF if standard output is closed. */
int output_check(struct error *error);

/* Writes the text to standard output; -EPIPE if its reader has closed it. */
int output_write(const struct text *text, struct error *error);

/* The same to standard error, where it does not mix with the output of a command. */
void output_write_to_stderr(const struct text *text);

/*
 * Writes and frees the text. Returns the exit status: `status`, or that of a failure, which it
 * prints.
 */
int output_finish(struct text *text, int status);

/* Prints the error; returns EXIT_USAGE. */
int output_fail(const struct error *error);

/* "procbench: TEXT" on standard error. */
void output_error(const char *text);

/* What failed, on standard error: whatever the format, and with --quiet too. */
void output_failures(const struct text_list *failures);

/* Whether warnings go to standard error: the table contains them, and --quiet silences them. */
bool output_wants_warnings(const struct config *config);
void output_warnings(const struct config *config, const struct text_list *warnings);

/* The width of a line on standard error that does not wrap. */
size_t output_bar_columns(void);

struct report_style output_style(enum config_when color);
bool output_error_has_color(enum config_when color);

/* Whether to draw a progress bar: by the options, or if standard error is a terminal. */
bool output_wants_progress(const struct config *config);

#endif
