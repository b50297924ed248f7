/* markup: escapes untrusted text for HTML, SVG and XML. */
#ifndef PROCBENCH_RENDER_MARKUP_H
#define PROCBENCH_RENDER_MARKUP_H

#include "procbench/base/text.h"

/* Adds text, escaped for elements and quoted attributes. */
void markup_add(struct text *out, const char *words);

/* Adds a blank, the name, and the value in quotes. */
void markup_add_attribute(struct text *out, const char *name, const char *value);

/* Adds bytes in base64 (RFC 4648). */
void markup_add_base64(struct text *out, const char *bytes, size_t length);

#endif
