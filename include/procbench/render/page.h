/* page: the head of a self-contained HTML page (no scripts, no requests) with light, dark and print
 * styles. */
#ifndef PROCBENCH_RENDER_PAGE_H
#define PROCBENCH_RENDER_PAGE_H

#include "procbench/base/text.h"

/* Begins a page up to its opened <h1>; `style` is added to the common one. */
void page_begin(struct text *out, const char *title, const char *style);

/* A paragraph of words in the color of warnings. */
void page_add_warning(struct text *out, const char *words);

/* Ends the page behind a footer of words. */
void page_end(struct text *out, const char *words);

#endif
