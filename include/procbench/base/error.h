/*
 * error: the description of a failure, passed up to the layer that prints it.
 *
 * Every function that may fail returns 0 or a negative errno and describes the failure in a
 * `struct error`. The text is one line in lower case without a full stop: it quotes the offending
 * word and gives the cause and the remedy. Only cli prints it.
 */
#ifndef PROCBENCH_BASE_ERROR_H
#define PROCBENCH_BASE_ERROR_H

struct error {
	int code; /* a positive errno, 0 while nothing has failed */
	char text[512];
};

/* Sets the code and the text, truncated to fit; returns -code. */
int error_set(struct error *error, int code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* "out of memory"; returns -ENOMEM. */
int error_no_memory(struct error *error);

/* Prepends "FORMAT: " to the text; returns -error->code. */
int error_prefix(struct error *error, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * The name of a positive errno ("EAGAIN"), or "errno N" if libc has no name for it.
 * The string is static or in `scratch`, which must hold 16 bytes.
 */
const char *error_name(int code, char scratch[16]);

#endif
