/* text_list: messages in the order in which they were added, each once. */
#define _GNU_SOURCE
#include "procbench/base/text_list.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int text_list_vadd(struct text_list *list, const char *format, va_list args)
{
	char **items = realloc(list->items, (list->count + 1) * sizeof(*items)), *item;

	if (!items)
		return -ENOMEM;
	list->items = items;
	if (vasprintf(&item, format, args) < 0)
		return -ENOMEM;
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(items[i], item) == 0) {
			free(item);
			return 0;
		}
	items[list->count++] = item;
	return 0;
}

int text_list_add(struct text_list *list, const char *format, ...)
{
	va_list args;
	int status;

	va_start(args, format);
	status = text_list_vadd(list, format, args);
	va_end(args);
	return status;
}

void text_list_free(struct text_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->items[i]);
	free(list->items);
	*list = (struct text_list){0};
}
