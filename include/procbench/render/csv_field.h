/* csv_field: fields and rows of CSV (RFC 4180). */
#ifndef PROCBENCH_RENDER_CSV_FIELD_H
#define PROCBENCH_RENDER_CSV_FIELD_H

#include "procbench/base/text.h"

#include <stddef.h>

/*
 * Adds a field, quoted where RFC 4180 asks for it. A text that a spreadsheet would evaluate because
 * it begins with = + - @, a tabulator or a carriage return, gets an apostrophe before it (OWASP,
 * CSV Injection), as does one that looks as if it had one already. Control characters that are
 * neither a line end nor a tabulator become \xNN.
 */
void csv_field_add(struct text *out, const char *field);

/* Adds a row of fields and its line end. */
void csv_field_add_row(struct text *out, const char *const *fields, size_t count);

#endif
