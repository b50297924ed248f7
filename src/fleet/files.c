/* files: the results below the paths of the command line, one at a time. */
#include "merging.h"

#include "procbench/base/file_tree.h"
#include "procbench/result/load.h"

struct files {
	struct fleet *fleet;
	struct error *error;
};

static int add_problem(const struct files *files, const char *why)
{
	return merge_problem(files->fleet, -1, -1, NULL, why) < 0 ? error_no_memory(files->error)
								  : 0;
}

static int add_file(void *context, const char *path, const struct error *unreadable)
{
	const struct files *files = context;
	struct result result;
	struct error why = {0};
	int status;

	if (unreadable)
		return add_problem(files, unreadable->text);
	status = result_load_launches(&result, path, &why);
	if (status == 0)
		status = merge_result(files->fleet, &result, path, files->error);
	else
		status = add_problem(files, why.text);
	result_free(&result);
	return status;
}

int fleet_add(struct fleet *fleet, const char *path, struct error *error)
{
	struct files files = {fleet, error};

	error->code = 0;
	if (file_tree_walk(path, ".json", add_file, &files) == 0)
		return 0;
	return error->code ? -error->code : error_no_memory(error);
}
