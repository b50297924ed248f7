/*
 * proc_text: reads the texts of /proc and /sys.
 *
 * Child-safe: uses no heap, stdio or libc state; the caller provides buffers. Reads may return
 * pieces of any size, and texts may be arbitrary.
 */
#ifndef PROCBENCH_SYS_PROC_TEXT_H
#define PROCBENCH_SYS_PROC_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* File or line missing, or not a number. */
#define PROC_TEXT_NONE UINT64_MAX

/* Reads up to size - 1 bytes of a file as a string; 0, or -errno and "". */
int proc_text_read(const char *path, char *text, size_t size);

/* Reads the first line of a file without newline. */
int proc_text_read_line(const char *path, char *line, size_t size);

/* The decimal number at the start of a file. */
uint64_t proc_text_read_number(const char *path);

/* Returns true to stop. */
typedef bool proc_text_take(void *context, char *line);

/*
 * Calls take() with each line of a file, without newline, until it returns true. Returns 1 in that
 * case, else 0 or -errno. `buffer` holds one line; longer lines are truncated.
 */
int proc_text_find_line(const char *path, char *buffer, size_t size, proc_text_take *take,
			void *context);

/* Number of occurrences of a byte in a file. */
uint64_t proc_text_count(const char *path, char byte, char *buffer, size_t size);

/* The value in the line "NAME<blanks>:<blanks>VALUE", which ends at a newline or NUL; or NULL. */
const char *proc_text_field(const char *text, const char *name);

/* Copies that value, truncated to fit; false if there is no such line. */
bool proc_text_copy_field(const char *text, const char *name, char *value, size_t size);

/* That value as a number: its leading digits, 0 if none, at most UINT64_MAX - 1. */
uint64_t proc_text_number(const char *text, const char *name, int base);

/* The number at the start of a text, after optional blanks. */
uint64_t proc_text_digits(const char *text, int base);

#endif
