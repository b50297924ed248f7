/* guest_files: the programs of this machine that the cases of a guest execute. */
#define _GNU_SOURCE
#include "guest_files.h"

#include "procbench/base/targets.h"
#include "procbench/guest/guest_binary.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* "/a/b/../c" of "/a/b" and "../c", without looking at links, which a guest does not have. */
static char *resolve(const char *folder, const char *path)
{
	struct text whole = {0}, out = {0};
	char *save = NULL, *part;

	text_printf(&whole, "%s/%s", *path == '/' ? "" : folder, path);
	for (part = whole.data ? strtok_r(whole.data, "/", &save) : NULL; part;
	     part = strtok_r(NULL, "/", &save)) {
		char *slash = out.data ? strrchr(out.data, '/') : NULL;

		if (strcmp(part, ".") == 0)
			continue;
		if (strcmp(part, "..") != 0) {
			text_printf(&out, "/%s", part);
		} else if (slash) {
			*slash = '\0';
			out.length = (size_t)(slash - out.data);
		}
	}
	out.failed = out.failed || whole.failed;
	text_free(&whole);
	return text_take(&out);
}

static int add(struct guest_files *files, const char *from, const struct guest_arch *arch,
	       struct error *error)
{
	char *path = resolve(files->folder, from);
	struct guest_file *items = realloc(files->items, (files->count + 1) * sizeof(*items));
	char *copy = strdup(from);

	files->items = items ? items : files->items;
	if (!path || !items || !copy) {
		free(path);
		free(copy);
		return error_no_memory(error);
	}
	items[files->count++] = (struct guest_file){path, copy};
	return guest_binary_check(arch, from, error);
}

/* The first word of the key's value, unless it is a target or is looked for in PATH. */
static int add_program(struct guest_files *files, const struct plan_case *item, enum key key,
		       const struct guest_arch *arch, struct error *error)
{
	char *value = strdup(item->keys.text[key]), *words[2] = {NULL};
	int status = 0;

	if (!value)
		return error_no_memory(error);
	if (!target_find(value) && keys_split_words(value, words, 1) != 0 && words[0] &&
	    strchr(words[0], '/'))
		status = add(files, words[0], arch, error);
	free(value);
	return status;
}

int guest_files_find(struct guest_files *files, const struct plan *plan, const char *kernel,
		     const struct guest_arch *arch, struct error *error)
{
	int status = 0;

	*files = (struct guest_files){.folder = getcwd(NULL, 0)};
	if (!files->folder)
		return error_no_memory(error);
	for (size_t i = 0; i < plan->count && status == 0; i++) {
		const struct plan_case *item = &plan->cases[i];

		if (strcmp(item->keys.text[KEY_KERNEL], kernel) != 0)
			continue;
		status = add_program(files, item, KEY_EXEC, arch, error);
		if (status == 0)
			status = add_program(files, item, KEY_IMAGE, arch, error);
	}
	return status;
}

void guest_files_free(struct guest_files *files)
{
	for (size_t i = 0; i < files->count; i++) {
		free(files->items[i].path);
		free(files->items[i].from);
	}
	free(files->items);
	free(files->folder);
	*files = (struct guest_files){0};
}
