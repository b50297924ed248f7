/* file_tree: the files below a path of the command line. */
#define _GNU_SOURCE
#include "procbench/base/file_tree.h"

#include "procbench/base/text.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define DEPTH_MAX 32 /* depth of directories, in case links form a loop */

struct walk {
	const char *suffix;
	file_tree_visit *visit;
	void *context;
};

static bool is_directory(const char *path)
{
	struct stat about;

	return strcmp(path, "-") != 0 && stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* A pipe, socket or device; links are followed. */
static bool is_special(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 && !S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode);
}

static bool ends_with(const char *name, const char *suffix)
{
	size_t length = strlen(name), end = strlen(suffix);

	return length > end && strcmp(name + length - end, suffix) == 0;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int walk_path(const struct walk *walk, const char *path, int depth);

/* Reading a pipe might never end. */
static int visit_entry(const struct walk *walk, const char *path, unsigned char type, int depth)
{
	struct error error = {0};

	if (type == DT_REG || !is_special(path))
		return walk_path(walk, path, depth);
	error_set(&error, EINVAL, "cannot read '%s': not a regular file", path);
	return walk->visit(walk->context, path, &error);
}

/* Hidden files are those that are being written; some file systems do not tell what an entry is. */
static int walk_entry(const struct walk *walk, const char *directory, const struct dirent *entry,
		      int depth)
{
	struct text path = {0};
	int status = 0;

	if (entry->d_name[0] == '.')
		return 0;
	text_printf(&path, "%s/%s", directory, entry->d_name);
	if (path.failed)
		status = -ENOMEM;
	else if (ends_with(entry->d_name, walk->suffix) || entry->d_type == DT_DIR ||
		 (entry->d_type == DT_UNKNOWN && is_directory(text_string(&path))))
		status = visit_entry(walk, text_string(&path), entry->d_type, depth + 1);
	text_free(&path);
	return status;
}

static int walk_directory(const struct walk *walk, const char *path, int depth)
{
	struct dirent **entries = NULL;
	int count = depth < DEPTH_MAX ? scandir(path, &entries, NULL, by_name) : 0;
	struct error error = {0};
	int status = 0;

	if (count < 0) {
		error_set(&error, errno, "cannot read directory '%s': %s", path, strerror(errno));
		return walk->visit(walk->context, path, &error);
	}
	for (int i = 0; i < count; i++) {
		if (status == 0)
			status = walk_entry(walk, path, entries[i], depth);
		free(entries[i]);
	}
	free(entries);
	return status;
}

static int walk_path(const struct walk *walk, const char *path, int depth)
{
	if (is_directory(path))
		return walk_directory(walk, path, depth);
	return walk->visit(walk->context, path, NULL);
}

int file_tree_walk(const char *path, const char *suffix, file_tree_visit *visit, void *context)
{
	struct walk walk = {suffix, visit, context};

	return walk_path(&walk, path, 0);
}
