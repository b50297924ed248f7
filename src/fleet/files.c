/* files: the results below the paths of the command line, one at a time. */
#define _GNU_SOURCE
#include "merging.h"
#include "words.h"

#include "procbench/result/load.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define DEPTH_MAX 32 /* of directories, in case a link makes a circle */

static int add_file(struct fleet *fleet, const char *path, struct error *error)
{
	struct result result;
	struct error why = {0};
	int status = result_load_brief(&result, path, &why);

	if (status == 0)
		status = merge_result(fleet, &result, path, error);
	else
		status = merge_problem(fleet, -1, -1, NULL, why.text) < 0 ? error_no_memory(error)
									  : 0;
	result_free(&result);
	return status;
}

/* Results and directories; hidden files are those that are being written. */
static int is_wanted(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);

	if (entry->d_name[0] == '.')
		return 0;
	return entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN ||
	       (length > 5 && strcmp(entry->d_name + length - 5, ".json") == 0);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int add_path(struct fleet *fleet, const char *path, int depth, struct error *error);

static int add_entry(struct fleet *fleet, const char *directory, const char *name, int depth,
		     struct error *error)
{
	struct text path = {0};
	int status;

	text_printf(&path, "%s/%s", directory, name);
	status = path.failed ? error_no_memory(error)
			     : add_path(fleet, text_string(&path), depth + 1, error);
	text_free(&path);
	return status;
}

static int add_directory(struct fleet *fleet, const char *path, int depth, struct error *error)
{
	struct dirent **entries = NULL;
	int count = depth < DEPTH_MAX ? scandir(path, &entries, is_wanted, by_name) : 0;
	int status = 0;

	if (count < 0) {
		error_set(error, errno, "cannot read directory '%s': %s", path, strerror(errno));
		return merge_problem(fleet, -1, -1, NULL, error->text) < 0 ? error_no_memory(error)
									   : 0;
	}
	for (int i = 0; i < count; i++) {
		if (status == 0)
			status = add_entry(fleet, path, entries[i]->d_name, depth, error);
		free(entries[i]);
	}
	free(entries);
	return status;
}

static int add_path(struct fleet *fleet, const char *path, int depth, struct error *error)
{
	struct stat about;

	if (strcmp(path, "-") != 0 && stat(path, &about) == 0 && S_ISDIR(about.st_mode))
		return add_directory(fleet, path, depth, error);
	return add_file(fleet, path, error);
}

int fleet_add(struct fleet *fleet, const char *path, struct error *error)
{
	return add_path(fleet, path, 0, error);
}
