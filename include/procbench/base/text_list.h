/* text_list: messages in the order in which they were added, each once. Start from {0}. */
#ifndef PROCBENCH_BASE_TEXT_LIST_H
#define PROCBENCH_BASE_TEXT_LIST_H

#include <stdarg.h>
#include <stddef.h>

struct text_list {
	char **items; /* owned */
	size_t count;
};

/* Adds a text, formatted as by printf, unless it is there already; returns 0 or -ENOMEM. */
int text_list_add(struct text_list *list, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
int text_list_vadd(struct text_list *list, const char *format, va_list args);

void text_list_free(struct text_list *list);

#endif
