/*
 * file_tree: the files below a path of the command line.
 */
#ifndef PROCBENCH_BASE_FILE_TREE_H
#define PROCBENCH_BASE_FILE_TREE_H

#include "procbench/base/error.h"

/* Called with a file, or with what cannot be read and the reason; a non-zero value ends the walk.
 */
typedef int file_tree_visit(void *context, const char *path, const struct error *unreadable);

/*
 * Visits FILE (- for standard input), or below DIR every file whose name ends in `suffix` and does
 * not begin with a dot, sorted by name. Returns what the last visit returned, or -ENOMEM.
 */
int file_tree_walk(const char *path, const char *suffix, file_tree_visit *visit, void *context);

#endif
