/*
 * error: how a failure travels up to the one layer that prints it.
 *
 * Every function that may fail returns 0 or a negative errno and describes the failure in a
 * `struct error`. The text is one line: lower case, no full stop, the subject quoted, the cause
 * and the remedy. Nobody below cli prints it.
 */
#ifndef PROCBENCH_BASE_ERROR_H
#define PROCBENCH_BASE_ERROR_H

struct error {
	int code; /* a positive errno, 0 while nothing has failed */
	char text[512];
};

/* Sets the code and the text (cut to what fits); returns -code. */
int error_set(struct error *error, int code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* "out of memory"; returns -ENOMEM. */
int error_no_memory(struct error *error);

/* Puts "FORMAT: " before the text that is there; returns -error->code. */
int error_prefix(struct error *error, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * The constant's name ("EAGAIN") of a positive errno; "errno N" for one libc has no name for.
 * The string is static or in `scratch`, which must hold 16 bytes.
 */
const char *error_name(int code, char scratch[16]);

#endif
