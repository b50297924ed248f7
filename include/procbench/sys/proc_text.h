/*
 * proc_text: reads the texts of /proc and /sys.
 *
 * Child-safe: system calls and loops only, no heap, no stdio, no libc state; buffers belong to the
 * caller. Files may be given in pieces of any size, and a text may be anything.
 */
#ifndef PROCBENCH_SYS_PROC_TEXT_H
#define PROCBENCH_SYS_PROC_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* No such file, no such line, or no number. */
#define PROC_TEXT_NONE UINT64_MAX

/* The first size - 1 bytes of a file, as a string; 0, or -errno and "". */
int proc_text_read(const char *path, char *text, size_t size);

/* The first line of a file without its end. */
int proc_text_read_line(const char *path, char *line, size_t size);

/* The decimal number that a file begins with. */
uint64_t proc_text_read_number(const char *path);

/* Returns whether this is the line that was looked for. */
typedef bool proc_text_take(void *context, char *line);

/*
 * Calls take() with each line of a file, without its end, until take() returns true: 1 then, else
 * 0, or -errno. `buffer` holds one line; what does not fit into it is cut off.
 */
int proc_text_find_line(const char *path, char *buffer, size_t size, proc_text_take *take,
			void *context);

/* How often a byte occurs in a file. */
uint64_t proc_text_count(const char *path, char byte, char *buffer, size_t size);

/* The value in the line "NAME<blanks>:<blanks>VALUE", which ends at a newline or NUL; or NULL. */
const char *proc_text_field(const char *text, const char *name);

/* A copy of that value, cut where it does not fit; false where there is no such line. */
bool proc_text_copy_field(const char *text, const char *name, char *value, size_t size);

/* That value as a number: the digits that it begins with, 0 for none, at most UINT64_MAX - 1. */
uint64_t proc_text_number(const char *text, const char *name, int base);

/* The same of a text that begins with the number, perhaps behind blanks. */
uint64_t proc_text_digits(const char *text, int base);

#endif
