/* html_answer: the question that a page answers, and its answer. */
#ifndef PROCBENCH_SRC_REPORT_HTML_ANSWER_H
#define PROCBENCH_SRC_REPORT_HTML_ANSWER_H

#include "procbench/base/text.h"
#include "procbench/result/result.h"

/* The page's heading. */
void html_add_question(struct text *out, const struct result *result);

/* Verdicts, slopes or ratios, and the warnings: a section. */
void html_add_answer(struct text *out, const struct result *result);

#endif
