/*
 * text_file: the bytes of a file in a text.
 */
#ifndef PROCBENCH_BASE_TEXT_FILE_H
#define PROCBENCH_BASE_TEXT_FILE_H

#include "procbench/base/text.h"

/*
 * Appends the rest of `fd` up to its end; the size need not be known beforehand, as for pipes. 0,
 * -EFBIG beyond `max` bytes, or -errno.
 */
int text_read_fd(struct text *text, int fd, size_t max);

/* The same of a file by its path. */
int text_read_file(struct text *text, const char *path, size_t max);

/* The same, and of standard input by "-". */
int text_read_input(struct text *text, const char *path, size_t max);

/* Its name in messages: "standard input", or the path. */
const char *text_input_name(const char *path);

#endif
