/* markdown_text: escapes untrusted text for GitHub's Markdown. */
#ifndef PROCBENCH_RENDER_MARKDOWN_TEXT_H
#define PROCBENCH_RENDER_MARKDOWN_TEXT_H

#include "procbench/base/text.h"

/* Adds text, escaped for paragraphs and table cells. */
void markdown_text_add(struct text *out, const char *words);

/* Adds words as an item of a list. */
void markdown_text_add_item(struct text *out, const char *words);

/* Adds a name as code. */
void markdown_text_add_code(struct text *out, const char *name);

#endif
