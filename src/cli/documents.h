/* documents: the files of --export for reports that are not of results: of fleets and histories. */
#ifndef PROCBENCH_CLI_DOCUMENTS_H
#define PROCBENCH_CLI_DOCUMENTS_H

#include "exports.h"

/* Opens them; -EINVAL for a format that the command does not write. */
int documents_open(struct exports *exports, const struct config *config, struct error *error);

/* Writes them and reports a failure; 0, or the exit status of the program. */
int documents_write(struct exports *exports, exports_render *render, const void *document);

#endif
